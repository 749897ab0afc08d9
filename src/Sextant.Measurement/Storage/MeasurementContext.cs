using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Store.Databases;
using Sextant.Wire;

namespace Sextant.Measurement.Storage;

/// <summary>Measurement's tables. Nobody outside this project sees them: the stores answer named questions.</summary>
/// <param name="options">Where they are.</param>
/// <param name="place">The data folder whose files of the lake are seen; see <see cref="DataPlace"/>.</param>
internal sealed class MeasurementContext(DbContextOptions<MeasurementContext> options, string place = "") : DbContext(options)
{
    /// <summary>The area's name.</summary>
    internal const string Area = "measurement";

    /// <summary>The data folder whose files of the lake are seen.</summary>
    public string Place { get; } = place;

    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    public DbSet<CampaignTargetRow> CampaignTargets => Set<CampaignTargetRow>();

    public DbSet<ScheduleRow> Schedules => Set<ScheduleRow>();

    public DbSet<LakeFileRow> LakeFiles => Set<LakeFileRow>();

    public DbSet<CampaignResultRow> CampaignResults => Set<CampaignResultRow>();

    public DbSet<RemovedRow> Removed => Set<RemovedRow>();

    public DbSet<TargetScanRow> TargetScans => Set<TargetScanRow>();

    public DbSet<VerdictSetRow> VerdictSets => Set<VerdictSetRow>();

    public DbSet<CurrentVerdictRow> CurrentVerdicts => Set<CurrentVerdictRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.UseInstants(Database.IsSqlite());
        configurationBuilder.Properties<TargetState>().HaveConversion<WordConverter<TargetState>>();
        configurationBuilder.Properties<CampaignStanding>().HaveConversion<WordConverter<CampaignStanding>>();
        configurationBuilder.Properties<LakeTable>().HaveConversion<WordConverter<LakeTable>>();
        configurationBuilder.Properties<TargetKind>().HaveConversion<WordConverter<TargetKind>>();
        configurationBuilder.Properties<TargetClass>().HaveConversion<WordConverter<TargetClass>>();
        configurationBuilder.Properties<Level>().HaveConversion<WordConverter<Level>>();
        configurationBuilder.Properties<Failure>().HaveConversion<WordConverter<Failure>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CampaignRow>(table =>
        {
            table.HasKey(r => r.Id);

            // What campaigns have that were made before there were such columns.
            table.Property(r => r.Standing).HasDefaultValue(CampaignStanding.Open);
            table.Property(r => r.Priority).HasDefaultValue(0);
            table.Property(r => r.Unattended).HasDefaultValue(false);
            table.Property(r => r.Size).HasDefaultValue(0L);
        });
        modelBuilder.Entity<ScheduleRow>().HasKey(r => r.Id);
        modelBuilder.Entity<CampaignTargetRow>(table =>
        {
            table.HasKey(r => new { r.CampaignId, r.Vantage, r.Name });
            table.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Cascade);
            table.HasIndex(r => new { r.CampaignId, r.Vantage, r.State, r.Position });
            table.HasIndex(r => new { r.CampaignId, r.DoneAt }).HasFilter("done_at IS NOT NULL");
        });
        modelBuilder.Entity<LakeFileRow>(table =>
        {
            table.HasKey(r => r.Path);
            table.HasIndex(r => new { r.Content, r.Day });
            table.HasIndex(r => new { r.Content, r.Bucket });
            table.Property(r => r.Copied).HasDefaultValue(false);
            table.Property(r => r.Place).HasDefaultValue("");
            table.HasQueryFilter(r => r.Place == Place);
        });
        modelBuilder.Entity<TargetScanRow>(table =>
        {
            table.HasKey(r => new { r.TargetKey, r.Vantage, r.MeasuredAt });
            table.HasIndex(r => new { r.Campaign, r.MeasuredAt });
        });
        modelBuilder.Entity<CampaignResultRow>().HasKey(r => new { r.Campaign, r.Vantage, r.Kind, r.Class, r.Level, r.Cause, r.Lab });
        modelBuilder.Entity<RemovedRow>().HasKey(r => r.Content);
        modelBuilder.Entity<VerdictSetRow>().HasKey(r => r.Hash);
        modelBuilder.Entity<CurrentVerdictRow>(table =>
        {
            table.HasKey(r => new { r.TargetKey, r.Vantage });
            table.HasIndex(r => new { r.Kind, r.Class });
        });
        modelBuilder.UseSnakeCase();
    }
}
