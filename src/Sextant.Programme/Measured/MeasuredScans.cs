using Sextant.Checks.Judging;
using Sextant.Measurement.Scans;
using Sextant.Programme.Register;

namespace Sextant.Programme.Measured;

/// <summary>What Measurement keeps, as the programme counts it.</summary>
/// <param name="scans">Measurement's store.</param>
/// <param name="lab">Whether the register holds the lab country. Measurements of the lab never count for a real country, nor real ones for the lab.</param>
public sealed class MeasuredScans(ScanStore scans, bool lab = false) : IMeasuredStates
{
    private readonly VerdictMemory _verdicts = new(scans);
    private readonly AskedTogether<long> _stamp = new(() => scans.StampAsync());

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(
        IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default)
    {
        IReadOnlyList<BriefTarget> judged = await scans.BriefAsOfAsync(targets, instant, cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, Verdict>> criteria = await _verdicts.OfAsync([.. judged.Select(target => target.VerdictSet)], cancellation).ConfigureAwait(false);
        return judged.Where(target => target.Lab == lab).ToDictionary(target => target.Target, target => Of(target, criteria[target.VerdictSet]), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<long?> StampAsync(DateOnly? upTo = null, CancellationToken cancellation = default) =>
        upTo is null ? await _stamp.AskAsync(cancellation).ConfigureAwait(false) : await scans.StampAsync(upTo, cancellation).ConfigureAwait(false);

    private static MeasuredState Of(BriefTarget target, IReadOnlyDictionary<string, Verdict> criteria) => new()
    {
        Target = target.Target,
        Class = target.Class,
        Cause = target.Cause,
        Level = target.Level,
        LevelScope = target.LevelScope,
        SingleLook = target.SingleLook,
        Criteria = criteria,
        MeasuredAt = target.MeasuredAt,
        Vantage = target.Vantage,
        Evidence = target.Evidence,
    };
}
