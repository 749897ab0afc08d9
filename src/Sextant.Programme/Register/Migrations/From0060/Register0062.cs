using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations.From0060;

/// <summary>For which unit a file of a report was added: what it has in all is bounded.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0062_report_file_units")]
internal sealed class Register0062 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("unit", "register_report_file", nullable: true);
        migrationBuilder.CreateIndex("ix_register_report_file_unit", "register_report_file", "unit");
    }
}
