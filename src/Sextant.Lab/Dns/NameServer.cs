using System.Net;
using Sextant.Lab.Network;
using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>An authoritative server on one address: picks the zone, answers, and spoils the answer as its script says.</summary>
internal sealed class NameServer(IPAddress address) : IDnsService
{
    // What a server sends over UDP at most, whatever the question offers: RFC 9715 section 3.
    private const int LargestUdp = DnsEdns.DefaultUdpPayload;

    // RFC 1035 section 4.2.1: without EDNS.
    private const int PlainUdp = 512;

    private readonly Dictionary<DnsName, (ZoneContents Zone, ServerFace Face)> _zones = [];

    public IDnsService? Recursor { get; set; }

    /// <summary>Whether anybody listens on TCP: no, when every zone's script says so.</summary>
    public bool Tcp => _zones.Values.Any(z => !z.Face.WithoutTcp);

    public void Add(ZoneContents zone, ServerFace face) => _zones[zone.Origin] = (zone, face);

    public DnsReply Answer(DnsMessage query, Transport transport, Served served)
    {
        if (query.IsResponse || query.Opcode != DnsOpcode.Query || query.Questions.Count != 1)
        {
            return new DnsReply(DnsWriter.ToArray(query.Respond(query.Opcode == DnsOpcode.Query ? DnsRcode.FormErr : DnsRcode.NotImp)), default);
        }

        if (Find(query.Questions[0]) is not { } found)
        {
            bool recurses = query.RecursionDesired && _zones.Values.Any(z => z.Face.Has(DnsTrouble.Recurses));
            return recurses && Recursor is { } recursor
                ? recursor.Answer(query, transport, served)
                : new DnsReply(DnsWriter.ToArray(query.Respond(DnsRcode.Refused)), default);
        }

        var (zone, face) = found;
        if ((transport == Transport.Tcp && face.WithoutTcp) || IsLost(zone, face, transport, served))
        {
            return DnsReply.None;
        }

        byte[]? bytes = Troubles.Answer(zone, face, query, served.Counters) is { } response ? Write(query, response, face, transport) : null;
        return new DnsReply(bytes, face.Thinks);
    }

    private static byte[] Write(DnsMessage query, DnsMessage response, ServerFace face, Transport transport)
    {
        bool udp = transport == Transport.Udp;
        byte[] bytes = Troubles.Write(response, face);
        int largest = query.Edns is { } edns ? Math.Clamp((int)edns.UdpPayload, PlainUdp, LargestUdp) : PlainUdp;
        bool cut = udp && (bytes.Length > largest || face.Has(DnsTrouble.TruncatesWithoutTcp));
        return cut ? Troubles.Write(response.AsTruncated(), face) : bytes;
    }

    /// <summary>The closest zone above the name; for DS the one above the cut (RFC 4035 section 3.1.4.1).</summary>
    private (ZoneContents Zone, ServerFace Face)? Find(DnsQuestion question)
    {
        bool above = question.Type == DnsType.Ds && question.Name.Parent is { } parent && Closest(parent) is not null;
        return Closest(above ? question.Name.Parent! : question.Name);
    }

    private (ZoneContents Zone, ServerFace Face)? Closest(DnsName name)
    {
        for (var at = name; at is not null; at = at.Parent)
        {
            if (_zones.TryGetValue(at, out var found))
            {
                return found;
            }
        }

        return null;
    }

    private bool IsLost(ZoneContents zone, ServerFace face, Transport transport, Served served) =>
        face.LosesEvery > 0
        && transport == Transport.Udp
        && served.Counters.Next("dns-loss", address + "/" + zone.Origin) % face.LosesEvery == 0;
}
