using System.Net;
using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>How each <see cref="DnsTrouble"/> spoils an answer: first what is answered, then how it is written.</summary>
internal static class Troubles
{
    private const int Many = 2000;

    private static readonly (DnsTrouble Trouble, DnsRcode Rcode)[] ForAaaa =
    [
        (DnsTrouble.AaaaNxdomain, DnsRcode.NxDomain),
        (DnsTrouble.AaaaServfail, DnsRcode.ServFail),
        (DnsTrouble.AaaaNotimp, DnsRcode.NotImp),
        (DnsTrouble.AaaaRefused, DnsRcode.Refused),
    ];

    /// <summary>The answer with its troubles; null for silence.</summary>
    public static DnsMessage? Answer(ZoneContents zone, ServerFace face, DnsMessage query, Counters counters)
    {
        if (face.Has(DnsTrouble.Silent) || (face.Has(DnsTrouble.DropsEdns) && query.Edns is not null))
        {
            return null;
        }

        if (Instead(zone, face, query) is { } refusal)
        {
            return refusal;
        }

        if (query.Questions[0].Type == DnsType.Aaaa)
        {
            if (face.Has(DnsTrouble.AaaaSilent))
            {
                return null;
            }

            if (InsteadOfAaaa(zone, face, query, counters) is { } wrong)
            {
                return wrong;
            }
        }

        return Spoil(new Authority(zone, query, face.Serial, counters).Answer(), face);
    }

    /// <summary>The bytes of an answer with the troubles of its form.</summary>
    public static byte[] Write(DnsMessage response, ServerFace face)
    {
        if (face.Has(DnsTrouble.WrongId))
        {
            response = response with { Id = (ushort)(response.Id ^ 0x5555) };
        }

        byte[] bytes = DnsWriter.ToArray(response);
        if (face.Has(DnsTrouble.Malformed))
        {
            // A question whose name is a pointer to itself: RFC 1035 section 4.1.4 allows prior occurrences only.
            bytes = [.. bytes.AsSpan(0, DnsHeader.Length), 0xC0, DnsHeader.Length, 0, 1, 0, 1];
        }

        return face.Has(DnsTrouble.TrailingBytes) ? [.. bytes, .. "junk behind the message"u8] : bytes;
    }

    private static DnsMessage? Instead(ZoneContents zone, ServerFace face, DnsMessage query)
    {
        if (face.Has(DnsTrouble.FormerrsEdns) && query.Edns is not null)
        {
            return query.Respond(DnsRcode.FormErr) with { Edns = null, Questions = [] };
        }

        if (face.Has(DnsTrouble.Refuses) || face.Has(DnsTrouble.Servfails))
        {
            return query.Respond(face.Has(DnsTrouble.Refuses) ? DnsRcode.Refused : DnsRcode.ServFail);
        }

        return face.Has(DnsTrouble.RefersUpward)
            ? query.Respond() with { Authorities = [new DnsRecord(DnsName.Root, zone.Ttl, new NsRecord(DnsName.Parse(RootServers.Names[0])))] }
            : null;
    }

    private static DnsMessage? InsteadOfAaaa(ZoneContents zone, ServerFace face, DnsMessage query, Counters counters)
    {
        foreach (var (trouble, rcode) in ForAaaa)
        {
            if (face.Has(trouble))
            {
                return query.Respond(rcode) with { Authoritative = true, Authorities = rcode == DnsRcode.NxDomain ? [zone.Soa(face.Serial)] : [] };
            }
        }

        if (!face.Has(DnsTrouble.AaaaWrong))
        {
            return null;
        }

        var name = query.Questions[0].Name;
        var v4 = zone.Find(name, DnsType.A, counters).Select(r => ((ARecord)r.RData).Address).FirstOrDefault(IPAddress.Any);
        return query.Respond() with
        {
            Authoritative = true,
            Answers = [new DnsRecord(name, zone.Ttl, new UnknownRecord(DnsType.Aaaa, v4.GetAddressBytes()))],
        };
    }

    private static DnsMessage Spoil(DnsMessage response, ServerFace face)
    {
        if (face.Has(DnsTrouble.OmitsAa))
        {
            response = response with { Authoritative = false };
        }

        if (face.Has(DnsTrouble.OmitsSoa) && !response.Answers.Any(r => r.Type == DnsType.Soa))
        {
            response = response with { Authorities = [.. response.Authorities.Where(r => r.Type != DnsType.Soa)] };
        }

        if (face.Has(DnsTrouble.LowersCase))
        {
            response = response with { Questions = [.. response.Questions.Select(q => q with { Name = DnsName.Parse(q.Name.ToString()) })] };
        }

        if (face.Has(DnsTrouble.ImpossibleTtl))
        {
            response = response with { Answers = [.. response.Answers.Select(r => r with { Ttl = 0x8000_0001 })] };
        }

        return WithJunk(response, face);
    }

    private static DnsMessage WithJunk(DnsMessage response, ServerFace face)
    {
        if (face.Has(DnsTrouble.ManyRecords))
        {
            var text = new TxtRecord("one of very many");
            var owner = response.Questions[0].Name;
            response = response with { Additionals = [.. response.Additionals, .. Enumerable.Repeat(new DnsRecord(owner, 60, text), Many)] };
        }

        if (face.Has(DnsTrouble.HostileLabels))
        {
            var owner = DnsName.Parse(@"\027[31m<script>alert\(1\)</script>\000.\010\013.example");
            response = response with { Additionals = [.. response.Additionals, new DnsRecord(owner, 60, new TxtRecord("=cmd|' /C calc'!A0"))] };
        }

        return response;
    }
}
