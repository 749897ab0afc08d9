using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations.From0060;

/// <summary>From which day on more time was granted and a task no longer to be done: what was entered before holds from the day on which it was.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0071_days_of_decisions_on_tasks")]
internal sealed class Register0071 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateOnly>("cancelled", "register_task", nullable: true);
        migrationBuilder.AddColumn<DateOnly>("answered", "register_extension", nullable: true);
    }
}
