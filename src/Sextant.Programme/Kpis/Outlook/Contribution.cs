using Sextant.Checks.Judging;
using Sextant.Programme.Measured;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>What one unit adds to a figure, and what it would add if all it has were in the numerator.</summary>
/// <param name="Organisation">Slug; empty where nobody is named.</param>
/// <param name="Points">What its members in the numerator make of the figure, in points.</param>
/// <param name="Gain">What the figure would gain if its members outside the numerator came into it, in points. Of a figure of which less is better: what it would lose.</param>
public sealed record UnitShare(string Organisation, int Yes, int No, int Unknown, decimal Points, decimal Gain);

/// <summary>What one kind of repair would do to a figure.</summary>
/// <param name="Criterion">The criterion that fails.</param>
/// <param name="Targets">Members outside the numerator that fail it.</param>
/// <param name="Alone">Those of them that fail no other criterion that decides: the repair alone brings them in.</param>
/// <param name="Gain">By how many points the figure moves with that repair alone.</param>
public sealed record Fix(string Criterion, int Targets, int Alone, decimal Gain);

/// <summary>Takes a figure apart by its members.</summary>
internal static class Contribution
{
    /// <summary>The units, those with the most to gain first.</summary>
    internal static IReadOnlyList<UnitShare> OfUnits(KpiInputs inputs, Figure figure)
    {
        int judged = figure.Members.Count(member => member.Counted is Counted.Yes or Counted.No);
        if (judged == 0)
        {
            return [];
        }

        Dictionary<string, string> owners = Owners(inputs);
        return
        [
            .. figure.Members.Where(member => member.Counted is not (Counted.NotApplicable or Counted.Exempt) && !member.IsNameless).GroupBy(member => owners.GetValueOrDefault(member.Key, member.Key), StringComparer.Ordinal)
                .Select(unit => Of(unit.Key, [.. unit], judged)).OrderByDescending(unit => unit.Gain).ThenByDescending(unit => unit.Points).ThenBy(unit => unit.Organisation, StringComparer.Ordinal),
        ];
    }

    /// <summary>Repairs by criterion, what moves the figure most first. Only criteria that decide: those of the level Basic.</summary>
    internal static IReadOnlyList<Fix> Fixes(KpiInputs inputs, Figure figure)
    {
        int judged = figure.Members.Count(member => member.Counted is Counted.Yes or Counted.No);
        string[][] failing =
        [
            .. figure.Members.Where(member => member.Counted == Counted.No).Select(member => inputs.Countable(member.Key)).OfType<MeasuredState>()
                .Select(state => (string[])[.. state.Criteria.Where(pair => pair.Value is (Verdict.Fail or Verdict.Partial) && inputs.BasicCriteria.Contains(pair.Key)).Select(pair => pair.Key)]),
        ];
        return
        [
            .. failing.SelectMany(criteria => criteria.Select(criterion => (Criterion: criterion, Alone: criteria.Length == 1))).GroupBy(one => one.Criterion, StringComparer.Ordinal)
                .Select(criterion => (criterion.Key, All: criterion.Count(), Alone: criterion.Count(one => one.Alone)))
                .Select(one => new Fix(one.Key, one.All, one.Alone, 100m * one.Alone / judged))
                .OrderByDescending(fix => fix.Gain).ThenByDescending(fix => fix.Targets).ThenBy(fix => fix.Criterion, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whose each target or task is.</summary>
    private static Dictionary<string, string> Owners(KpiInputs inputs)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Organisations.TargetLine target in inputs.Targets)
        {
            owners[target.Key] = target.Organisation;
        }

        foreach (PlannedTask task in inputs.Tasks)
        {
            owners[task.Task.Key] = task.Task.Lead?.Slug ?? string.Empty;
        }

        return owners;
    }

    private static UnitShare Of(string organisation, FigureMember[] members, int judged)
    {
        int yes = members.Count(member => member.Counted == Counted.Yes);
        int no = members.Count(member => member.Counted == Counted.No);
        return new UnitShare(organisation, yes, no, members.Length - yes - no, 100m * yes / judged, 100m * no / judged);
    }
}
