namespace Sextant.Measurement.Scans;

/// <summary>One of so many places for names measured at once, held by a scan and lent to others while the scan only waits.</summary>
public interface IScanSlot
{
    /// <summary>Gives the place to others.</summary>
    /// <returns>False when too many scans wait already; then the place is kept.</returns>
    bool TryPark();

    /// <summary>Waits for a place again, after <see cref="TryPark"/> gave it away.</summary>
    ValueTask ReturnAsync(CancellationToken cancellation);
}
