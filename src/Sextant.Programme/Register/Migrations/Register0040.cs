using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Identity providers, and guesses counted where several processes share the count.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0040_entering")]
internal sealed class Register0040 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        new TableDraft(migrationBuilder, "person_identity").Text("key").Text("person").Text("provider").Text("stamp").Text("label").Instant("linked_at").Instant("used_at", true)
            .Unique("key").Unique("stamp").Index("person");
        new TableDraft(migrationBuilder, "person_arrival").Text("hash").Text("person", true).Text("stamp", true).Text("link", true).Text("provider").Text("said").Instant("expires_at").Unique("hash");
        new TableDraft(migrationBuilder, "guess").Text("key").Number("count").Instant("began_at").Instant("ends_at").Unique("key").Index("ends_at");
        migrationBuilder.AddColumn<string>("provider", "person_session", nullable: true);
        migrationBuilder.AddColumn<string>("provider_stamp", "person_session", nullable: true);
        migrationBuilder.AddColumn<string>("provider_session", "person_session", nullable: true);
        migrationBuilder.AddColumn<string>("provider_token", "person_session", nullable: true);
    }
}
