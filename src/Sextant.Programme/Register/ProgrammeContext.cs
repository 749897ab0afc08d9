using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register;

/// <summary>The register's tables; the same model on SQLite and PostgreSQL.</summary>
internal sealed class ProgrammeContext(DbContextOptions<ProgrammeContext> options) : DbContext(options)
{
    /// <summary>The area's name: it names the migration history.</summary>
    internal const string Area = "programme";

    internal DbSet<RegisterPackLoad> PackLoads => Set<RegisterPackLoad>();

    /// <summary>What is remembered of the database that the context belongs to; null where something is written, which must see its own rows.</summary>
    internal ReadMemory? Memory { get; set; }

    /// <summary>What was asked when the writing began; null where nothing is written.</summary>
    internal WriteStart? Start { get; set; }

    /// <summary>A table; whoever records what is read hears of it.</summary>
    public override DbSet<TEntity> Set<TEntity>()
    {
        TablesRead.Note(typeof(TEntity));
        return base.Set<TEntity>();
    }

    internal static Task<Database<ProgrammeContext>> OpenAsync(DatabaseOptions options, CancellationToken cancellation) =>
        Store.Databases.Database.OpenAsync(options, Area, (DbContextOptions<ProgrammeContext> made) => new ProgrammeContext(made), cancellation);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        bool sqlite = options.Extensions.Any(extension => extension.GetType().Name.StartsWith("Sqlite", StringComparison.Ordinal));
        configurationBuilder.UseInstants(sqlite);
        configurationBuilder.Properties<LocalText>().HaveConversion<LocalTextColumn>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Versioned<RegisterOrganisation>(modelBuilder);
        Versioned<RegisterName>(modelBuilder, row => row.Organisation).HasIndex(row => row.Folded);
        EntityTypeBuilder<RegisterDesignation> designation = Versioned<RegisterDesignation>(modelBuilder, row => row.Organisation);
        designation.HasIndex(row => new { row.Scheme, row.Value });
        EntityTypeBuilder<RegisterRelation> relation = Versioned<RegisterRelation>(modelBuilder, row => row.From);
        relation.HasIndex(row => row.To);
        EntityTypeBuilder<RegisterTarget> target = Versioned<RegisterTarget>(modelBuilder, row => row.Organisation);
        target.HasIndex(row => row.TargetKey);
        Versioned<RegisterOutline>(modelBuilder, row => row.Organisation);
        Units(modelBuilder);
        Versioned<RegisterSource>(modelBuilder);
        Documents(modelBuilder);
        Versioned<RegisterWorkGroup>(modelBuilder);
        Tasks(modelBuilder);
        Versioned<RegisterProgramme>(modelBuilder);
        Versioned<RegisterPhase>(modelBuilder);
        Versioned<RegisterTargetValue>(modelBuilder);
        Meetings(modelBuilder);
        Conversions(modelBuilder);
        Drafting(modelBuilder);
        Cooperation(modelBuilder);
        TrainingModel.Add(modelBuilder);
        Versioned<RegisterDomain>(modelBuilder, row => row.Organisation).HasIndex(row => row.Ascii);
        Versioned<RegisterDomainContact>(modelBuilder, row => row.Claim);
        DomainModel.Add(modelBuilder);
        CommunicationModel.Add(modelBuilder);
        Versioned<RegisterDay>(modelBuilder);
        Versioned<RegisterLetterhead>(modelBuilder);
        Versioned<RegisterFact>(modelBuilder, row => row.Indicator);
        Versioned<RegisterSeries>(modelBuilder);
        Versioned<RegisterUsagePoint>(modelBuilder);
        Versioned<RegisterIndicator>(modelBuilder);
        Versioned<RegisterCriterion>(modelBuilder);
        Versioned<RegisterAsn>(modelBuilder);
        modelBuilder.Entity<RegisterPackLoad>();
        Returns(modelBuilder);
        Imports(modelBuilder);
        Audit(modelBuilder);
        PeopleModel.Add(modelBuilder);
        NoticeModel.Add(modelBuilder);
        RequestModel.Add(modelBuilder);
        WebhookModel.Add(modelBuilder);
        OutsideModel.Add(modelBuilder);
        Versioned<RegisterDeclaration>(modelBuilder, row => row.Organisation);
        Versioned<RegisterPublication>(modelBuilder);
        Versioned<RegisterCase>(modelBuilder, row => row.Organisation);
        modelBuilder.UseSnakeCase();
    }

    private static void Units(ModelBuilder model)
    {
        Versioned<RegisterUnitEvent>(model);
        Versioned<RegisterEventPart>(model, row => row.Event).HasIndex(row => row.Organisation);
        Versioned<RegisterExemption>(model, row => row.Organisation);
        Versioned<RegisterDistinctUnits>(model, row => row.First);
    }

    private static void Documents(ModelBuilder model)
    {
        Versioned<RegisterDocument>(model);
        EntityTypeBuilder<RegisterDocumentRelation> relation = Versioned<RegisterDocumentRelation>(model, row => row.From);
        relation.HasIndex(row => row.To);
        Versioned<RegisterArticle>(model, row => row.Document);
        EntityTypeBuilder<RegisterObligation> obligation = Versioned<RegisterObligation>(model, row => row.Document);
        obligation.HasIndex(row => row.Organisation);
        Versioned<RegisterProof>(model, row => row.Obligation);
        Versioned<RegisterDocumentFile>(model, row => row.Document);
    }

    private static void Meetings(ModelBuilder model)
    {
        Versioned<RegisterMeeting>(model);
        Versioned<RegisterDirection>(model, row => row.Meeting);
        Versioned<RegisterAttendance>(model, row => row.Meeting);
        Versioned<RegisterMeetingSite>(model, row => row.Meeting);
        Versioned<RegisterPaper>(model, row => row.Meeting);
    }

    private static void Conversions(ModelBuilder model)
    {
        Versioned<RegisterConversion>(model, row => row.Organisation);
        Versioned<RegisterConversionStage>(model, row => row.Plan);
        Versioned<RegisterConversionSystem>(model, row => row.Plan);
        Versioned<RegisterConversionFile>(model, row => row.Plan);
    }

    private static void Cooperation(ModelBuilder model)
    {
        Versioned<RegisterPartner>(model);
        Versioned<RegisterPartnerDuty>(model, row => row.Partner);
        EntityTypeBuilder<RegisterActivity> activity = Versioned<RegisterActivity>(model, row => row.Partner);
        activity.HasIndex(row => row.Organisation);
    }

    private static void Drafting(ModelBuilder model)
    {
        Versioned<RegisterDrafting>(model);
        Versioned<RegisterConsultation>(model, row => row.Drafting);
        Versioned<RegisterComment>(model, row => row.Drafting);
    }

    private static void Tasks(ModelBuilder model)
    {
        Versioned<RegisterPlan>(model);
        EntityTypeBuilder<RegisterTask> task = Versioned<RegisterTask>(model, row => row.Plan);
        task.HasIndex(row => row.Direction);
        task.HasIndex(row => row.Lead);
        EntityTypeBuilder<RegisterCooperation> cooperation = Versioned<RegisterCooperation>(model, row => row.Task);
        cooperation.HasIndex(row => row.Organisation);
        Versioned<RegisterTaskReport>(model, row => row.Task);
        Versioned<RegisterReportFile>(model, row => row.Task).HasIndex(row => row.Unit);
        Versioned<RegisterExtension>(model, row => row.Task);
        Versioned<RegisterTaskHandOver>(model, row => row.Task);
        Versioned<RegisterEscalation>(model, row => row.Task);
        Versioned<RegisterEscalationRule>(model);
    }

    private static void Returns(ModelBuilder model)
    {
        Versioned<RegisterReturnDuty>(model, row => row.Organisation);
        Versioned<RegisterReturnPeriod>(model);
        Versioned<RegisterReturn>(model, row => row.Organisation);
        Versioned<RegisterReturnFigure>(model, row => row.Return);
        Versioned<RegisterReturnReason>(model, row => row.Return);
        Versioned<RegisterRoadmapLine>(model, row => row.Return);
        Versioned<RegisterReturnSupport>(model, row => row.Return).HasIndex(row => row.Unit);
        Versioned<RegisterHolding>(model, row => row.Organisation);
    }

    private static void Imports(ModelBuilder model)
    {
        Versioned<RegisterImport>(model);
        model.Entity<RegisterImportFile>().HasIndex(row => row.Import).IsUnique();
        model.Entity<RegisterImportLine>().HasIndex(row => row.Import);
    }

    private static void Audit(ModelBuilder model)
    {
        EntityTypeBuilder<AuditEntryRow> entry = model.Entity<AuditEntryRow>();
        entry.HasKey(row => row.Sequence);
        entry.Property(row => row.Sequence).ValueGeneratedNever();
        entry.HasIndex(row => row.Subject);
        entry.HasIndex(row => row.Who);
        model.Entity<AuditHeadRow>();
    }

    /// <summary>A table of versions of facts.</summary>
    internal static EntityTypeBuilder<T> Versioned<T>(
        ModelBuilder model, System.Linq.Expressions.Expression<Func<T, object?>>? owner = null)
        where T : RegisterRow
    {
        EntityTypeBuilder<T> row = model.Entity<T>();

        // One current version of a fact: a second writer that saw the same version fails instead of forking history.
        row.HasIndex(fact => fact.Key).IsUnique().HasFilter("superseded_at IS NULL");
        row.Property(fact => fact.SupersededAt).IsConcurrencyToken();
        if (owner is not null)
        {
            row.HasIndex(owner);
        }

        return row;
    }
}
