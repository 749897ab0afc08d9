using Sextant.Lab.Network;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Serving;

/// <summary>What answers questions on port 53 of one address.</summary>
internal interface IDnsService
{
    DnsReply Answer(DnsMessage query, Transport transport, Served served);
}

/// <summary>An answer as bytes, or none at all, and how long the server thinks first.</summary>
internal readonly record struct DnsReply(byte[]? Bytes, TimeSpan Thinks)
{
    public static DnsReply None => default;
}
