using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Storage.Migrations;

/// <summary>All tables of the first release.</summary>
[DbContext(typeof(MeasurementContext))]
[Migration("0001_initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateCampaigns(migrationBuilder);
        CreateScans(migrationBuilder);
        migrationBuilder.CreateTable(
            "lake_file",
            table => new
            {
                path = table.Column<string>(nullable: false),
                content = table.Column<string>(nullable: false),
                day = table.Column<string>(nullable: false),
                campaign = table.Column<string>(nullable: false),
                rows = table.Column<long>(nullable: false),
                bytes = table.Column<long>(nullable: false),
                sha256 = table.Column<string>(nullable: false),
                created_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
                replaced_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_lake_file", x => x.path));
        migrationBuilder.CreateIndex("ix_lake_file_content_day", "lake_file", ["content", "day"]);
    }

    private static void CreateCampaigns(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "campaign",
            table => new
            {
                id = table.Column<string>(nullable: false),
                name = table.Column<string>(nullable: false),
                source = table.Column<string>(nullable: false),
                profile = table.Column<string>(nullable: false),
                vantages = table.Column<string>(nullable: false),
                pacing = table.Column<string>(nullable: false),
                created_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_campaign", x => x.id));
        migrationBuilder.CreateTable(
            "campaign_target",
            table => new
            {
                campaign_id = table.Column<string>(nullable: false),
                vantage = table.Column<string>(nullable: false),
                name = table.Column<string>(nullable: false),
                position = table.Column<int>(nullable: false),
                kinds = table.Column<string>(nullable: false),
                state = table.Column<string>(nullable: false),
                lease = table.Column<string>(nullable: true),
                owner = table.Column<string>(nullable: true),
                leased_until = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: true),
                not_before = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: true),
                attempts = table.Column<int>(nullable: false),
                problem = table.Column<string>(nullable: true),
                done_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_campaign_target", x => new { x.campaign_id, x.vantage, x.name });
                table.ForeignKey("fk_campaign_target_campaign_id", x => x.campaign_id, "campaign", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex(
            "ix_campaign_target_campaign_id_vantage_state_position", "campaign_target", ["campaign_id", "vantage", "state", "position"]);
    }

    private static void CreateScans(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "target_scan",
            table => new
            {
                target_key = table.Column<string>(nullable: false),
                vantage = table.Column<string>(nullable: false),
                measured_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
                kind = table.Column<string>(nullable: false),
                ascii = table.Column<string>(nullable: false),
                unicode = table.Column<string>(nullable: false),
                @class = table.Column<string>(name: "class", nullable: false),
                level = table.Column<string>(nullable: false),
                level_scope = table.Column<string>(nullable: false),
                cause = table.Column<string>(nullable: true),
                single_look = table.Column<bool>(nullable: false),
                lab = table.Column<bool>(nullable: false),
                profile = table.Column<string>(nullable: false),
                evidence = table.Column<string>(nullable: false),
                campaign = table.Column<string>(nullable: false),
                verdict_set = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_target_scan", x => new { x.target_key, x.vantage, x.measured_at }));
        migrationBuilder.CreateIndex("ix_target_scan_campaign", "target_scan", "campaign");
        migrationBuilder.CreateTable(
            "verdict_set",
            table => new { hash = table.Column<string>(nullable: false), content = table.Column<string>(nullable: false) },
            constraints: table => table.PrimaryKey("pk_verdict_set", x => x.hash));
        migrationBuilder.CreateTable(
            "current_verdict",
            table => new
            {
                target_key = table.Column<string>(nullable: false),
                vantage = table.Column<string>(nullable: false),
                measured_at = table.Column<DateTimeOffset>(migrationBuilder.InstantType(), nullable: false),
                kind = table.Column<string>(nullable: false),
                @class = table.Column<string>(name: "class", nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_current_verdict", x => new { x.target_key, x.vantage }));
        migrationBuilder.CreateIndex("ix_current_verdict_kind_class", "current_verdict", ["kind", "class"]);
    }
}
