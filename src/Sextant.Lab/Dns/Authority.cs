using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>What a server in good order answers from a zone: the algorithm of RFC 1034 section 4.3.2 with DNAME (RFC 6672) and wildcards (RFC 4592).</summary>
internal static class Authority
{
    // An alias chain inside one zone; the observer's own bound is lower.
    private const int LongestChain = 12;

    public static DnsMessage Answer(ZoneContents zone, DnsMessage query, uint? serial, Counters counters)
    {
        var question = query.Questions[0];
        var answers = new List<DnsRecord>();
        var name = question.Name;
        for (int i = 0; i < LongestChain; i++)
        {
            if (zone.FindCut(name) is { } below && !(below.Child == name && question.Type == DnsType.Ds))
            {
                return Refer(query, below.Cut, answers);
            }

            var next = Step(zone, name, question.Type, answers, serial, counters);
            if (next is null)
            {
                return Final(zone, query, name, answers, serial, counters);
            }

            name = next;
            if (!name.IsSubdomainOf(zone.Origin))
            {
                break;
            }
        }

        return query.Respond() with { Authoritative = true, Answers = answers };
    }

    /// <summary>Adds what the zone has for this name; the name to go on with when it is an alias.</summary>
    private static DnsName? Step(ZoneContents zone, DnsName name, DnsType type, List<DnsRecord> answers, uint? serial, Counters counters)
    {
        if (type == DnsType.Soa && name == zone.Origin)
        {
            answers.Add(zone.Soa(serial) with { Owner = name });
            return null;
        }

        var owner = zone.Exists(name) ? name : Wildcard(zone, name);
        if (owner is not null)
        {
            // The owner is written as it was asked, so that the case of the question is kept.
            var found = zone.Find(owner, type, counters);
            answers.AddRange(found.Select(r => r with { Owner = name }));
            if (found.Count == 0 && type != DnsType.Cname && zone.Find(owner, DnsType.Cname, counters) is [var alias, ..])
            {
                answers.Add(alias with { Owner = name });
                return ((CnameRecord)alias.RData).Target;
            }

            return null;
        }

        if (zone.FindDname(name) is { RData: DnameRecord dname } record && name.TryReplaceSuffix(record.Owner, dname.Target, out var target))
        {
            answers.Add(record);
            answers.Add(new DnsRecord(name, record.Ttl, new CnameRecord(target)));
            return target;
        }

        return null;
    }

    private static DnsName? Wildcard(ZoneContents zone, DnsName name)
    {
        // The closest encloser decides (RFC 4592 section 3.3.1).
        for (var at = name.Parent; at is not null && at.IsSubdomainOf(zone.Origin); at = at.Parent)
        {
            if (zone.Exists(at))
            {
                return at.TryPrepend("*", out var star) && zone.Exists(star) ? star : null;
            }
        }

        return null;
    }

    private static DnsMessage Final(
        ZoneContents zone, DnsMessage query, DnsName name, List<DnsRecord> answers, uint? serial, Counters counters)
    {
        bool exists = zone.Exists(name) || Wildcard(zone, name) is not null;
        var type = query.Questions[0].Type;
        bool found = answers.Any(r => r.Type == type);
        return query.Respond(exists || found ? DnsRcode.NoError : DnsRcode.NxDomain) with
        {
            Authoritative = true,
            Answers = answers,
            Authorities = found ? [] : [zone.Soa(serial)],
            Additionals = found ? Additionals(zone, answers, counters) : [],
        };
    }

    private static List<DnsRecord> Additionals(ZoneContents zone, List<DnsRecord> answers, Counters counters)
    {
        var additionals = new List<DnsRecord>();
        foreach (var host in answers.Select(r => (r.RData as NsRecord)?.Host ?? (r.RData as MxRecord)?.Exchange))
        {
            if (host is not null && host.IsSubdomainOf(zone.Origin) && zone.FindCut(host) is null)
            {
                additionals.AddRange(zone.Find(host, DnsType.Aaaa, counters));
                additionals.AddRange(zone.Find(host, DnsType.A, counters));
            }
        }

        return additionals;
    }

    private static DnsMessage Refer(DnsMessage query, Cut cut, List<DnsRecord> answers) => query.Respond() with
    {
        Authoritative = answers.Count > 0,
        Answers = answers,
        Authorities = cut.Servers,
        Additionals = cut.Glue,
    };
}
