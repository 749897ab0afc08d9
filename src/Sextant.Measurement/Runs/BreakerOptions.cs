namespace Sextant.Measurement.Runs;

/// <summary>When a campaign takes the failures it sees for its own (measurement rule 2).</summary>
public sealed record BreakerOptions
{
    /// <summary>Share of the targets that worked before; 5 %: measurement rule 2.</summary>
    public double Share { get; init; } = 0.05;

    /// <summary>How far back results are counted together; 10 min: measurement rule 2.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Failed targets below which nothing is concluded. 5: one of ten is a tenth and means nothing; where one target in a hundred fails between
    /// two campaigns of itself, five of twenty do so at once in one window of half a million.
    /// </summary>
    public int Least { get; init; } = 5;

    /// <summary>
    /// After this a window that was set aside counts as an earlier look. Where <see cref="Least"/> targets of it still fail, failures over this family are
    /// taken for the targets' own until the run ends: else a provider that has gone for good would stop every campaign for ever.
    /// 1 h: what a published fault needs between its two looks (measurement rule 14).
    /// </summary>
    public TimeSpan Confirms { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Why the breaker opened.</summary>
/// <param name="Family">The family that failed.</param>
/// <param name="Failed">Targets that worked before and failed now.</param>
/// <param name="Of">Targets that worked before and were measured in the window.</param>
public sealed record MassFailure(Sextant.Wire.Family Family, int Failed, int Of);
