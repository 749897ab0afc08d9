using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Partners abroad and in the press, what each side owes, and activities: with them, or of a unit by itself.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0019_cooperation")]
internal sealed class Register0019 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_partner").Text("kind").Text("name").Text("seat", true).Text("agreement", true).Text("document", true).Date("starts", true).Date("ends", true);
        TableDraft.Versioned(migrationBuilder, "register_partner_duty").Text("partner").Number("position").Text("side").Text("text").Date("due", true).Date("met", true).Index("partner");
        TableDraft.Versioned(migrationBuilder, "register_activity").Text("partner", true).Text("organisation", true).Number("position").Text("kind").Date("date").Text("title")
            .Text("result", true).Text("link", true).Index("partner").Index("organisation");
    }
}
