using Sextant.Programme.Cases;
using Sextant.Programme.Communication;
using Sextant.Programme.Conversions;
using Sextant.Programme.Figures;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Sources;
using Sextant.Programme.Tasks;
using Sextant.Programme.Training;

namespace Sextant.Programme.Kpis;

/// <summary>One indicator's figures of a day.</summary>
/// <param name="Indicator">The pack's catalogue row, where it has one.</param>
public sealed record KpiReading(string Id, IndicatorView? Indicator, IReadOnlyList<Figure> Figures)
{
    /// <summary>Declared figures, newest first.</summary>
    public IEnumerable<Figure> Declared => Figures.Where(figure => figure.Origin == FigureOrigin.Declared);

    public IEnumerable<Figure> Measured => Figures.Where(figure => figure.Origin == FigureOrigin.Measured);

    public IEnumerable<Figure> Derived => Figures.Where(figure => figure.Origin == FigureOrigin.Derived);

    /// <summary>Measured less declared, in points, wherever both have a value: they stand side by side, and their days are named.</summary>
    public IEnumerable<(Figure Declared, Figure Measured, decimal Points)> Differences =>
        from declared in Declared
        from measured in Measured
        where declared is { Value: not null, Unit: "%" } && measured.Value is not null
        select (declared, measured, measured.Value!.Value - declared.Value!.Value);
}

/// <summary>All indicators of a day.</summary>
/// <param name="Sources">By id: figures name them so.</param>
public sealed record KpiReport(AsOf AsOf, IReadOnlyList<KpiReading> Readings, IReadOnlyDictionary<string, SourceView> Sources);

/// <summary>Counts the indicators as of a day, from the register and from what was measured.</summary>
public sealed class KpiReader(ProgrammeDatabase database, IMeasuredStates states, KpiOptions? options = null)
{
    private readonly KpiOptions _options = options ?? new KpiOptions();

    /// <summary>The indicators of a day.</summary>
    /// <param name="filter">Narrows measured figures to the targets of some organisations; all when null.</param>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<KpiReport> ReadAsync(AsOf asOf, OrganisationFilter? filter = null, CancellationToken cancellation = default)
    {
        KpiInputs inputs = await InputsAsync(asOf, filter ?? new OrganisationFilter(), cancellation).ConfigureAwait(false);
        return await ReportAsync(asOf, inputs, cancellation).ConfigureAwait(false);
    }

    internal async Task<KpiReport> ReportAsync(AsOf asOf, KpiInputs inputs, CancellationToken cancellation)
    {
        Dictionary<string, IndicatorView> indicators = (await new FigureStore(database).IndicatorsAsync(asOf, cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Id, StringComparer.Ordinal);
        return new KpiReport(
            asOf, [.. KpiCatalog.All.Select(kpi => new KpiReading(kpi.Id, indicators.GetValueOrDefault(kpi.Id), kpi.Compute(inputs)))], inputs.Sources);
    }

    internal async Task<KpiInputs> InputsAsync(AsOf asOf, OrganisationFilter filter, CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        var figures = new FigureStore(database);
        var plans = new PlanStore(database);
        DateTimeOffset end = calendar.EndOf(asOf);
        IReadOnlyList<TargetLine> targets = await new TargetStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false);
        IReadOnlyList<CriterionView> criteria = await figures.CriteriaAsync(asOf, cancellation).ConfigureAwait(false);
        return new KpiInputs
        {
            Date = asOf.Date,
            End = end,
            Facts = await figures.FactsAsync(asOf, null, cancellation).ConfigureAwait(false),
            Usage = await figures.UsageAsync(asOf, cancellation).ConfigureAwait(false),
            Programmes = await plans.ProgrammesAsync(asOf, cancellation).ConfigureAwait(false),
            Sources = await plans.SourcesAsync(asOf, cancellation).ConfigureAwait(false),
            Organisations = await new OrganisationStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false),
            Targets = targets,
            States = await states.BeforeAsync([.. targets.Select(target => target.Key)], end, cancellation).ConfigureAwait(false),
            IssuedPlans = await new ConversionStore(database).IssuedAsync(asOf, cancellation).ConfigureAwait(false),
            Inventories = await new ConversionStore(database).InventoriesAsync(asOf, cancellation).ConfigureAwait(false),
            Returns = await new ReturnReader(database).FiguresAsync(asOf, cancellation).ConfigureAwait(false),
            BasicCriteria = criteria.Where(row => row.Level == "B").Select(row => row.Id).ToHashSet(StringComparer.Ordinal),
            Criteria = criteria,
            Outside = await new OutsideStore(database).StateAsync(asOf, cancellation: cancellation).ConfigureAwait(false),
            Networks = await figures.AsnsAsync(asOf, cancellation).ConfigureAwait(false),
            Holdings = await new OrganisationStore(database).NetworksAsync(asOf, cancellation).ConfigureAwait(false),
            Declarations = await new CaseStore(database, states).DeclarationsAsync(asOf, cancellation: cancellation).ConfigureAwait(false),
            Tasks = await TasksAsync(asOf, cancellation).ConfigureAwait(false),
            Exemptions = await new ExemptionStore(database).HeldAsync(asOf, cancellation).ConfigureAwait(false),
            Training = await new TrainingFactsReader(database).ReadAsync(asOf, cancellation).ConfigureAwait(false),
            Communication = await CommunicationArea.FactsAsync(database, asOf, cancellation).ConfigureAwait(false),
            Options = _options,
        };
    }

    private async Task<IReadOnlyList<PlannedTask>> TasksAsync(AsOf asOf, CancellationToken cancellation)
    {
        var tasks = new TaskStore(database);
        Dictionary<string, int> years = (await tasks.PlansAsync(asOf, cancellation: cancellation).ConfigureAwait(false)).ToDictionary(plan => plan.Id, plan => plan.Year, StringComparer.Ordinal);
        return
        [
            .. (await tasks.ListAsync(new TaskFilter(), asOf, cancellation).ConfigureAwait(false))
                .Select(task => new PlannedTask(task, task.Plan is { } plan && years.TryGetValue(plan, out int year) ? year : null)),
        ];
    }
}
