using System.Net;
using Sextant.Checks.Observations;

namespace Sextant.Measurement.Probes;

/// <summary>What is put to each server of a zone.</summary>
internal sealed record ZoneQuestions(string Zone, IReadOnlyList<string> Sampled, Delegation? Delegation)
{
    /// <summary>What is asked beside SOA: NS, both address types of the sampled names, and DNSKEY (a large answer) of a signed zone.</summary>
    public IEnumerable<(string Name, string Type)> Others =>
    [
        (Zone, "NS"),
        .. Sampled.SelectMany(name => new[] { (name, "A"), (name, "AAAA") }),
        .. Delegation?.HasDs == true ? [(Zone, "DNSKEY")] : Array.Empty<(string, string)>(),
    ];

    /// <summary>The addresses that the parent gives for a server.</summary>
    public IEnumerable<IPAddress> GlueOf(string server) =>
        Delegation?.Glue.Where(glue => glue.Name == server).SelectMany(glue => glue.Addresses) ?? [];
}
