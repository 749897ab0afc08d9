using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Sextant.Programme.Register.Migrations;

/// <summary>Organisations that look alike and were told apart.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0043_units_told_apart")]
internal sealed class Register0043 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        TableDraft.Versioned(migrationBuilder, "register_distinct_units").Text("first").Text("second").Text("why").Index("first");
}
