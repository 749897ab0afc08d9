using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>What an answer means to a resolver that asked a zone's server.</summary>
internal enum ReplyKind
{
    Answer,
    Alias,
    NoData,
    NxDomain,
    Referral,
    Lame,
    Failed,
}

/// <summary>
/// An answer, read with suspicion: only what lies in the zone of the server asked is looked at (RFC 2181 section 5.4.1, RFC 5452 section 6).
/// </summary>
internal sealed record Reply(ReplyKind Kind)
{
    /// <summary>Addresses taken for one name: a list of hundreds is not of use.</summary>
    private const int MaxAddresses = 16;

    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    public DnsName? AliasTarget { get; init; }

    /// <summary>Name servers of the zone referred to.</summary>
    public ZoneServers? Referral { get; init; }

    /// <summary>The SOA of a negative answer.</summary>
    public DnsRecord? Soa { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>How long it may be kept; null when it may not.</summary>
    public uint? Ttl { get; init; }

    public bool IsUsable => Kind is not (ReplyKind.Lame or ReplyKind.Failed);

    public static Reply Read(DnsExchange exchange, DnsName zone, int maxServers)
    {
        if (exchange.Message is not { } message || exchange.Failure is not (null or Wire.Failure.DnsNxdomain))
        {
            return new Reply(ReplyKind.Failed) { Failure = exchange.Failure };
        }

        DnsQuestion question = exchange.Question;
        DnsRecord[] answers = [.. InBailiwick(message.Answers, zone)];
        DnsRecord[] found = [.. answers.Where(r => r.Type == question.Type && r.Owner == question.Name)];
        if (found.Length > 0)
        {
            return new Reply(ReplyKind.Answer) { Records = found, Ttl = found.Min(r => r.UsableTtl) };
        }

        // Only the first alias is taken from an answer: its target is looked up from the top, in the zone that it belongs to.
        if (question.Type != DnsType.Cname && AliasChain.NextOf(answers, question.Name) is { } target)
        {
            return new Reply(ReplyKind.Alias) { AliasTarget = target, Ttl = answers.Min(r => r.UsableTtl) };
        }

        return Negative(message, question, zone, maxServers);
    }

    private static Reply Negative(DnsMessage message, DnsQuestion question, DnsName zone, int maxServers)
    {
        DnsRecord? soa = InBailiwick(message.Authorities, zone).FirstOrDefault(r => r.RData is SoaRecord && question.Name.IsSubdomainOf(r.Owner));
        // RFC 2308 section 5: the TTL of a negative answer is the lesser of the SOA's minimum and its own TTL.
        uint? ttl = soa is null ? null : Math.Min(((SoaRecord)soa.RData).Minimum, soa.UsableTtl);
        bool proper = soa is not null || message.Authoritative;
        if (message.Rcode == DnsRcode.NxDomain)
        {
            return proper ? new Reply(ReplyKind.NxDomain) { Soa = soa, Ttl = ttl } : Lame();
        }

        if (soa is null && Referred(message, question, zone, maxServers) is { } referral)
        {
            return referral;
        }

        return proper ? new Reply(ReplyKind.NoData) { Soa = soa, Ttl = ttl } : Lame();
    }

    private static Reply? Referred(DnsMessage message, DnsQuestion question, DnsName zone, int maxServers)
    {
        DnsRecord[] servers = [.. InBailiwick(message.Authorities, zone)
            .Where(r => r.RData is NsRecord && r.Owner != zone && question.Name.IsSubdomainOf(r.Owner))];
        if (servers.Length == 0)
        {
            return null;
        }

        DnsName child = servers[0].Owner;
        if (question.Type == DnsType.Ds && child == question.Name)
        {
            // A server that does not know DS refers to the child, who would not know either: there is none.
            return new Reply(ReplyKind.NoData);
        }

        servers = [.. servers.Where(r => r.Owner == child)];
        NamedServer[] named = [.. servers.Select(r => ((NsRecord)r.RData).Host).Distinct().Take(maxServers)
            .Select(host => new NamedServer(host, GlueFor(message, host, zone)))];
        return new Reply(ReplyKind.Referral) { Referral = new ZoneServers(child, named), Ttl = servers.Min(r => r.UsableTtl) };
    }

    /// <summary>Addresses that came along, where the asked server's zone has a say in that name.</summary>
    public static IReadOnlyList<IPAddress> GlueFor(DnsMessage message, DnsName host, DnsName zone) =>
    [
        .. InBailiwick(message.Additionals, zone).Where(r => r.Owner == host)
            .Select(AddressOf).OfType<IPAddress>().Distinct().Take(MaxAddresses),
    ];

    public static IPAddress? AddressOf(DnsRecord record) => record.RData switch
    {
        ARecord a => a.Address,
        AaaaRecord aaaa => aaaa.Address,
        _ => null,
    };

    private static Reply Lame() => new(ReplyKind.Lame) { Failure = Wire.Failure.DnsLame };

    private static IEnumerable<DnsRecord> InBailiwick(IReadOnlyList<DnsRecord> records, DnsName zone) =>
        records.Where(r => r.Class == DnsClass.In && r.Owner.IsSubdomainOf(zone));
}
