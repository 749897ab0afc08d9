using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>What people are told, how they want to be told, and letters on their way.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0026_notices")]
internal sealed class Register0026 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        new TableDraft(migrationBuilder, "notice").Text("key").Text("person").Text("kind").Text("stamp").Text("words").Text("place").Instant("at").Instant("read_at", true).Instant("mailed_at", true)
            .Unique("key").Unique("stamp").Index("person");
        new TableDraft(migrationBuilder, "notice_choice").Text("person").Text("mail").Text("without").Instant("last_at", true).Unique("person");
        new TableDraft(migrationBuilder, "outbox").Text("key").Text("to").Text("subject").Text("body").Text("state").Number("attempts").Instant("made_at").Instant("next_at")
            .Instant("done_at", true).Text("fault", true).Unique("key").Index("state", "next_at");
    }
}
