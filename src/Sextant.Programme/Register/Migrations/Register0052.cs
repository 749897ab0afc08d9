using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>What came of judging campaigns again.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0052_rejudgement")]
internal sealed class Register0052 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => new TableDraft(migrationBuilder, "rejudgement")
        .Text("campaign").Text("profile").Instant("asked_at").Text("state").Number("judged").Number("missing").Number("differ").Text("differing").Unique("campaign");
}
