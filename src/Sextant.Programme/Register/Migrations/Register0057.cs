using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Files that show what reports on tasks say.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0057_report_files")]
internal sealed class Register0057 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        TableDraft.Versioned(migrationBuilder, "register_report_file").Text("task").Number("report").Text("sha256").Text("name").Text("type").Long("bytes").Index("task");
}
