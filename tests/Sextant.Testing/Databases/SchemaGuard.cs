using Microsoft.EntityFrameworkCore;
using Sextant.Store.Databases;
using Xunit;

namespace Sextant.Testing.Databases;

/// <summary>
/// Holds hand-written migrations to the model: a database made by the migrations and one made by the model's own script must
/// describe themselves alike, column by column, index by index.
/// </summary>
public static class SchemaGuard
{
    private const string SqliteColumns = """
        SELECT t.name || '.' || c.name || ' ' || c.type || CASE WHEN c."notnull" THEN ' not null' ELSE '' END
               || CASE WHEN c.pk > 0 THEN ' pk' || c.pk ELSE '' END || coalesce(' default ' || c.dflt_value, '')
               || CASE WHEN c.pk > 0 AND t.sql LIKE '%AUTOINCREMENT%' THEN ' auto' ELSE '' END
        FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT 'index ' || t.name || ' on ' || t.tbl_name || ' ' || replace(coalesce(t.sql, 'auto'), char(10), ' ')
        FROM sqlite_master t WHERE t.type = 'index' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT 'key ' || t.name || '.' || f."from" || ' -> ' || f."table" || '.' || coalesce(f."to", '') || ' ' || f.on_delete
        FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        """;

    private const string PostgreSqlColumns = """
        SELECT table_name || '.' || column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '')
               || CASE WHEN is_nullable = 'NO' THEN ' not null' ELSE '' END || coalesce(' default ' || column_default, '')
               || CASE WHEN is_identity = 'YES' THEN ' identity ' || identity_generation ELSE '' END
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
        """;

    /// <summary>Compares; fails with the lines that differ.</summary>
    /// <param name="kind">The kind of database.</param>
    /// <param name="area">The area's name, as it is opened.</param>
    /// <param name="make">Makes a context.</param>
    public static async Task MigrationsGiveTheModelAsync<TContext>(DatabaseKind kind, string area, Func<DbContextOptions<TContext>, TContext> make)
        where TContext : DbContext
    {
        using TestDatabase migrated = await TestDatabase.CreateAsync(kind);
        using TestDatabase scripted = await TestDatabase.CreateAsync(kind);
        Database<TContext> database = await Database.OpenAsync(migrated.Options, area, make);
        await using TContext byMigrations = database.Create();
        await using TContext byModel = make(Database.Describe<TContext>(scripted.Options, area));
        foreach (string statement in byModel.Database.GenerateCreateScript().Split(";\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await byModel.Database.ExecuteSqlRawAsync(statement.Replace("{", "{{").Replace("}", "}}"));
        }

        string[] wanted = await DescribeAsync(byModel, kind, area);
        string[] found = await DescribeAsync(byMigrations, kind, area);
        Assert.True(
            wanted.SequenceEqual(found),
            $"The migrations of '{area}' do not give the model's schema on {kind}.\nOnly in the model:\n  {string.Join("\n  ", wanted.Except(found))}\nOnly in the migrations:\n  {string.Join("\n  ", found.Except(wanted))}");
    }

    private static async Task<string[]> DescribeAsync(DbContext context, DatabaseKind kind, string area)
    {
        // SqlQueryRaw reads the column named Value.
        string sql = $"WITH d(line) AS ({(kind == DatabaseKind.Sqlite ? SqliteColumns : PostgreSqlColumns)}) SELECT d.line AS \"Value\" FROM d";
        List<string> lines = await context.Database.SqlQueryRaw<string>(sql).ToListAsync();
        string history = $"{area}_migration";
        return [.. lines.Where(line => !line.Contains(history, StringComparison.Ordinal) && !line.Contains("__EFMigrationsLock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
