using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Sextant.Store.Databases;

/// <summary>
/// What every area's model has in common, so that one model serves both databases: snake_case names, and instants in UTC
/// that order and compare (SQLite has no instants: there they are microseconds since 1970, as fine as PostgreSQL's).
/// </summary>
public static class ModelConventions
{
    /// <summary>Call in <c>ConfigureConventions</c>.</summary>
    public static void UseInstants(this ModelConfigurationBuilder configuration, bool sqlite)
    {
        if (sqlite)
        {
            configuration.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
            configuration.DefaultTypeMapping<DateTimeOffset>().HasConversion<MicrosecondsConverter>(); // parameters of statements written by hand
        }
        else
        {
            configuration.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
            configuration.DefaultTypeMapping<DateTimeOffset>().HasConversion<UtcConverter>();
        }
    }

    /// <summary>
    /// Call last in <c>OnModelCreating</c>: names tables, columns, keys and indexes in snake_case. A class called <c>CampaignRow</c> is the
    /// table <c>campaign</c>.
    /// </summary>
    public static void UseSnakeCase(this ModelBuilder model)
    {
        foreach (IMutableEntityType entity in model.Model.GetEntityTypes())
        {
            string name = entity.ClrType.Name;
            string table = Snake(name.EndsWith("Row", StringComparison.Ordinal) ? name[..^3] : name);
            entity.SetTableName(table);
            foreach (IMutableProperty property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
            }

            foreach (IMutableKey key in entity.GetKeys())
            {
                key.SetName(key.IsPrimaryKey() ? $"pk_{table}" : $"ak_{table}_{Joined(key.Properties)}");
            }

            foreach (IMutableForeignKey key in entity.GetForeignKeys())
            {
                key.SetConstraintName($"fk_{table}_{Joined(key.Properties)}");
            }

            foreach (IMutableIndex index in entity.GetIndexes())
            {
                index.SetDatabaseName($"ix_{table}_{Joined(index.Properties)}");
            }
        }
    }

    /// <summary>An instant as it is read back: whole microseconds, UTC.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>An instant as a parameter of a statement that is written by hand.</summary>
    internal static object Stored(DatabaseKind kind, DateTimeOffset instant) =>
        kind == DatabaseKind.Sqlite ? Microseconds(instant) : Rounded(instant);

    /// <summary>How SQLite holds an instant: microseconds since 1970.</summary>
    internal static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The column type of an instant, for migrations.</summary>
    public static string InstantType(this MigrationBuilder migration) => IsSqlite(migration) ? "INTEGER" : "timestamp with time zone";

    /// <summary>A number that the database gives: the key of rows nobody else names.</summary>
    public static OperationBuilder<AddColumnOperation> Identity(this ColumnsBuilder table, MigrationBuilder migration)
    {
        OperationBuilder<AddColumnOperation> column = table.Column<long>(IsSqlite(migration) ? "INTEGER" : "bigint", nullable: false);
        return IsSqlite(migration)
            ? column.Annotation("Sqlite:Autoincrement", true)
            : column.Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
    }

    /// <summary>Whether a migration runs on SQLite.</summary>
    public static bool IsSqlite(this MigrationBuilder migration) => migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal);

    /// <summary><c>MeasuredAt</c> becomes <c>measured_at</c>, <c>Sha256</c> <c>sha256</c>.</summary>
    public static string Snake(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 8);
        for (int i = 0; i < pascal.Length; i++)
        {
            if (char.IsAsciiLetterUpper(pascal[i]) && i > 0 && !char.IsAsciiLetterUpper(pascal[i - 1]))
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(pascal[i]));
        }

        return text.ToString();
    }

    private static string Joined(IReadOnlyList<IMutableProperty> properties) => string.Join('_', properties.Select(p => Snake(p.Name)));

    private sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(
        instant => Microseconds(instant),
        stored => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond));

    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        instant => Rounded(instant).ToUniversalTime(), stored => stored.ToUniversalTime());
}
