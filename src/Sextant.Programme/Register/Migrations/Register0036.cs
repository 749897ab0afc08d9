using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Domains that units claim, their contacts, and names that scans saw under them.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0036_domains")]
internal sealed class Register0036 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        TableDraft.Versioned(migrationBuilder, "register_domain").Text("organisation").Text("ascii").Text("domain").Text("kinds").Text("token").Instant("token_until").Text("state")
            .Text("way", true).Instant("proven_at", true).Instant("holds_until", true).Instant("checked_at", true).Text("dns_fault", true).Text("file_fault", true)
            .Index("organisation").Index("ascii");
        TableDraft.Versioned(migrationBuilder, "register_domain_contact").Text("claim").Number("position").Text("kind").Text("name").Text("email").Text("phone", true).Index("claim");
        new TableDraft(migrationBuilder, "suggestion").Text("organisation").Text("ascii").Text("under").Text("state").Instant("first_at").Instant("last_at").Text("decided_by", true)
            .Instant("decided_at", true).Text("reason", true).Unique("ascii").Index("organisation", "state");
        new TableDraft(migrationBuilder, "sight").Text("ascii").Text("way").Text("host").Text("evidence").Instant("at").Index("ascii");
        new TableDraft(migrationBuilder, "read_evidence").Text("target").Text("evidence").Unique("target");
    }
}
