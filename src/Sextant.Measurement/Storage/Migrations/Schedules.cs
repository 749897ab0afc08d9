using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Storage.Migrations;

/// <summary>Campaigns can be paused, have terms of their own, and are made by schedules.</summary>
[DbContext(typeof(MeasurementContext))]
[Migration("0002_schedules")]
internal sealed class Schedules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("standing", "campaign", nullable: false, defaultValue: "open");
        migrationBuilder.AddColumn<int>("priority", "campaign", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<string>("window", "campaign", nullable: true);
        migrationBuilder.AddColumn<int>("concurrency", "campaign", nullable: true);
        migrationBuilder.AddColumn<double>("names_per_second", "campaign", nullable: true);
        migrationBuilder.AddColumn<bool>("unattended", "campaign", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<string>("schedule", "campaign", nullable: true);
        migrationBuilder.CreateTable(
            "schedule",
            table => new
            {
                id = table.Column<string>(nullable: false),
                name = table.Column<string>(nullable: false),
                rule = table.Column<string>(nullable: false),
                profile = table.Column<string>(nullable: false),
                vantages = table.Column<string>(nullable: false),
                priority = table.Column<int>(nullable: false),
                window = table.Column<string>(nullable: true),
                concurrency = table.Column<int>(nullable: true),
                names_per_second = table.Column<double>(nullable: true),
                cron = table.Column<string>(nullable: false),
                zone = table.Column<string>(nullable: false),
                standing = table.Column<string>(nullable: false),
                created_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
                last_due = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
                last_campaign = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_schedule", x => x.id));
    }
}
