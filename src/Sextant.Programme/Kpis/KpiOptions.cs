namespace Sextant.Programme.Kpis;

/// <summary>What an installation decides about counting.</summary>
public sealed record KpiOptions
{
    /// <summary>Above this share of unknown there is no headline figure; 5 %: the programme's rule for public figures.</summary>
    public decimal MostUnknownPercent { get; init; } = 5;

    /// <summary>A measurement older than this counts as unknown; 30 days: figures are weekly, so four campaigns were missed.</summary>
    public TimeSpan OldestMeasurement { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// The number of units that the programme counts, where it is known better than by the register: after the mergers of 2025 no source
    /// states it. Units beyond those registered count as unknown. Null: those registered.
    /// </summary>
    public int? UnitsInScope { get; init; }
}
