using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register.Migrations;

/// <summary>A table as a migration writes it, once for both databases: column types follow from the CLR type, as the model's do.</summary>
internal sealed class TableDraft
{
    private readonly CreateTableOperation _table;
    private readonly MigrationBuilder _migration;

    /// <summary>A table whose key counts up by itself.</summary>
    internal TableDraft(MigrationBuilder migration, string name)
    {
        _migration = migration;
        _table = new CreateTableOperation { Name = name, PrimaryKey = new AddPrimaryKeyOperation { Name = $"pk_{name}", Table = name, Columns = ["id"] } };
        AddColumnOperation id = Column<long>("id");
        id.AddAnnotation("Sqlite:Autoincrement", true);
        id.AddAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
        migration.Operations.Add(_table);
    }

    /// <summary>A table of versions of facts, with the bookkeeping that each has, and the rule that one version is current.</summary>
    internal static TableDraft Versioned(MigrationBuilder migration, string name)
    {
        TableDraft draft = new TableDraft(migration, name)
            .Text("key").Date("valid_from", true).Date("valid_until", true).Instant("recorded_at").Instant("superseded_at", true)
            .Text("origin").Text("reason", true).Flag("withdrawn").Text("digest").Text("source", true).Text("note", true);
        migration.CreateIndex($"ix_{name}_key", name, "key", unique: true, filter: "superseded_at IS NULL");
        return draft;
    }

    internal TableDraft Text(string name, bool nullable = false) => With<string>(name, nullable);

    internal TableDraft Date(string name, bool nullable = false) => With<DateOnly>(name, nullable);

    internal TableDraft Number(string name, bool nullable = false) => With<int>(name, nullable);

    internal TableDraft Long(string name, bool nullable = false) => With<long>(name, nullable);

    internal TableDraft Amount(string name, bool nullable = false) => With<decimal>(name, nullable);

    internal TableDraft Bytes(string name) => With<byte[]>(name, false);

    internal TableDraft Flag(string name) => With<bool>(name, false);

    internal TableDraft Instant(string name, bool nullable = false)
    {
        Column<DateTimeOffset>(name, nullable).ColumnType = _migration.InstantType();
        return this;
    }

    /// <summary>An index that speeds listings up.</summary>
    internal TableDraft Index(params string[] columns)
    {
        _migration.CreateIndex($"ix_{_table.Name}_{string.Join('_', columns)}", _table.Name, columns);
        return this;
    }

    /// <summary>An index that refuses a second row.</summary>
    internal TableDraft Unique(string column)
    {
        _migration.CreateIndex($"ix_{_table.Name}_{column}", _table.Name, column, unique: true);
        return this;
    }

    private TableDraft With<T>(string name, bool nullable)
    {
        Column<T>(name, nullable);
        return this;
    }

    private AddColumnOperation Column<T>(string name, bool nullable = false)
    {
        var column = new AddColumnOperation { Table = _table.Name, Name = name, ClrType = typeof(T), IsNullable = nullable };
        _table.Columns.Add(column);
        return column;
    }
}
