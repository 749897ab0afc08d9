using Sextant.Checks.Observations;

namespace Sextant.Measurement.Scans;

/// <summary>Measures one name now.</summary>
public interface IScanner
{
    /// <summary>Runs the probes. What the network does ends up in the scan; only cancellation and our own faults are thrown.</summary>
    Task<ScanOutcome> ScanAsync(ScanRequest request, IProgress<ScanStep>? progress, CancellationToken cancellation);
}

/// <summary>What to measure.</summary>
/// <param name="Ascii">The name, A-labels, lower case, no trailing dot.</param>
/// <param name="Kinds">Kinds of target; null to find them out: site, mail and zone for a registrable domain, else site, and zone where it is a zone cut.</param>
/// <param name="Slot">Lent to others while the scan only waits for a next try, and then the name's time stands still; null: nobody wants it.</param>
public sealed record ScanRequest(string Ascii, IReadOnlyList<TargetKind>? Kinds = null, IScanSlot? Slot = null)
{
    /// <summary>Zones that a name server is said to serve, beside those above its own name.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Whether the looks at servers that other names have in common with this one may be those of a moment ago: in campaigns.</summary>
    public bool Shares { get; init; }
}

/// <summary>A scan and the raw bytes it refers to, by reference.</summary>
public sealed record ScanOutcome(Scan Scan, IReadOnlyDictionary<string, byte[]> Blobs);

/// <summary>A part of a running scan, or a look of it, began or ended.</summary>
/// <param name="Part"><c>site</c>, <c>mail</c>, <c>zone</c>, <c>name-server</c>, or a word of <see cref="Probes.ScanLooks"/>.</param>
/// <param name="Done">True when it ended.</param>
/// <param name="Milliseconds">How long it took, once done.</param>
public sealed record ScanStep(string Part, bool Done, double Milliseconds);
