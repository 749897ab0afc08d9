using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Tables brought in: the import, its file while it is staged, and which versions it wrote.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0013_imports")]
internal sealed class Register0013 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_import").Text("form").Text("scope", true).Text("file_name").Text("sha256").Number("bytes").Number("rows")
            .Number("added").Number("changed").Number("unchanged").Text("state").Text("by");
        new TableDraft(migrationBuilder, "register_import_file").Text("import").Instant("staged_at").Bytes("content").Unique("import");
        new TableDraft(migrationBuilder, "register_import_line").Text("import").Text("table").Text("row_key").Number("line").Long("before_id", true).Long("after_id").Index("import");
    }
}
