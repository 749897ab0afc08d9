using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Storage.Migrations;

/// <summary>Years of campaigns: counts of each campaign, a second copy of the lake by target, and what has been removed.</summary>
[DbContext(typeof(MeasurementContext))]
[Migration("0003_history")]
internal sealed class History : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>("bucket", "lake_file", nullable: true);
        migrationBuilder.AddColumn<string>("first_day", "lake_file", nullable: true);
        migrationBuilder.AddColumn<bool>("copied", "lake_file", nullable: false, defaultValue: false);
        migrationBuilder.CreateIndex("ix_lake_file_content_bucket", "lake_file", ["content", "bucket"]);
        migrationBuilder.CreateIndex("ix_target_scan_campaign_measured_at", "target_scan", ["campaign", "measured_at"]);
        migrationBuilder.DropIndex("ix_target_scan_campaign", "target_scan");
        migrationBuilder.CreateTable(
            "removed",
            table => new { content = table.Column<string>(nullable: false), before = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false) },
            constraints: table => table.PrimaryKey("pk_removed", x => x.content));
        CreateCounts(migrationBuilder);
    }

    private static void CreateCounts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "campaign_result",
            table => new
            {
                campaign = table.Column<string>(nullable: false),
                vantage = table.Column<string>(nullable: false),
                kind = table.Column<string>(nullable: false),
                @class = table.Column<string>(name: "class", nullable: false),
                level = table.Column<string>(nullable: false),
                cause = table.Column<string>(nullable: false),
                lab = table.Column<bool>(nullable: false),
                targets = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_campaign_result", x => new { x.campaign, x.vantage, x.kind, x.@class, x.level, x.cause, x.lab }));

        // What is kept already: the newest scan of each name that is done.
        migrationBuilder.Sql(
            """
            INSERT INTO campaign_result (campaign, vantage, kind, class, level, cause, lab, targets)
            SELECT s.campaign, s.vantage, s.kind, s.class, s.level, coalesce(s.cause, ''), s.lab, count(*)
            FROM target_scan s
            JOIN campaign_target t ON t.campaign_id = s.campaign AND t.vantage = s.vantage AND t.name = s.ascii AND t.state = 'done'
            WHERE NOT EXISTS (
                SELECT 1 FROM target_scan l
                WHERE l.target_key = s.target_key AND l.vantage = s.vantage AND l.campaign = s.campaign AND l.measured_at > s.measured_at)
            GROUP BY s.campaign, s.vantage, s.kind, s.class, s.level, coalesce(s.cause, ''), s.lab
            """);
    }
}
