using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Storage.Migrations;

/// <summary>How many results a campaign is to give, and its results by time: so that nobody counts hundreds of thousands of rows to say how it goes.</summary>
[DbContext(typeof(MeasurementContext))]
[Migration("0004_sizes")]
internal sealed class Sizes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("size", "campaign", nullable: false, defaultValue: 0L);
        migrationBuilder.Sql("UPDATE campaign SET size = (SELECT count(*) FROM campaign_target WHERE campaign_target.campaign_id = campaign.id)");

        // Taken back after a fault of the vantage: not done, whatever stood there.
        migrationBuilder.Sql("UPDATE campaign_target SET done_at = NULL WHERE done_at IS NOT NULL AND state <> 'done'");
        migrationBuilder.CreateIndex("ix_campaign_target_campaign_id_done_at", "campaign_target", ["campaign_id", "done_at"], filter: "done_at IS NOT NULL");
    }
}
