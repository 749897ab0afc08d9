using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations.From0060;

/// <summary>Tasks that went from one lead to another.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0072_tasks_handed_on")]
internal sealed class Register0072 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        TableDraft.Versioned(migrationBuilder, "register_task_hand_over").Text("task").Number("position").Text("was", true).Text("was_text", true).Text("receiver").Date("day").Index("task");
}
