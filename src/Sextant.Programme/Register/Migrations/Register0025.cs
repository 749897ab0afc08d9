using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>What stands on the office's papers: who issues them, and who signs.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0025_letterhead")]
internal sealed class Register0025 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        TableDraft.Versioned(migrationBuilder, "register_letterhead").Text("superior", true).Text("issuer").Text("sign", true).Text("place", true).Text("authority", true)
            .Text("signer_title", true).Text("signer_name", true).Text("recipients", true);
}
