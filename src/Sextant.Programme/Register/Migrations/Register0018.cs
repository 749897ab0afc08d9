using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Documents under drafting, with rounds of consultation and comments.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0018_drafting")]
internal sealed class Register0018 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_drafting").Text("title").Text("kind").Text("drafter", true).Text("text", true).Text("state").Text("document", true);
        TableDraft.Versioned(migrationBuilder, "register_consultation").Text("drafting").Number("position").Date("opens").Date("closes").Text("text").Index("drafting");
        TableDraft.Versioned(migrationBuilder, "register_comment").Text("drafting").Number("round").Number("position").Text("organisation", true).Text("place", true).Text("text")
            .Text("verdict", true).Text("answer", true).Index("drafting");
    }
}
