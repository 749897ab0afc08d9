using Sextant.Programme.Measured;

namespace Sextant.Programme.Kpis;

/// <summary>Counts targets or units into a measured figure: unknown in neither numerator nor denominator, but printed with its bounds.</summary>
internal sealed class MeasuredCount(KpiInputs inputs, string indicator, string definition, int method = 1)
{
    /// <summary>Below this many decimals weekly changes of a country's sites would not show; 1.</summary>
    private const int ShareDecimals = 1;

    private readonly List<MeasuredState> _states = [];
    private readonly List<FigureMember> _members = [];
    private int _yes;
    private int _no;
    private int _unknown;
    private int _exempted;

    /// <summary>One of those that were counted is exempted; it counts as it was measured all the same.</summary>
    internal void NoteExempted() => _exempted++;

    /// <summary>Counts one that is named by its key: an organisation's slug or a target's key.</summary>
    internal void Add(Counted counted, string key, params ReadOnlySpan<MeasuredState?> states)
    {
        _members.Add(new FigureMember(key, counted));
        _yes += counted == Counted.Yes ? 1 : 0;
        _no += counted == Counted.No ? 1 : 0;
        _unknown += counted == Counted.Unknown ? 1 : 0;
        _exempted += counted == Counted.Exempt ? 1 : 0;
        foreach (MeasuredState? state in counted is Counted.Yes or Counted.No ? states : [])
        {
            if (state is not null)
            {
                _states.Add(state);
            }
        }
    }

    /// <summary>Adds units that exist, but of which the register knows nothing.</summary>
    internal void AddUnknown(int count) => _unknown += Math.Max(0, count);

    internal Figure Figure()
    {
        int judged = _yes + _no;
        int all = judged + _unknown;
        UnknownShare? unknown = all == 0 ? null : new UnknownShare(_unknown, all, 100m * _yes / all, 100m * (_yes + _unknown) / all);
        return new Figure
        {
            Indicator = indicator,
            Definition = definition,
            Origin = FigureOrigin.Measured,
            Unit = "%",
            Value = judged == 0 ? null : 100m * _yes / judged,
            Missing = judged > 0 ? null : all == 0 ? NoData.ZeroDenominator : NoData.NotMeasured,
            Numerator = _yes,
            Denominator = judged,
            Unknown = unknown,
            Exempted = _exempted,
            Members = _members.Count == 0 ? Array.Empty<FigureMember>() : _members,
            Target = inputs.TargetOn(indicator, inputs.Date),
            TargetNow = inputs.TargetOn(indicator, inputs.Date),
            Source = "measured",
            Date = judged == 0 ? null : inputs.Date,
            MeasuredBetween = _states.Count == 0 ? null : (_states.Min(state => state.MeasuredAt), _states.Max(state => state.MeasuredAt)),
            Method = $"{indicator}/{method}",
            Decimals = ShareDecimals,
            Headline = judged > 0 && unknown!.Percent <= inputs.Options.MostUnknownPercent,
        };
    }
}
