using System.Net;
using System.Net.Sockets;

namespace Sextant.Wire.Dns;

/// <summary>An IPv4 address (RFC 1035 section 3.4.1).</summary>
public sealed class ARecord(IPAddress address) : RData
{
    public IPAddress Address { get; } = address.AddressFamily == AddressFamily.InterNetwork
        ? address
        : throw new ArgumentException("An A record holds an IPv4 address.", nameof(address));

    public override DnsType Type => DnsType.A;

    public override string ToString() => Address.ToString();

    internal override void Write(ref WireWriter writer) => AddressWire.Write(ref writer, Address);
}

/// <summary>An IPv6 address (RFC 3596).</summary>
public sealed class AaaaRecord(IPAddress address) : RData
{
    public IPAddress Address { get; } = address.AddressFamily == AddressFamily.InterNetworkV6
        ? address
        : throw new ArgumentException("An AAAA record holds an IPv6 address.", nameof(address));

    public override DnsType Type => DnsType.Aaaa;

    public override string ToString() => Address.ToString();

    internal override void Write(ref WireWriter writer) => AddressWire.Write(ref writer, Address);
}

internal static class AddressWire
{
    public static void Write(ref WireWriter writer, IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        writer.Bytes(bytes[..length]);
    }
}
