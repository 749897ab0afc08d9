using System.Net;
using Sextant.Checks.Observations;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>What is put to each server of a zone.</summary>
internal sealed record ZoneQuestions(string Zone, IReadOnlyList<string> Sampled, Delegation? Delegation)
{
    /// <summary>A label that no zone has: how a server says "there is none" is asked with it.</summary>
    public const string NoSuchLabel = "sextant-no-such-name";

    /// <summary>What is asked beside SOA: NS, a name that does not exist, both address types of the sampled names, and DNSKEY (a large answer) of a signed zone.</summary>
    public IEnumerable<(string Name, string Type)> Others =>
    [
        (Zone, "NS"),
        (Zone == "." ? NoSuchLabel : $"{NoSuchLabel}.{Zone}", "A"),
        .. Sampled.SelectMany(name => new[] { (name, "A"), (name, "AAAA") }),
        .. Delegation?.HasDs == true ? [(Zone, "DNSKEY")] : Array.Empty<(string, string)>(),
    ];

    /// <summary>What may have an answer over 1232 bytes: the texts of the apex, and in a signed zone the keys and the proof that a name does not exist.</summary>
    public IEnumerable<(string Name, string Type)> Large =>
    [
        (Zone, "TXT"),
        .. Delegation?.HasDs == true ? [(Zone, "DNSKEY"), (Zone == "." ? NoSuchLabel : $"{NoSuchLabel}.{Zone}", "A")] : Array.Empty<(string, string)>(),
    ];

    /// <summary>The addresses that the parent gives for a server.</summary>
    public IEnumerable<IPAddress> GlueOf(string server) =>
        Delegation?.Glue.Where(glue => glue.Name == server).SelectMany(glue => glue.Addresses) ?? [];
}
