using Sextant.Checks.Observations;
using Sextant.Measurement.Probes;
using Sextant.Wire.Names;

namespace Sextant.Measurement.Scans;

/// <summary>Which probes a name asks for.</summary>
internal sealed record ScanPlan(IReadOnlyList<TargetKind> Kinds, bool Registrable, string? Zone, IReadOnlyList<string> Sampled)
{
    public bool Has(TargetKind kind) => Kinds.Contains(kind);

    /// <summary>Finds out the kinds and the zone of a name.</summary>
    public static async Task<ScanPlan> MakeAsync(ScanRequest request, ScanSession session, PublicSuffixes suffixes, CancellationToken cancellation)
    {
        bool registrable = suffixes.IsRegistrable(request.Ascii);
        if (request.Kinds is [TargetKind.NameServer])
        {
            return new ScanPlan(request.Kinds, registrable, null, []);
        }

        // A registrable domain is a zone by its nature: when it turns out not to be one, that is what the zone probe reports.
        string? cut = registrable ? request.Ascii : await session.Paths.ZoneOfAsync(request.Ascii, cancellation).ConfigureAwait(false);
        IReadOnlyList<TargetKind> kinds = request.Kinds ?? (registrable
            ? [TargetKind.Site, TargetKind.Mail, TargetKind.Zone]
            : cut == request.Ascii ? [TargetKind.Site, TargetKind.Zone] : [TargetKind.Site]);
        bool needsZone = kinds.Contains(TargetKind.Site) || kinds.Contains(TargetKind.Zone);
        return new ScanPlan(kinds, registrable, needsZone ? cut : null, registrable ? [request.Ascii, "www." + request.Ascii] : [request.Ascii]);
    }
}
