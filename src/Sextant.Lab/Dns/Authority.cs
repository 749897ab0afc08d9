using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>What a server in good order answers from a zone: the algorithm of RFC 1034 section 4.3.2 with DNAME (RFC 6672) and wildcards (RFC 4592).</summary>
internal sealed class Authority(ZoneContents zone, DnsMessage query, uint? serial, Counters counters)
{
    // An alias chain inside one zone; the observer's own bound is lower.
    private const int LongestChain = 12;

    private readonly List<DnsRecord> _answers = [];

    public DnsMessage Answer()
    {
        var question = query.Questions[0];
        var name = question.Name;
        for (int i = 0; i < LongestChain; i++)
        {
            if (zone.FindCut(name) is { } below && !(below.Child == name && question.Type == DnsType.Ds))
            {
                return Refer(below.Cut);
            }

            var next = Step(name, question.Type);
            if (next is null)
            {
                return Final(name);
            }

            name = next;
            if (!name.IsSubdomainOf(zone.Origin))
            {
                break;
            }
        }

        return query.Respond() with { Authoritative = true, Answers = _answers };
    }

    /// <summary>Adds what the zone has for this name; the name to go on with when it is an alias.</summary>
    private DnsName? Step(DnsName name, DnsType type)
    {
        if (type == DnsType.Soa && name == zone.Origin)
        {
            _answers.Add(zone.Soa(serial) with { Owner = name });
            return null;
        }

        var owner = zone.Exists(name) ? name : Wildcard(name);
        if (owner is not null)
        {
            // The owner is written as it was asked, so that the case of the question is kept.
            var found = zone.Find(owner, type, counters);
            _answers.AddRange(found.Select(r => r with { Owner = name }));
            if (found.Count == 0 && type != DnsType.Cname && zone.Find(owner, DnsType.Cname, counters) is [var alias, ..])
            {
                _answers.Add(alias with { Owner = name });
                return ((CnameRecord)alias.RData).Target;
            }

            return null;
        }

        if (zone.FindDname(name) is { RData: DnameRecord dname } record && name.TryReplaceSuffix(record.Owner, dname.Target, out var target))
        {
            _answers.Add(record);
            _answers.Add(new DnsRecord(name, record.Ttl, new CnameRecord(target)));
            return target;
        }

        return null;
    }

    private DnsName? Wildcard(DnsName name)
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

    private DnsMessage Final(DnsName name)
    {
        bool exists = zone.Exists(name) || Wildcard(name) is not null;
        var type = query.Questions[0].Type;
        bool found = _answers.Any(r => r.Type == type);
        return query.Respond(exists || found ? DnsRcode.NoError : DnsRcode.NxDomain) with
        {
            Authoritative = true,
            Answers = _answers,
            Authorities = found ? [] : [zone.Soa(serial)],
            Additionals = found ? Additionals() : [],
        };
    }

    private List<DnsRecord> Additionals()
    {
        var additionals = new List<DnsRecord>();
        foreach (var host in _answers.Select(r => (r.RData as NsRecord)?.Host ?? (r.RData as MxRecord)?.Exchange))
        {
            if (host is not null && host.IsSubdomainOf(zone.Origin) && zone.FindCut(host) is null)
            {
                additionals.AddRange(zone.Find(host, DnsType.Aaaa, counters));
                additionals.AddRange(zone.Find(host, DnsType.A, counters));
            }
        }

        return additionals;
    }

    private DnsMessage Refer(Cut cut) => query.Respond() with
    {
        Authoritative = _answers.Count > 0,
        Answers = _answers,
        Authorities = cut.Servers,
        Additionals = cut.Glue,
    };
}
