using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>
/// Plans with states, and tasks with cooperating units, reports and extensions. Only packs filled the table of plans so far, so it is made anew, and the
/// next load of the pack fills it.
/// </summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0012_plans_tasks")]
internal sealed class Register0012 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("register_plan");
        TableDraft.Versioned(migrationBuilder, "register_plan").Number("year").Text("title").Number("task_count", true).Text("state").Text("decision", true).Date("issued", true);
        TableDraft.Versioned(migrationBuilder, "register_task").Text("owner").Number("number").Text("plan", true).Text("direction", true).Number("work_group", true)
            .Text("text", true).Text("product", true).Text("lead", true).Text("lead_text", true).Date("due", true).Text("due_by", true).Text("state")
            .Index("plan").Index("direction").Index("lead");
        TableDraft.Versioned(migrationBuilder, "register_cooperation").Text("task").Number("position").Text("organisation", true).Text("text", true).Index("task").Index("organisation");
        TableDraft.Versioned(migrationBuilder, "register_task_report").Text("task").Number("position").Date("date").Number("percent", true).Text("text").Flag("done")
            .Text("proof_kind", true).Text("proof_reference", true).Index("task");
        TableDraft.Versioned(migrationBuilder, "register_extension").Text("task").Number("position").Date("was", true).Date("wanted").Text("text").Text("state")
            .Text("answer", true).Index("task");
    }
}
