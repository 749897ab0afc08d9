using Sextant.Checks.Judging;
using Sextant.Programme.Measured;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>What one unit adds to a figure, and what it would add if all it has were in the numerator.</summary>
/// <param name="Organisation">Slug; empty where nobody is named.</param>
/// <param name="Points">What its members in the numerator make of the figure, in the figure's unit; of a mean, what their own values make of it. All units together are the figure.</param>
/// <param name="Gain">What the figure would gain if its members outside the numerator came into it; of a mean of percentages, if all its members had 100 %. Where less is better, what it would
/// lose if those in the numerator left it, below nought; of a mean nobody can say.</param>
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
                .Select(unit => Of(figure, unit.Key, [.. unit], judged)).OrderByDescending(unit => Math.Abs(unit.Gain)).ThenByDescending(unit => unit.Points).ThenBy(unit => unit.Organisation, StringComparer.Ordinal),
        ];
    }

    /// <summary>Repairs by criterion, what moves the figure most first. Only criteria that decide in this figure.</summary>
    internal static IReadOnlyList<Fix> Fixes(KpiInputs inputs, Figure figure)
    {
        IReadOnlyCollection<string> deciding = figure.Deciding ?? inputs.BasicCriteria;
        int judged = figure.Members.Count(member => member.Counted is Counted.Yes or Counted.No);

        // Where one criterion decides, what is broken stays outside however that criterion fares; what nobody looked at of a criterion of the figure's own keeps outside, too.
        (string[] Criteria, bool Enters)[] failing =
        [
            .. figure.Members.Where(member => member.Counted == Counted.No).Select(member => inputs.Countable(member.Key)).OfType<MeasuredState>()
                .Select(state => (
                    (string[])[.. state.Criteria.Where(pair => pair.Value is (Verdict.Fail or Verdict.Partial) && deciding.Contains(pair.Key)).Select(pair => pair.Key)],
                    (deciding.Count > 1 || state.Class != TargetClass.Broken)
                        && deciding.All(criterion => inputs.BasicCriteria.Contains(criterion) || state.Criteria.GetValueOrDefault(criterion, Verdict.Unknown) is not Verdict.Unknown))),
        ];
        return
        [
            .. failing.SelectMany(one => one.Criteria.Select(criterion => (Criterion: criterion, Alone: one.Enters && one.Criteria.Length == 1))).GroupBy(one => one.Criterion, StringComparer.Ordinal)
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

    private static UnitShare Of(Figure figure, string organisation, FigureMember[] members, int judged)
    {
        int yes = members.Count(member => member.Counted == Counted.Yes);
        int no = members.Count(member => member.Counted == Counted.No);
        int unknown = members.Length - yes - no;
        decimal[] own = [.. members.Where(member => member.Counted == Counted.Yes).Select(member => member.Value).OfType<decimal>()];
        return figure switch
        {
            { LessIsBetter: true, Unit: not "%", Denominator: null } => new UnitShare(organisation, yes, no, unknown, yes, -yes),
            { LessIsBetter: true } when own.Length == 0 => new UnitShare(organisation, yes, no, unknown, 100m * yes / judged, -100m * yes / judged),
            { Unit: not "%", Denominator: null } => new UnitShare(organisation, yes, no, unknown, yes, no),
            _ when own.Length == 0 => new UnitShare(organisation, yes, no, unknown, 100m * yes / judged, 100m * no / judged),
            _ => new UnitShare(organisation, yes, no, unknown, own.Sum() / judged, figure.Unit == "%" ? ((100m * own.Length) - own.Sum()) / judged : 0),
        };
    }
}
