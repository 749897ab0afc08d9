using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register.Migrations.From0060;

/// <summary>Which server judges a campaign again, and until when it is believed to.</summary>
[DbContext(typeof(ProgrammeContext))]
[Migration("0064_rejudgement_leases")]
internal sealed class Register0064 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("worker", "rejudgement", nullable: true);
        migrationBuilder.AddColumn<DateTimeOffset>("lease_until", "rejudgement", type: migrationBuilder.InstantType(), nullable: true);
    }
}
