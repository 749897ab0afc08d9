using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Deliveries of what others measured that were checked and wait to be taken.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0051_outside_staged")]
internal sealed class Register0051 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        new TableDraft(migrationBuilder, "outside_staged").Text("key").Text("publisher").Date("day", true).Text("names").Instant("at").Text("by").Unique("key");
        new TableDraft(migrationBuilder, "outside_staged_file").Text("staged").Number("position").Text("name").Bytes("content").Index("staged");
    }
}
