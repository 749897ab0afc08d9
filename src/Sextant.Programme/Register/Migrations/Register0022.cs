using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Declarations by criterion, publications with the days of their sheets, cases; days on which nobody works.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0022_cases")]
internal sealed class Register0022 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("off", "register_day", nullable: true);
        migrationBuilder.AddColumn<int>("year", "register_day", nullable: true);
        TableDraft.Versioned(migrationBuilder, "register_declaration").Text("organisation").Text("criterion").Text("target", true).Text("verdict").Date("date").Text("text", true)
            .Index("organisation");
        TableDraft.Versioned(migrationBuilder, "register_publication").Text("title").Date("day").Date("sheet_day");
        TableDraft.Versioned(migrationBuilder, "register_case").Number("number").Text("organisation").Text("publication").Text("target").Text("criterion").Text("text").Text("state")
            .Instant("opened_at").Text("first_verdict").Text("first_class").Text("first_vantage").Instant("first_at").Text("first_evidence", true).Text("campaign")
            .Text("second_vantage", true).Flag("same_vantage").Text("second_verdict", true).Text("second_class", true).Instant("second_at", true).Text("second_evidence", true)
            .Text("decision", true).Text("answer", true).Index("organisation");
    }
}
