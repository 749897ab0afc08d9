using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations.From0060;

/// <summary>What the rows of an imported table say, whatever file they lay in.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0070_rows_of_imports")]
internal sealed class Register0070 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("rows_sha256", "register_import", nullable: true);
}
