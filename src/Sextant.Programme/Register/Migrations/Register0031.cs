using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>The communication kit with its counters, the press, events and who registers for them.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0031_communication")]
internal sealed class Register0031 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_kit_item").Text("title").Text("kind").Text("audience", true).Text("text", true);
        TableDraft.Versioned(migrationBuilder, "register_kit_file").Text("item").Number("number").Text("language").Text("label").Date("day").Text("sha256").Text("name").Text("type").Long("bytes").Index("item");
        new TableDraft(migrationBuilder, "kit_download").Text("stamp").Text("file").Date("day").Long("count").Unique("stamp");
        TableDraft.Versioned(migrationBuilder, "register_press_item").Text("title").Text("outlet").Date("date").Text("link", true).Text("tag", true).Text("tone");
        TableDraft.Versioned(migrationBuilder, "register_public_event").Text("title").Text("kind").Date("starts").Date("ends").Text("place", true).Text("text", true).Text("state").Number("sites", true)
            .Number("attendees", true).Number("seats", true).Date("register_until", true).Number("registered", true);
        new TableDraft(migrationBuilder, "event_entry").Text("key").Text("event").Text("stamp").Text("name").Text("unit", true).Text("email").Instant("at").Unique("key").Unique("stamp").Index("event");
    }
}
