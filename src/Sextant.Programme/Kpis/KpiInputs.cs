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

/// <summary>All that indicators are counted from, as of one day.</summary>
public sealed record KpiInputs
{
    /// <summary>The parts that are another every day: targets, and what was measured of them.</summary>
    internal const int OfTheDay = (1 << 5) | (1 << 6);

    private const int PartCount = 21;

    // Never changed once it is there: what is made "with" another part has an array of its own.
    private object?[] _parts = new object?[PartCount];

    // Which parts were looked at through this record, one bit each.
    private int _seen;

    /// <summary>The day asked for.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The first instant after that day, in UTC: measurements before it count.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Facts for days up to it, newest first.</summary>
    public required IReadOnlyList<FactView> Facts { get => (IReadOnlyList<FactView>)Of(0)!; init => Put(0, value); }

    public required IReadOnlyList<UsageSeries> Usage { get => (IReadOnlyList<UsageSeries>)Of(1)!; init => Put(1, value); }

    public required IReadOnlyList<ProgrammeView> Programmes { get => (IReadOnlyList<ProgrammeView>)Of(2)!; init => Put(2, value); }

    public required IReadOnlyDictionary<string, SourceView> Sources { get => (IReadOnlyDictionary<string, SourceView>)Of(3)!; init => Put(3, value); }

    /// <summary>The organisations of the day.</summary>
    public required IReadOnlyList<OrganisationLine> Organisations { get => (IReadOnlyList<OrganisationLine>)Of(4)!; init => Put(4, value); }

    /// <summary>The targets of the day, each key once.</summary>
    public required IReadOnlyList<TargetLine> Targets { get => (IReadOnlyList<TargetLine>)Of(5)!; init => Put(5, value); }

    /// <summary>The last state of each target that was measured by then.</summary>
    public required IReadOnlyDictionary<string, MeasuredState> States { get => (IReadOnlyDictionary<string, MeasuredState>)Of(6)!; init => Put(6, value); }

    /// <summary>Units that have issued a conversion plan by the day, with number, date and file.</summary>
    public IReadOnlyDictionary<string, DateOnly> IssuedPlans { get => (IReadOnlyDictionary<string, DateOnly>?)Of(7) ?? new Dictionary<string, DateOnly>(); init => Put(7, value); }

    /// <summary>Systems of the units' newest issued plans.</summary>
    public IReadOnlyList<InventoryItem> Inventories { get => (IReadOnlyList<InventoryItem>?)Of(8) ?? []; init => Put(8, value); }

    /// <summary>What operators, registrars and data centres have handed in.</summary>
    public ReturnFigures Returns { get => (ReturnFigures?)Of(9) ?? ReturnFigures.None; init => Put(9, value); }

    /// <summary>Ids of the criteria of the level Basic, by the pack's catalogue.</summary>
    public IReadOnlySet<string> BasicCriteria { get => (IReadOnlySet<string>?)Of(10) ?? new HashSet<string>(); init => Put(10, value); }

    /// <summary>All criteria of the pack's catalogue.</summary>
    public IReadOnlyList<CriterionView> Criteria { get => (IReadOnlyList<CriterionView>?)Of(11) ?? []; init => Put(11, value); }

    /// <summary>What others measured.</summary>
    public OutsideState Outside { get => (OutsideState?)Of(12) ?? OutsideState.None; init => Put(12, value); }

    /// <summary>The country's autonomous systems, from a data set known to contain faults.</summary>
    public IReadOnlyList<AsnView> Networks { get => (IReadOnlyList<AsnView>?)Of(13) ?? []; init => Put(13, value); }

    /// <summary>Numbers of autonomous systems by the slug of who holds them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Holdings { get => (IReadOnlyDictionary<string, IReadOnlyList<long>>?)Of(14) ?? new Dictionary<string, IReadOnlyList<long>>(); init => Put(14, value); }

    /// <summary>Tasks of issued plans and of conclusions, as they stand on the day.</summary>
    public IReadOnlyList<PlannedTask> Tasks { get => (IReadOnlyList<PlannedTask>?)Of(15) ?? []; init => Put(15, value); }

    /// <summary>What units declare of single criteria.</summary>
    public IReadOnlyList<DeclarationView> Declarations { get => (IReadOnlyList<DeclarationView>?)Of(16) ?? []; init => Put(16, value); }

    /// <summary>Who is exempted on the day.</summary>
    public Exemptions Exemptions { get => (Exemptions?)Of(17) ?? Exemptions.None; init => Put(17, value); }

    /// <summary>Courses, who learnt, certificates; null: no session was noted as held.</summary>
    public TrainingFacts? Training { get => (TrainingFacts?)Of(18); init => Put(18, value); }

    /// <summary>Events, press items, downloads.</summary>
    public CommunicationFacts? Communication { get => (CommunicationFacts?)Of(19); init => Put(19, value); }

    /// <summary>What the pack calls the sectors of organisations, by their id.</summary>
    public IReadOnlyDictionary<string, LocalText> Sectors { get => (IReadOnlyDictionary<string, LocalText>?)Of(20) ?? new Dictionary<string, LocalText>(); init => Put(20, value); }

    public KpiOptions Options { get; init; } = new();

    /// <summary>The parts that were looked at through this record.</summary>
    internal int Seen => _seen;

    /// <summary>The same, of which nothing was looked at.</summary>
    internal KpiInputs Unseen() => this with { _seen = 0 };

    /// <summary>Whether another has the very same of these parts, but for those that are left out.</summary>
    internal bool IsSame(KpiInputs other, int seen, int but = 0) =>
        Enumerable.Range(0, PartCount).All(part => ((seen & ~but) & (1 << part)) == 0 || ReferenceEquals(_parts[part], other._parts[part]));

    private object? Of(int part)
    {
        _seen |= 1 << part;
        return _parts[part];
    }

    private void Put(int part, object? value)
    {
        _parts = [.. _parts];
        _parts[part] = value;
    }

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
