using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Who is exempted from what, by whom, until when.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0034_exemptions")]
internal sealed class Register0034 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        TableDraft.Versioned(migrationBuilder, "register_exemption").Text("organisation").Text("target", true).Text("criterion", true).Text("why").Text("decided_by").Text("document", true)
            .Index("organisation");
}
