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
        Dictionary<string, IndicatorView> indicators = await OnceAsync("indicators", asOf, async () => (await new FigureStore(database).IndicatorsAsync(asOf, cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Id, StringComparer.Ordinal), cancellation).ConfigureAwait(false);
        KpiMemory memory = database.Memory.Own<KpiMemory>();
        return new KpiReport(
            asOf, [.. KpiCatalog.All.Select(kpi => new KpiReading(kpi.Id, indicators.GetValueOrDefault(kpi.Id), memory.Figures(kpi, inputs)))], inputs.Sources);
    }

    /// <summary>What figures are counted from: each part read once for everybody who asks, until it changes.</summary>
    internal async Task<KpiInputs> InputsAsync(AsOf asOf, OrganisationFilter filter, CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        DateTimeOffset end = calendar.EndOf(asOf);
        var figures = new FigureStore(database);
        var plans = new PlanStore(database);
        var conversions = new ConversionStore(database);
        (IReadOnlyList<OrganisationLine> organisations, IReadOnlyList<TargetLine> targets, IReadOnlyDictionary<string, MeasuredState> measured) =
            await MeasuredAsync(asOf, filter, end, cancellation).ConfigureAwait(false);
        IReadOnlyList<CriterionView> criteria = await OnceAsync("criteria", asOf, () => figures.CriteriaAsync(asOf, cancellation), cancellation).ConfigureAwait(false);
        return new KpiInputs
        {
            Date = asOf.Date,
            End = end,
            Facts = await OnceAsync("facts", asOf, () => figures.FactsAsync(asOf, null, cancellation), cancellation).ConfigureAwait(false),
            Usage = await OnceAsync("usage", asOf, () => figures.UsageAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Programmes = await OnceAsync("programmes", asOf, () => plans.ProgrammesAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Sources = await OnceAsync("sources", asOf, () => plans.SourcesAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Organisations = organisations,
            Targets = targets,
            States = measured,
            IssuedPlans = await OnceAsync("issued", asOf, () => conversions.IssuedAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Inventories = await OnceAsync("inventories", asOf, () => conversions.InventoriesAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Returns = await OnceAsync("returns", asOf, () => new ReturnReader(database).FiguresAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            BasicCriteria = await OnceAsync("basic", asOf, () => BasicAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Criteria = criteria,
            Outside = await OnceAsync("outside", asOf, () => new OutsideStore(database).StateAsync(asOf, cancellation: cancellation), cancellation).ConfigureAwait(false),
            Networks = await OnceAsync("networks", asOf, () => figures.AsnsAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Holdings = await OnceAsync("holdings", asOf, () => new OrganisationStore(database).NetworksAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Declarations = await OnceAsync("declarations", asOf, () => new CaseStore(database, states).CountedDeclarationsAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Tasks = await OnceAsync("tasks", asOf, () => TasksAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Exemptions = await OnceAsync("exemptions", asOf, () => new ExemptionStore(database).HeldAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Training = await OnceAsync("training", asOf, () => new TrainingFactsReader(database).ReadAsync(asOf, cancellation), cancellation).ConfigureAwait(false),
            Communication = await OnceAsync("communication", asOf, () => CommunicationArea.FactsAsync(database, asOf, cancellation), cancellation).ConfigureAwait(false),
            Sectors = await OnceAsync("sectors", asOf, () => SectorsAsync(cancellation), cancellation).ConfigureAwait(false),
            Options = _options,
        };
    }

    // All of the country is read once for everybody; a part of it for who asks.
    private async Task<(IReadOnlyList<OrganisationLine>, IReadOnlyList<TargetLine>, IReadOnlyDictionary<string, MeasuredState>)> MeasuredAsync(
        AsOf asOf, OrganisationFilter filter, DateTimeOffset end, CancellationToken cancellation)
    {
        var whole = new MeasuredRegister(database, states);
        if (filter.IsAll)
        {
            return (
                await whole.OrganisationsAsync(asOf, cancellation).ConfigureAwait(false), await whole.TargetsAsync(asOf, cancellation).ConfigureAwait(false),
                await whole.StatesAsync(asOf, cancellation).ConfigureAwait(false));
        }

        IReadOnlyList<TargetLine> targets = await new TargetStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false);
        return (
            await new OrganisationStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false), targets,
            await states.BeforeAsync([.. targets.Select(target => target.Key)], end, cancellation).ConfigureAwait(false));
    }

    private async Task<IReadOnlyDictionary<string, LocalText>> SectorsAsync(CancellationToken cancellation)
    {
        ProgrammeContext context = database.Create();
        await using (context.ConfigureAwait(false))
        {
            return (await UnitVocabulary.OpenAsync(context, cancellation).ConfigureAwait(false)).Sectors.ToDictionary(word => word.Id, word => word.Name, StringComparer.Ordinal);
        }
    }

    private async Task<IReadOnlySet<string>> BasicAsync(AsOf asOf, CancellationToken cancellation) =>
        (await new FigureStore(database).CriteriaAsync(asOf, cancellation).ConfigureAwait(false)).Where(row => row.Level == "B").Select(row => row.Id).ToHashSet(StringComparer.Ordinal);

    private Task<T> OnceAsync<T>(string part, AsOf asOf, Func<Task<T>> read, CancellationToken cancellation) => database.Memory.OnceAsync("kpi." + part, asOf, read, cancellation, ReadMemory.Days);

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
