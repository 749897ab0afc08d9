using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>In which language a person is written to.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0050_notice_language")]
internal sealed class Register0050 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("language", "notice_choice", nullable: true);
}
