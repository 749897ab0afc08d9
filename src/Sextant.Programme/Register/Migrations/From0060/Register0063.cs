using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations.From0060;

/// <summary>Late tasks that went up to the lead unit, the office and the head of the task force.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0063_escalations")]
internal sealed class Register0063 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_escalation_rule").Number("office_after").Number("head_after").Text("head", true);
        TableDraft.Versioned(migrationBuilder, "register_escalation").Text("task").Date("due").Text("level").Date("raised").Date("ended", true).Text("outcome", true).Index("task");
    }
}
