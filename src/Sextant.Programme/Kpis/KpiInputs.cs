using Sextant.Programme.Cases;
using Sextant.Programme.Communication;
using Sextant.Programme.Conversions;
using Sextant.Programme.Figures;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Plans;
using Sextant.Programme.Returns;
using Sextant.Programme.Sources;
using Sextant.Programme.Tasks;
using Sextant.Programme.Training;

namespace Sextant.Programme.Kpis;

/// <summary>All that indicators are counted from, as of one day.</summary>
public sealed record KpiInputs
{
    /// <summary>The day asked for.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The first instant after that day, in UTC: measurements before it count.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Facts for days up to it, newest first.</summary>
    public required IReadOnlyList<FactView> Facts { get; init; }

    public required IReadOnlyList<UsageSeries> Usage { get; init; }

    public required IReadOnlyList<ProgrammeView> Programmes { get; init; }

    public required IReadOnlyDictionary<string, SourceView> Sources { get; init; }

    /// <summary>The organisations of the day.</summary>
    public required IReadOnlyList<OrganisationLine> Organisations { get; init; }

    /// <summary>The targets of the day, each key once.</summary>
    public required IReadOnlyList<TargetLine> Targets { get; init; }

    /// <summary>The last state of each target that was measured by then.</summary>
    public required IReadOnlyDictionary<string, MeasuredState> States { get; init; }

    /// <summary>Units that have issued a conversion plan by the day, with number, date and file.</summary>
    public IReadOnlyDictionary<string, DateOnly> IssuedPlans { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>Systems of the units' newest issued plans.</summary>
    public IReadOnlyList<InventoryItem> Inventories { get; init; } = [];

    /// <summary>What operators, registrars and data centres have handed in.</summary>
    public ReturnFigures Returns { get; init; } = ReturnFigures.None;

    /// <summary>Ids of the criteria of the level Basic, by the pack's catalogue.</summary>
    public IReadOnlySet<string> BasicCriteria { get; init; } = new HashSet<string>();

    /// <summary>All criteria of the pack's catalogue.</summary>
    public IReadOnlyList<CriterionView> Criteria { get; init; } = [];

    /// <summary>What others measured.</summary>
    public OutsideState Outside { get; init; } = OutsideState.None;

    /// <summary>The country's autonomous systems, from a data set known to contain faults.</summary>
    public IReadOnlyList<AsnView> Networks { get; init; } = [];

    /// <summary>Numbers of autonomous systems by the slug of who holds them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Holdings { get; init; } = new Dictionary<string, IReadOnlyList<long>>();

    /// <summary>Tasks of issued plans and of conclusions, as they stand on the day.</summary>
    public IReadOnlyList<PlannedTask> Tasks { get; init; } = [];

    /// <summary>What units declare of single criteria.</summary>
    public IReadOnlyList<DeclarationView> Declarations { get; init; } = [];

    /// <summary>Who is exempted on the day.</summary>
    public Exemptions Exemptions { get; init; } = Exemptions.None;

    /// <summary>Courses, who learnt, certificates; null: no session was noted as held.</summary>
    public TrainingFacts? Training { get; init; }

    /// <summary>Events, press items, downloads.</summary>
    public CommunicationFacts? Communication { get; init; }

    public KpiOptions Options { get; init; } = new();

    /// <summary>The state that may be counted: measured, not too old, and not on a single look; else null.</summary>
    public MeasuredState? Countable(string target) =>
        States.TryGetValue(target, out MeasuredState? state) && !state.SingleLook && End - state.MeasuredAt <= Options.OldestMeasurement ? state : null;

    /// <summary>The programme that says which units are counted: the latest begun that says so.</summary>
    public ProgrammeView? Scope => Programmes.Where(programme => programme.ScopeKinds.Count > 0 && programme.Starts <= Date).MaxBy(programme => programme.Starts);

    /// <summary>All target values of an indicator that are numbers, by the day by which they are wanted.</summary>
    public IReadOnlyList<TargetValueView> TargetsOf(string indicator) =>
        [.. Programmes.SelectMany(programme => programme.TargetValues).Where(value => value.Indicator == indicator && value.Least is not null).OrderBy(value => value.By)];

    /// <summary>The target of an indicator in force on a day; of several, the one that is due first.</summary>
    public TargetValueView? TargetOn(string indicator, DateOnly date) => Programmes.SelectMany(programme => programme.TargetValues)
        .Where(value => value.Indicator == indicator && value.InForce(date)).MinBy(value => value.By);
}

/// <summary>A task, and the year of the plan that it stands in.</summary>
/// <param name="Year">Null outside of plans.</param>
public sealed record PlannedTask(TaskView Task, int? Year);
