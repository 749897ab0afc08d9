using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Returns of operators, registrars and data centres: who owes them, for which period, in versions; networks and brands of who owes.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0014_returns")]
internal sealed class Register0014 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_return_duty").Text("organisation").Text("form").Index("organisation");
        TableDraft.Versioned(migrationBuilder, "register_return_period").Text("form").Text("period").Date("due");
        TableDraft.Versioned(migrationBuilder, "register_return").Text("organisation").Text("form").Text("period").Number("number").Text("state").Text("corrects", true)
            .Text("signed_by", true).Text("signed_as", true).Date("signed_on", true).Text("submitted_by", true).Text("answer", true).Index("organisation");
        TableDraft.Versioned(migrationBuilder, "register_return_figure").Text("return").Text("field").Amount("value").Index("return");
        TableDraft.Versioned(migrationBuilder, "register_return_reason").Text("return").Text("finding").Text("text").Index("return");
        TableDraft.Versioned(migrationBuilder, "register_roadmap_line").Text("return").Number("position").Text("network").Text("cause").Text("quarter").Amount("promised").Amount("actual", true).Index("return");
        TableDraft.Versioned(migrationBuilder, "register_return_support").Text("return").Number("position").Text("unit").Text("service").Text("state").Index("return").Index("unit");
        TableDraft.Versioned(migrationBuilder, "register_holding").Text("organisation").Text("kind").Text("name").Index("organisation");
    }
}
