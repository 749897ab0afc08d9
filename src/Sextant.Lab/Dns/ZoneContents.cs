using System.Net;
using Sextant.Lab.Serving;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>A zone as its servers hold it: records by owner and type, and the cuts where other zones begin.</summary>
internal sealed class ZoneContents(DnsName origin, SoaRecord soa, uint ttl)
{
    private readonly Dictionary<DnsName, Dictionary<DnsType, List<DnsRecord>>> _records = [];
    private readonly Dictionary<DnsName, Cut> _cuts = [];
    private readonly Dictionary<DnsName, IPAddress[][]> _alternating = [];
    private readonly HashSet<DnsName> _names = [origin];

    public DnsName Origin => origin;

    public uint Ttl => ttl;

    public DnsRecord Soa(uint? serial) => new(origin, ttl, serial is { } other
        ? new SoaRecord(soa.Primary, soa.Mailbox, other, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum)
        : soa);

    public void Add(DnsRecord record)
    {
        if (!_records.TryGetValue(record.Owner, out var types))
        {
            _records[record.Owner] = types = [];
        }

        if (!types.TryGetValue(record.Type, out var set))
        {
            types[record.Type] = set = [];
        }

        if (!set.Any(r => r.RData == record.RData))
        {
            set.Add(record);
        }

        AddNames(record.Owner);
    }

    public void AddAddresses(DnsName owner, IEnumerable<IPAddress> addresses)
    {
        foreach (var record in AddressRecords.Of(owner, addresses, ttl))
        {
            Add(record);
        }
    }

    public void Alternate(DnsName owner, IPAddress[][] sets)
    {
        _alternating[owner] = sets;
        AddNames(owner);
    }

    public void AddCut(DnsName child, Cut cut)
    {
        _cuts[child] = cut;
        AddNames(child);
    }

    /// <summary>The cut at or above this name, when the name lies below a delegation.</summary>
    public (DnsName Child, Cut Cut)? FindCut(DnsName name)
    {
        for (var at = name; at is not null && at != origin; at = at.Parent)
        {
            if (_cuts.TryGetValue(at, out var cut))
            {
                return (at, cut);
            }
        }

        return null;
    }

    /// <summary>Whether the name exists, be it as an empty non-terminal (RFC 8020).</summary>
    public bool Exists(DnsName name) => _names.Contains(name);

    public IReadOnlyList<DnsRecord> Find(DnsName name, DnsType type, Counters counters)
    {
        if (type is DnsType.A or DnsType.Aaaa && _alternating.TryGetValue(name, out var sets))
        {
            var set = sets[counters.Next("alternates", name + "/" + type) % sets.Length];
            return [.. AddressRecords.Of(name, set, 0).Where(r => r.Type == type)];
        }

        return _records.TryGetValue(name, out var types) && types.TryGetValue(type, out var records) ? records : [];
    }

    /// <summary>The DNAME above this name, if there is one in the zone.</summary>
    public DnsRecord? FindDname(DnsName name)
    {
        for (var at = name.Parent; at is not null && at.IsSubdomainOf(origin); at = at.Parent)
        {
            if (_records.TryGetValue(at, out var types) && types.TryGetValue(DnsType.Dname, out var found))
            {
                return found[0];
            }
        }

        return null;
    }

    private void AddNames(DnsName owner)
    {
        for (var at = owner; at is not null && at.IsSubdomainOf(origin) && _names.Add(at); at = at.Parent)
        {
        }
    }
}

/// <summary>A delegation as the parent holds it.</summary>
/// <param name="Servers">The NS set.</param>
/// <param name="Glue">Addresses of servers below the cut.</param>
internal sealed record Cut(IReadOnlyList<DnsRecord> Servers, IReadOnlyList<DnsRecord> Glue);
