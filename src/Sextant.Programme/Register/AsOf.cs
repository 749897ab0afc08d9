namespace Sextant.Programme.Register;

/// <summary>
/// The moment a listing is asked for: what was so at the end of <paramref name="Date"/> in the pack's time zone,
/// as far as the register knew at <paramref name="Known"/> (null: as it knows now).
/// </summary>
/// <param name="Date">The day; 63 provinces on 2025-06-30, 34 on 2025-07-01.</param>
/// <param name="Known">The state of knowledge: corrections recorded later are left out, superseded rows return.</param>
public readonly record struct AsOf(DateOnly Date, DateTimeOffset? Known = null)
{
    /// <summary>The same for what does not ask for the day: remembered once for all days.</summary>
    internal AsOf AnyDay => this with { Date = default };
}
