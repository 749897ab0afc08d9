using Sextant.Checks.Judging;
using Sextant.Measurement.Scans;

namespace Sextant.Programme.Measured;

/// <summary>
/// What sets of verdicts say, each taken apart once: a set is named by its content and never says anything else. The measurements of a target mostly say what the one before said,
/// and most targets of a country say what some other says.
/// </summary>
internal sealed class VerdictMemory(ScanStore scans)
{
    /// <summary>100,000 sets: a country's of today and of what it changed in a year. With more it begins anew.</summary>
    private const int Most = 100_000;

    private readonly Dictionary<string, IReadOnlyDictionary<string, Verdict>> _bySet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, Verdict>> _same = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The worst verdict of each criterion, by set.</summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Verdict>>> OfAsync(IReadOnlyCollection<string> sets, CancellationToken cancellation)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<string, Verdict>>(StringComparer.Ordinal);
        string[] missing;
        lock (_gate)
        {
            foreach (string set in sets)
            {
                if (_bySet.TryGetValue(set, out IReadOnlyDictionary<string, Verdict>? known))
                {
                    found[set] = known;
                }
            }

            missing = [.. sets.Where(set => !found.ContainsKey(set)).Distinct(StringComparer.Ordinal)];
        }

        if (missing.Length > 0)
        {
            foreach ((string set, IReadOnlyDictionary<string, Verdict> worst) in await scans.WorstAsync(missing, cancellation).ConfigureAwait(false))
            {
                found[set] = Keep(set, worst);
            }
        }

        return found;
    }

    private IReadOnlyDictionary<string, Verdict> Keep(string set, IReadOnlyDictionary<string, Verdict> worst)
    {
        string said = string.Join(' ', worst.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={(int)one.Value}"));
        lock (_gate)
        {
            if (_bySet.Count >= Most)
            {
                _bySet.Clear();
                _same.Clear();
            }

            if (!_same.TryGetValue(said, out IReadOnlyDictionary<string, Verdict>? same))
            {
                _same[said] = same = worst;
            }

            return _bySet[set] = same;
        }
    }
}
