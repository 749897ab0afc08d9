using Sextant.Checks.Judging;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;

namespace Sextant.Programme.Kpis.Scores;

/// <summary>X-03: the mean of the organisations' scores; an organisation's is the mean of its categories.</summary>
internal sealed class OrganisationsScoreWell : IKpi
{
    public string Id => "X-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        Dictionary<string, int> weights = inputs.Criteria.Where(row => row.Weight > 0).ToDictionary(row => row.Id, row => row.Weight, StringComparer.Ordinal);
        FigureMember[] parts =
        [
            .. inputs.Targets.GroupBy(target => target.Organisation, StringComparer.Ordinal).Select(unit => (unit.Key, Score: Score(inputs, [.. unit], weights), Exempt: unit.All(target => IsExempt(inputs, target, weights))))
                .Select(one => new FigureMember(one.Key, one.Exempt ? Counted.Exempt : one.Score is null ? Counted.Unknown : Counted.Yes, one.Score)),
        ];
        int exempted = parts.Count(part => part.Counted == Counted.Exempt);
        int all = parts.Length - exempted;
        decimal[] scores = [.. parts.Select(part => part.Value).OfType<decimal>()];
        int unknown = all - scores.Length;
        decimal sum = scores.Sum();
        return
        [
            new Figure
            {
                Indicator = Id, Definition = "mean", Origin = FigureOrigin.Derived, Unit = "%", Value = scores.Length == 0 ? null : sum / scores.Length,
                Missing = scores.Length > 0 ? null : all == 0 ? NoData.ZeroDenominator : NoData.NotMeasured, Numerator = sum, Denominator = scores.Length,
                Unknown = all == 0 ? null : new UnknownShare(unknown, all, sum / all, (sum + (100m * unknown)) / all), Exempted = exempted,
                Source = "measured", Date = scores.Length == 0 ? null : inputs.Date, Method = $"{Id}/2", Decimals = 1, Members = parts.Length == 0 ? [] : parts,
                Headline = scores.Length > 0 && 100m * unknown / all <= inputs.Options.MostUnknownPercent,
            },
        ];
    }

    // Nothing that would give points is asked of it.
    private static bool IsExempt(KpiInputs inputs, TargetLine target, Dictionary<string, int> weights) => weights.Keys.All(criterion => inputs.Exemptions.Target(target.Organisation, target.Key, criterion));

    private static decimal? Score(KpiInputs inputs, TargetLine[] targets, Dictionary<string, int> weights)
    {
        decimal[] categories =
        [
            .. targets.GroupBy(target => target.Kind, StringComparer.Ordinal)
                .Select(kind => Category(inputs, [.. kind], weights)).OfType<decimal>(),
        ];
        return categories.Length == 0 ? null : categories.Average();
    }

    /// <summary>Points of a category in percent; null where nothing of it could be judged. What is exempted is asked for no more than what does not apply.</summary>
    private static decimal? Category(KpiInputs inputs, TargetLine[] targets, Dictionary<string, int> weights)
    {
        decimal points = 0;
        decimal most = 0;
        foreach ((TargetLine target, MeasuredState state) in targets.Select(target => (target, State: inputs.Countable(target.Key))).Where(one => one.State is { Class: not (TargetClass.Unknown or TargetClass.NotApplicable) }).Select(one => (one.target, one.State!)))
        {
            foreach ((string criterion, Verdict verdict) in state.Criteria.Where(pair => pair.Value is Verdict.Pass or Verdict.Partial or Verdict.Fail && weights.ContainsKey(pair.Key) && !inputs.Exemptions.Target(target.Organisation, target.Key, pair.Key)))
            {
                most += weights[criterion];

                // The class wins: what is broken harms, however single criteria fare.
                points += state.Class == TargetClass.Broken ? 0 : verdict == Verdict.Pass ? weights[criterion] : verdict == Verdict.Partial ? weights[criterion] / 2m : 0;
            }
        }

        return most == 0 ? null : 100m * points / most;
    }
}
