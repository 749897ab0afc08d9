using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<(DnsName Name, DnsType Type), (KnownReply Value, DateTimeOffset Until)> _answers = new();
    private readonly ConcurrentDictionary<DnsName, (ZoneServers Value, DateTimeOffset Until)> _zones = new();
    private readonly ZoneServers _root = ZoneServers.OfRoot(options.RootHints);

    public KnownReply? Answer(DnsName name, DnsType type) =>
        _answers.TryGetValue((name, type), out var entry) && entry.Until > time.GetUtcNow() ? entry.Value : null;

    public void Keep(DnsName name, DnsType type, KnownReply known)
    {
        if (known.Reply.Ttl is { } ttl)
        {
            Put(_answers, (name, type), known, Bounded(ttl));
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
        zone.IsRoot ? _root : _zones.TryGetValue(zone, out var entry) && entry.Until > time.GetUtcNow() ? entry.Value : null;

    public void Keep(ZoneServers zone, uint ttl) => Put(_zones, zone.Zone, zone, Bounded(ttl));

    private TimeSpan Bounded(uint ttl) => ttl < options.MaxTtl.TotalSeconds ? TimeSpan.FromSeconds(ttl) : options.MaxTtl;

    private void Put<TKey, TValue>(ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> into, TKey key, TValue value, TimeSpan life)
        where TKey : notnull
    {
        DateTimeOffset now = time.GetUtcNow();
        if (into.Count >= options.MaxCacheEntries)
        {
            Evict(into, now);
        }

        into[key] = (value, now + life);
    }

    /// <summary>Drops what has expired, and when that is not an eighth, as much again in no order: cheap, and rare.</summary>
    private void Evict<TKey, TValue>(ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> from, DateTimeOffset now)
        where TKey : notnull
    {
        int spare = options.MaxCacheEntries / 8;
        foreach (var pair in from.Where(p => p.Value.Until <= now).Concat(from.Take(spare)))
        {
            if (from.Count <= options.MaxCacheEntries - spare)
            {
                return;
            }

            from.TryRemove(pair.Key, out _);
        }
    }
}
