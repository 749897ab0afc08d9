using Sextant.Checks.Judging;
using Sextant.Programme.Cases;
using Sextant.Programme.Conversions;
using Sextant.Programme.Country;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Papers.Units;

/// <summary>Something to be put right, with the names it is about.</summary>
/// <param name="Verdict">The worst of them.</param>
/// <param name="Names">The domains.</param>
public sealed record Repair(string Criterion, Verdict Verdict, IReadOnlyList<string> Names)
{
    /// <summary>Who must act, who first.</summary>
    public IReadOnlyList<Party> Who => Parties.Of(Criterion);

    /// <summary>Who that is by name, as far as it was seen.</summary>
    public IReadOnlyDictionary<Party, IReadOnlyList<NamedParty>> Named { get; init; } = new Dictionary<Party, IReadOnlyList<NamedParty>>();
}

/// <summary>What is known of one unit on a day: declared, measured, and to be done.</summary>
public sealed record UnitFacts
{
    /// <summary>The unit.</summary>
    public required OrganisationLine Unit { get; init; }

    /// <summary>Its form of government, such as <c>city</c>; null where the register does not say.</summary>
    public string? Form { get; init; }

    /// <summary>The day.</summary>
    public required AsOf AsOf { get; init; }

    /// <summary>The country.</summary>
    public required CountryHeader Header { get; init; }

    /// <summary>Its targets with what was last measured.</summary>
    public required IReadOnlyList<MeasuredTarget> Targets { get; init; }

    /// <summary>Tasks that it leads.</summary>
    public required IReadOnlyList<TaskView> Tasks { get; init; }

    /// <summary>What it is exempted from on the day.</summary>
    public IReadOnlyList<ExemptionView> Exemptions { get; init; } = [];

    /// <summary>Its newest conversion plan that is issued; null: none.</summary>
    public ConversionView? Plan { get; init; }

    /// <summary>The stages of that plan that the day lies in.</summary>
    public IEnumerable<StageView> Stages => Plan?.Stages.Where(stage => stage.Starts <= AsOf.Date && stage.Ends >= AsOf.Date) ?? [];

    /// <summary>What the unit alone, and who decides on it, sees: null where the sheet is for everybody.</summary>
    public UnitOwn? Own { get; init; }

    /// <summary>What is to be put right, what comes first first.</summary>
    public required IReadOnlyList<Repair> Repairs { get; init; }

    /// <summary>Its tasks that are late.</summary>
    public IEnumerable<TaskView> Late => Tasks.Where(task => task.Progress == TaskProgress.Overdue);
}

/// <summary>What is not everybody's of a unit.</summary>
/// <param name="Declared">What it declares of single criteria.</param>
/// <param name="Cases">Objections that are not decided.</param>
/// <param name="Returns">Its newest signed return of each form, for those that owe any.</param>
public sealed record UnitOwn(IReadOnlyList<DeclarationView> Declared, IReadOnlyList<CaseView> Cases, IReadOnlyList<ReturnView> Returns);
