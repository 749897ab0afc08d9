using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>What others measured: deliveries, and their points.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0021_outside")]
internal sealed class Register0021 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        new TableDraft(migrationBuilder, "outside_file").Text("key").Text("publisher").Text("names").Text("digest").Date("first_day").Date("last_day").Number("points")
            .Number("economies").Text("terms", true).Instant("imported_at").Text("imported_by").Instant("undone_at", true).Text("undone_by", true).Text("undone_reason", true)
            .Unique("key");
        new TableDraft(migrationBuilder, "outside_point").Text("file").Text("series").Text("subject").Date("day").Amount("value").Amount("samples", true)
            .Index("subject", "day").Index("file", "series", "day");
    }
}
