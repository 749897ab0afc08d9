using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Conversion plans of units, with stages, an inventory of systems, and files.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0017_conversions")]
internal sealed class Register0017 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_conversion").Text("organisation").Number("number").Text("title").Text("state").Text("legal", true).Text("present", true)
            .Text("aims", true).Text("content", true).Text("funding", true).Text("work", true).Text("in_file").Text("not_had").Text("answer", true).Text("document_number", true)
            .Date("issued", true).Index("organisation");
        TableDraft.Versioned(migrationBuilder, "register_conversion_stage").Text("plan").Number("position").Text("title").Date("starts").Date("ends").Text("product", true).Index("plan");
        TableDraft.Versioned(migrationBuilder, "register_conversion_system").Text("plan").Number("position").Text("name").Text("layer").Text("stack").Text("capability")
            .Number("stage", true).Text("remark", true).Index("plan");
        TableDraft.Versioned(migrationBuilder, "register_conversion_file").Text("plan").Text("role").Text("sha256").Text("name").Text("type").Long("bytes").Index("plan");
    }
}
