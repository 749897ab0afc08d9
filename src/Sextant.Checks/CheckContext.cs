using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire.Addresses;

namespace Sextant.Checks;

/// <summary>What judging depends on beside the observations, all of it stored with them: so old evidence is judged by its own clock and lists.</summary>
public sealed record CheckContext
{
    /// <summary>The scan's clock; nothing is judged by today's.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Which addresses count as published: global unicast and the scan's extra prefixes.</summary>
    public required GlobalAddresses Global { get; init; }

    /// <summary>The context a scan was made in.</summary>
    /// <exception cref="FormatException">A stored extra prefix is none.</exception>
    public static CheckContext Of(Scan scan) => new()
    {
        Now = scan.StartedAt,
        Global = new GlobalAddresses(scan.Context.GlobalPrefixes.Select(IpPrefix.Parse)),
    };

    /// <summary>Whether an address counts as published (rule 5).</summary>
    public bool Counts(IPAddress address) => Global.Counts(address);
}
