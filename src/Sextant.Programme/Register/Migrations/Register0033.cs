using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>What happened to organisations, by which decision.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0033_unit_events")]
internal sealed class Register0033 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_unit_event").Text("kind").Text("document", true).Text("decision_number", true).Date("decision_date", true)
            .Text("decision_issuer", true);
        TableDraft.Versioned(migrationBuilder, "register_event_part").Text("event").Number("position").Text("organisation").Text("role").Index("event").Index("organisation");
    }
}
