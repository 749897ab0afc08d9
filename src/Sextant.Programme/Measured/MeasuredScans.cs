using Sextant.Checks.Judging;
using Sextant.Measurement.Scans;

namespace Sextant.Programme.Measured;

/// <summary>What Measurement keeps, as the programme counts it.</summary>
/// <param name="scans">Measurement's store.</param>
/// <param name="lab">Whether the register holds the lab country. Measurements of the lab never count for a real country, nor real ones for the lab.</param>
public sealed class MeasuredScans(ScanStore scans, bool lab = false) : IMeasuredStates
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(
        IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default)
    {
        IReadOnlyDictionary<string, JudgedTarget> judged = await scans.AsOfAsync(targets, instant, null, cancellation).ConfigureAwait(false);
        return judged.Where(pair => pair.Value.Lab == lab).ToDictionary(pair => pair.Key, pair => Of(pair.Value), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<long?> StampAsync(DateOnly? upTo = null, CancellationToken cancellation = default) => await scans.StampAsync(upTo, cancellation).ConfigureAwait(false);

    private static MeasuredState Of(JudgedTarget target) => new()
    {
        Target = target.Target.Key,
        Class = target.Class,
        Cause = target.Cause,
        Level = target.Level,
        LevelScope = target.LevelScope,
        SingleLook = target.SingleLook,
        Criteria = MeasuredState.Worst(target.Verdicts),
        MeasuredAt = target.MeasuredAt,
        Vantage = target.Vantage,
        Evidence = target.Evidence,
    };
}
