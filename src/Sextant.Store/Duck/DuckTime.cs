namespace Sextant.Store.Duck;

/// <summary>DuckDB's instants: microseconds since 1970-01-01 UTC.</summary>
internal static class DuckTime
{
    internal static long Microseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTimeOffset Instant(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
