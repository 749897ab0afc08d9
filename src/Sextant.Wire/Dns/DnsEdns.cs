namespace Sextant.Wire.Dns;

/// <summary>One option of an OPT record: its code and bytes (RFC 6891 section 6.1.2).</summary>
public sealed record DnsEdnsOption(ushort Code, ReadOnlyMemory<byte> Value);

/// <summary>What the OPT record of a message says. The upper bits of the response code are in <see cref="DnsMessage.Rcode"/>.</summary>
public sealed record DnsEdns
{
    /// <summary>
    /// 1232 bytes fit a packet of 1280 bytes, the least that every IPv6 path carries, after 40 + 8 bytes of headers
    /// (RFC 9715 section 3; RFC 8200 section 5).
    /// </summary>
    public const ushort DefaultUdpPayload = 1232;

    /// <summary>The largest UDP answer the sender can take.</summary>
    public ushort UdpPayload { get; init; } = DefaultUdpPayload;

    public byte Version { get; init; }

    /// <summary>Whether DNSSEC records are wanted (RFC 3225).</summary>
    public bool DnssecOk { get; init; }

    public IReadOnlyList<DnsEdnsOption> Options { get; init; } = [];
}
