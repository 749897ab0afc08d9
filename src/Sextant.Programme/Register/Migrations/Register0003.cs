using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register.Migrations;

/// <summary>The audit log, which the database itself lets only grow.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0003_audit")]
internal sealed class Register0003 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "audit_entry",
            table => new
            {
                sequence = table.Column<long>(nullable: false),
                at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
                who = table.Column<string>(nullable: false),
                from = table.Column<string>(nullable: false),
                action = table.Column<string>(nullable: false),
                subject = table.Column<string>(nullable: false),
                reason = table.Column<string>(nullable: true),
                before = table.Column<string>(nullable: true),
                after = table.Column<string>(nullable: true),
                previous = table.Column<string>(nullable: false),
                hash = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_audit_entry", row => row.sequence));
        migrationBuilder.CreateIndex("ix_audit_entry_subject", "audit_entry", "subject");
        migrationBuilder.CreateIndex("ix_audit_entry_who", "audit_entry", "who");
        new TableDraft(migrationBuilder, "audit_head").Long("sequence").Text("hash");
        foreach (string statement in ModelConventions.IsSqlite(migrationBuilder) ? Sqlite : PostgreSql)
        {
            migrationBuilder.Sql(statement);
        }
    }

    // It stops slips and programs with the area's own rights; who may drop a trigger is found by the chain and its anchors.
    private static readonly string[] Sqlite =
    [
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;",
    ];

    private static readonly string[] PostgreSql =
    [
        "CREATE FUNCTION audit_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$;",
        "CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_only_grows();",
    ];
}
