using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>An answer as it was found: with the zone and the steps it rests on.</summary>
internal sealed record KnownReply(Reply Reply, ZoneServers Zone, IterativeStep Step);

/// <summary>
/// What was learnt: answers of the zones themselves, and delegations. Glue stays with its delegation and never becomes an answer
/// (RFC 2181 section 5.4.1).
/// </summary>
internal sealed class ResolverCache(IterativeOptions options, TimeProvider time)
{
    private readonly Generations<(DnsName Name, DnsType Type), KnownReply> _answers = new(options.MaxCacheEntries, time);
    private readonly Generations<DnsName, ZoneServers> _zones = new(options.MaxCacheEntries, time);
    private readonly ZoneServers _root = ZoneServers.OfRoot(options.RootHints);

    public KnownReply? Answer(DnsName name, DnsType type) =>
        _answers.TryGet((name, type), out KnownReply? known) ? known : null;

    public void Keep(DnsName name, DnsType type, KnownReply known)
    {
        if (known.Reply.Ttl is { } ttl)
        {
            _answers.Put((name, type), known with { Step = known.Step.Remembered }, Bounded(ttl));
        }
    }

    /// <summary>The deepest zone known that a question belongs to: for DS it is above the name (RFC 4035 section 3.1.4.1).</summary>
    public ZoneServers Deepest(DnsName name, DnsType type)
    {
        for (DnsName? at = type == DnsType.Ds ? name.Parent : name; at is not null; at = at.Parent)
        {
            if (Zone(at) is { } zone)
            {
                return zone;
            }
        }

        return _root;
    }

    public ZoneServers? Zone(DnsName zone) =>
        zone.IsRoot ? _root : _zones.TryGet(zone, out ZoneServers? known) ? known : null;

    public void Keep(ZoneServers zone, uint ttl) => _zones.Put(zone.Zone, zone, Bounded(ttl));

    private TimeSpan Bounded(uint ttl) => ttl < options.MaxTtl.TotalSeconds ? TimeSpan.FromSeconds(ttl) : options.MaxTtl;
}
