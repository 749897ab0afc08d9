using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Requests of programs that were done: written with what they did.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0038_requests")]
internal sealed class Register0038 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        new TableDraft(migrationBuilder, "request_once").Text("stamp").Text("asked").Text("made").Instant("at").Unique("stamp").Index("at");
}
