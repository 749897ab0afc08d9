using System.Net;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>What is put to one address of a name server.</summary>
/// <param name="Address">The address.</param>
/// <param name="Transport"><c>udp</c> (a truncated answer is the answer) or <c>tcp</c>.</param>
/// <param name="Name">The name asked.</param>
/// <param name="Type">The type asked.</param>
internal sealed record ServerQuestion(IPAddress Address, string Transport, string Name, string Type)
{
    /// <summary>Asks as a stub would: open recursion is looked for by it.</summary>
    public bool RecursionDesired { get; init; }

    /// <summary>The name server's name, where known.</summary>
    public string? Server { get; init; }

    /// <summary>A zone that the server should serve: silence is told from loss by questions about it. Null: silence is silence.</summary>
    public string? Zone { get; init; }

    /// <summary>Asks for signatures too. DNSKEY without them is of no use to anyone.</summary>
    public bool DnssecOk { get; init; } = Type == "DNSKEY";

    /// <summary>The payload size offered over UDP.</summary>
    public ushort UdpPayload { get; init; } = DnsEdns.DefaultUdpPayload;

    /// <summary>What makes two questions one, whoever asks them.</summary>
    public ServerQuestion Key => this with { Server = null, Zone = null };
}
