using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>People: accounts, roles, and what one signs in with.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0004_people")]
internal sealed class Register0004 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        MigrationBuilder m = migrationBuilder;
        new TableDraft(m, "person").Text("key").Text("name").Text("email").Text("email_folded").Text("organisation", true).Instant("created_at").Instant("ended_at", true)
            .Text("password_hash", true).Text("totp_secret", true).Long("totp_step").Text("stamp").Unique("key").Unique("email_folded");
        new TableDraft(m, "person_grant").Text("key").Text("person").Text("role").Text("organisation", true).Date("valid_from", true).Date("valid_until", true)
            .Instant("granted_at").Text("granted_by").Instant("revoked_at", true).Text("revoked_by", true).Unique("key").Index("person").Index("organisation");
        new TableDraft(m, "person_passkey").Text("key").Text("person").Text("name").Bytes("public_key").Long("sign_count").Text("transports").Flag("user_verified")
            .Flag("backup_eligible").Flag("backed_up").Bytes("attestation").Bytes("client_data").Instant("created_at").Instant("used_at", true).Unique("key").Index("person");
        new TableDraft(m, "person_recovery").Text("person").Text("hash").Instant("used_at", true).Index("person");
        new TableDraft(m, "person_session").Text("key").Text("hash").Text("person").Instant("created_at").Instant("seen_at").Instant("expires_at").Instant("ended_at", true)
            .Text("from").Text("agent").Text("method").Unique("hash").Index("person");
        new TableDraft(m, "person_link").Text("key").Text("hash").Text("purpose").Text("person", true).Text("name", true).Text("email", true).Text("organisation", true)
            .Text("role", true).Instant("created_at").Text("created_by").Instant("expires_at").Instant("used_at", true).Instant("revoked_at", true).Unique("hash");
        new TableDraft(m, "person_token").Text("key").Text("hash").Text("person").Text("name").Text("scopes").Instant("created_at").Instant("expires_at")
            .Instant("used_at", true).Instant("revoked_at", true).Unique("hash").Index("person");
    }
}
