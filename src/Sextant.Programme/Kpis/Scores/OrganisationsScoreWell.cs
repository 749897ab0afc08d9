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
            .. inputs.Targets.GroupBy(target => target.Organisation, StringComparer.Ordinal).Select(unit => (unit.Key, Score: Score(inputs, [.. unit], weights)))
                .Select(one => new FigureMember(one.Key, one.Score is null ? Counted.Unknown : Counted.Yes, one.Score)),
        ];
        decimal[] scores = [.. parts.Select(part => part.Value).OfType<decimal>()];
        int unknown = parts.Length - scores.Length;
        decimal sum = scores.Sum();
        return
        [
            new Figure
            {
                Indicator = Id, Definition = "mean", Origin = FigureOrigin.Derived, Unit = "%", Value = scores.Length == 0 ? null : sum / scores.Length,
                Missing = scores.Length > 0 ? null : parts.Length == 0 ? NoData.ZeroDenominator : NoData.NotMeasured, Numerator = sum, Denominator = scores.Length,
                Unknown = parts.Length == 0 ? null : new UnknownShare(unknown, parts.Length, sum / parts.Length, (sum + (100m * unknown)) / parts.Length),
                Source = "measured", Date = scores.Length == 0 ? null : inputs.Date, Method = $"{Id}/1", Decimals = 1, Members = parts.Length == 0 ? [] : parts,
                Headline = scores.Length > 0 && 100m * unknown / parts.Length <= inputs.Options.MostUnknownPercent,
            },
        ];
    }

    private static decimal? Score(KpiInputs inputs, TargetLine[] targets, Dictionary<string, int> weights)
    {
        decimal[] categories =
        [
            .. targets.GroupBy(target => target.Kind, StringComparer.Ordinal)
                .Select(kind => Category([.. kind.Select(target => inputs.Countable(target.Key)).OfType<MeasuredState>()], weights)).OfType<decimal>(),
        ];
        return categories.Length == 0 ? null : categories.Average();
    }

    /// <summary>Points of a category in percent; null where nothing of it could be judged.</summary>
    private static decimal? Category(MeasuredState[] states, Dictionary<string, int> weights)
    {
        decimal points = 0;
        decimal most = 0;
        foreach (MeasuredState state in states.Where(state => state.Class is not (TargetClass.Unknown or TargetClass.NotApplicable)))
        {
            foreach ((string criterion, Verdict verdict) in state.Criteria.Where(pair => pair.Value is Verdict.Pass or Verdict.Partial or Verdict.Fail && weights.ContainsKey(pair.Key)))
            {
                most += weights[criterion];

                // The class wins: what is broken harms, however single criteria fare.
                points += state.Class == TargetClass.Broken ? 0 : verdict == Verdict.Pass ? weights[criterion] : verdict == Verdict.Partial ? weights[criterion] / 2m : 0;
            }
        }

        return most == 0 ? null : 100m * points / most;
    }
}
