using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Addresses that are told of events, and events on their way to them.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0039_webhooks")]
internal sealed class Register0039 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        new TableDraft(migrationBuilder, "webhook").Text("key").Text("url").Text("label").Text("events").Text("state").Text("secret").Text("former_secret", true).Instant("former_until", true)
            .Instant("created_at").Instant("failing_since", true).Unique("key");
        new TableDraft(migrationBuilder, "webhook_event").Text("key").Text("kind").Text("stamp").Text("subject").Text("body").Instant("at").Unique("key").Unique("stamp");
        new TableDraft(migrationBuilder, "webhook_delivery").Text("key").Text("webhook").Text("event").Text("state").Number("attempts").Instant("made_at").Instant("next_at").Instant("done_at", true)
            .Number("status", true).Text("fault", true).Number("took", true).Unique("key").Index("webhook", "state", "next_at").Index("event");
        new TableDraft(migrationBuilder, "webhook_cursor").Text("name").Instant("at").Unique("name");
    }
}
