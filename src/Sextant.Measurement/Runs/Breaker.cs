using Sextant.Checks.Observations;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Wire;

namespace Sextant.Measurement.Runs;

/// <summary>
/// Counts, over each family, the targets that worked before and fail now. A self-check knows its references only: a way that is lost to
/// everybody else shows in the targets themselves.
/// </summary>
internal sealed class Breaker(CampaignRun run)
{
    /// <summary>Earlier looks at a target among which the last that counts is searched; 10: more in a row were no looks at all.</summary>
    private const int MostLooks = 10;

    private readonly Queue<Count> _counts = new();
    private readonly Dictionary<Family, int> _confirmed = [];

    /// <summary>The first family over which too much has failed in the window that ends now; null while none has.</summary>
    /// <param name="scans">Results that came since the last call.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<MassFailure?> AddAsync(IReadOnlyList<FinishedScan> scans, CancellationToken cancellation)
    {
        DateTimeOffset now = run.Clock.GetUtcNow();
        IReadOnlyDictionary<string, JudgedTarget> known = await run.Patience.RunAsync(
            () => run.Stores.Scans.CurrentAsync([.. scans.SelectMany(scan => scan.Judgements).Select(entry => entry.Key().Key)], run.Vantage, cancellation), cancellation).ConfigureAwait(false);
        foreach (Family family in (Family[])[Family.V4, Family.V6])
        {
            var count = new Count(now, family, 0, 0);
            foreach ((FinishedScan scan, var entry, int place) in scans.SelectMany(scan => scan.Judgements.Select((entry, place) => (scan, entry, place))))
            {
                bool? works = known.ContainsKey(entry.Key().Key) ? scan.Answered(place, family) : null;
                bool failed = works == false && await WorkedBeforeAsync(entry.Key(), family, scan.StartedAt, now, cancellation).ConfigureAwait(false);
                count = count with { Failed = count.Failed + (failed ? 1 : 0), Of = count.Of + (failed || works == true ? 1 : 0) };
            }

            _counts.Enqueue(count);
        }

        while (_counts.Peek().At < now - run.Options.Breaker.Window)
        {
            _counts.Dequeue();
        }

        return _counts.GroupBy(count => count.Family).Select(family => new MassFailure(family.Key, family.Sum(count => count.Failed), family.Sum(count => count.Of)))
            .FirstOrDefault(sum => _confirmed.GetValueOrDefault(sum.Family) < run.Options.Breaker.Least && sum.Failed >= run.Options.Breaker.Least && sum.Failed > run.Options.Breaker.Share * sum.Of);
    }

    // Whether it answered at the last look that counts: one in a window of the vantage's own trouble does not.
    private async Task<bool> WorkedBeforeAsync(Target target, Family family, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation)
    {
        IReadOnlyList<JudgedTarget> looks = await run.Patience
            .RunAsync(() => run.Stores.Scans.HistoryAsync(target.Key, MostLooks, before, cancellation), cancellation).ConfigureAwait(false);
        JudgedTarget? last = looks.FirstOrDefault(look => look.Vantage == run.Vantage && Counts(look, now));
        bool? worked = last is not null && run.Stores.Evidence.GetScan(last.Evidence) is { } scan ? FamilySight.Of(scan, target.Kind, family) : null;
        if (worked == false && last!.Cause == Failure.VantageMassFailure)
        {
            _confirmed[family] = _confirmed.GetValueOrDefault(family) + 1;
        }

        return worked == true;
    }

    private bool Counts(JudgedTarget look, DateTimeOffset now) => look.Cause switch
    {
        Failure.VantageMassFailure => look.MeasuredAt <= now - run.Options.Breaker.Confirms,
        Failure.VantageFault or Failure.VantageNoIpv4 or Failure.VantageNoIpv6 or Failure.VantageResolver or Failure.VantageDns64 => false,
        _ => true,
    };

    private sealed record Count(DateTimeOffset At, Family Family, int Failed, int Of);
}
