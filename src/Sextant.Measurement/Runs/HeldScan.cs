using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Runs;

/// <summary>A lease of this run and how many of its names are still open.</summary>
internal sealed class LeaseInUse(CampaignLease lease)
{
    private int _open = lease.Targets.Count;

    public CampaignLease Lease { get; } = lease;

    /// <summary>True when this was the last.</summary>
    public bool Settle(int names) => Interlocked.Add(ref _open, -names) <= 0;
}

/// <summary>A result that waits for the self-check after it.</summary>
internal sealed record HeldScan(LeaseInUse Use, FinishedScan Scan, DateTimeOffset Began);
