using System.Collections.Concurrent;
using Sextant.Programme.Register;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>What indicators were in past months, as it was counted.</summary>
internal sealed class PastCounts
{
    /// <summary>Two days of each indicator: today, and the day that somebody looks back to. With more it begins anew.</summary>
    private const int Most = 160;

    private readonly ConcurrentDictionary<(string Kpi, AsOf AsOf), PastCount> _counts = new();

    /// <summary>Held by whoever counts.</summary>
    internal SemaphoreSlim Alone { get; } = new(1, 1);

    internal PastCount? Find(string kpi, AsOf asOf) => _counts.GetValueOrDefault((kpi, asOf));

    internal void Keep(string kpi, AsOf asOf, PastCount count)
    {
        if (_counts.Count >= Most)
        {
            _counts.Clear();
        }

        _counts[(kpi, asOf)] = count;
    }
}

/// <summary>One indicator's points, and what they were counted from.</summary>
/// <param name="Inputs">Of today.</param>
/// <param name="Seen">The parts of it that were looked at.</param>
/// <param name="Months">What was measured.</param>
/// <param name="Lines">By definition, the oldest first.</param>
internal sealed record PastCount(KpiInputs Inputs, int Seen, IReadOnlyList<MeasuredMonth> Months, IReadOnlyDictionary<string, IReadOnlyList<LinePoint>> Lines)
{
    /// <summary>Whether it rests on what was measured.</summary>
    internal bool OfMeasured => (Seen & KpiInputs.OfTheDay) != 0;

    /// <summary>Whether today's parts that it was counted from are still the same.</summary>
    internal bool Holds(KpiInputs inputs) => Inputs.Options == inputs.Options && Inputs.IsSame(inputs, Seen, KpiInputs.OfTheDay);
}
