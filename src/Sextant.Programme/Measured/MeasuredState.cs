using Sextant.Checks.Judging;
using Sextant.Measurement.Scans;
using Sextant.Wire;

namespace Sextant.Programme.Measured;

/// <summary>What was last measured of one target before an instant.</summary>
public sealed record MeasuredState
{
    /// <summary>The target's key: <c>site:hue.gov.vn</c>.</summary>
    public required string Target { get; init; }

    public required TargetClass Class { get; init; }

    public Failure? Cause { get; init; }

    /// <summary>The level reached.</summary>
    public required Level Level { get; init; }

    /// <summary>How far was looked: no level above it can be known.</summary>
    public required Level LevelScope { get; init; }

    /// <summary>Rests on faults seen without a healthy reference: shown, never counted.</summary>
    public bool SingleLook { get; init; }

    /// <summary>The worst verdict of each criterion over its subjects.</summary>
    public required IReadOnlyDictionary<string, Verdict> Criteria { get; init; }

    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>From where it was measured.</summary>
    public string Vantage { get; init; } = "local";

    /// <summary>The evidence, <c>sha256:...</c>.</summary>
    public string? Evidence { get; init; }

    /// <summary>The state that a judgement describes.</summary>
    public static MeasuredState Of(Judgement judgement) => new()
    {
        Target = judgement.Key().Key,
        Class = judgement.Class,
        Cause = judgement.Cause,
        Level = judgement.Level,
        LevelScope = judgement.LevelScope,
        SingleLook = judgement.SingleLook,
        Criteria = BriefTarget.Worst(judgement.Verdicts),
        MeasuredAt = judgement.MeasuredAt,
        Evidence = judgement.Evidence,
    };
}

/// <summary>What the programme needs of measurements: the last state of each target before an instant.</summary>
public interface IMeasuredStates
{
    /// <summary>The last state of each of these targets that was measured before the instant; targets never measured are absent.</summary>
    Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default);

    /// <summary>A number that is another as soon as anything of what is kept is; null where that cannot be said.</summary>
    /// <param name="upTo">The last day (UTC) that counts; null: all.</param>
    /// <param name="cancellation">Stops asking.</param>
    Task<long?> StampAsync(DateOnly? upTo = null, CancellationToken cancellation = default) => Task.FromResult<long?>(null);
}

/// <summary>A country of which nothing was measured yet.</summary>
public sealed class NothingMeasured : IMeasuredStates
{
    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(
        IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyDictionary<string, MeasuredState>>(new Dictionary<string, MeasuredState>());
}
