using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>
/// The script of a zone. Without a word it has two healthy name servers, <c>ns1</c> and <c>ns2</c>, of its own, and is delegated
/// from the closest zone above with the right glue. An owner is <c>@</c>, a name below the zone, or a full name;
/// a target without a dot is below the zone.
/// </summary>
public sealed class ZoneScript
{
    private readonly Func<string, Action<NameServerScript>?, NameServerScript> _server;
    private readonly List<DnsRecord> _records = [];
    private readonly List<string> _servers = [];
    private readonly List<(string Owner, IPAddress[][] Sets)> _alternating = [];
    private readonly List<(string Host, Family? Family)> _withoutGlue = [];
    private readonly Dictionary<string, IPAddress[]> _glue = [];
    private readonly HashSet<string> _hidden = [];
    private string[]? _parentServers;

    internal ZoneScript(Func<string, Action<NameServerScript>?, NameServerScript> server, string name)
    {
        _server = server;
        Name = Names.Fold(name);
        Origin = DnsName.Parse(Name.Length == 0 ? "." : Name);
    }

    /// <summary>The zone's name, lower case, without trailing dot; empty for the root.</summary>
    public string Name { get; }

    internal DnsName Origin { get; }

    internal uint SerialNumber { get; private set; } = 2026112101;

    internal uint Ttl { get; private set; } = 300;

    internal IReadOnlyList<DnsRecord> Records => _records;

    internal IReadOnlyList<string> Servers => _servers;

    internal IReadOnlyList<string> ParentServers => _parentServers ?? [.. _servers];

    internal IReadOnlyList<(string Owner, IPAddress[][] Sets)> Alternating => _alternating;

    /// <summary>Adds a name server; the first one takes the place of ns1 and ns2. The script is that of the host, wherever else it serves.</summary>
    public ZoneScript Ns(string host, Action<NameServerScript>? script = null)
    {
        string name = Target(host);
        _servers.Add(name);
        if (script is not null || name.EndsWith("." + Name, StringComparison.Ordinal))
        {
            _server(name, script);
        }

        return this;
    }

    /// <summary>Changes the two name servers that the zone has without a word (or those named so far).</summary>
    public ZoneScript EachServer(Action<NameServerScript> script)
    {
        Settle();
        foreach (string server in _servers)
        {
            _server(server, script);
        }

        return this;
    }

    /// <summary>The NS set that the parent has, when it differs from the zone's own.</summary>
    public ZoneScript ParentNs(params string[] hosts)
    {
        _parentServers = [.. hosts.Select(Target)];
        foreach (string host in _parentServers.Where(h => h.EndsWith("." + Name, StringComparison.Ordinal)))
        {
            _server(host, null);
        }

        return this;
    }

    /// <summary>The glue that the parent has for a name server, when it differs from the truth.</summary>
    public ZoneScript Glue(string host, params string[] addresses)
    {
        _glue[Target(host)] = [.. addresses.Select(IPAddress.Parse)];
        return this;
    }

    /// <summary>The parent has no glue for a name server (of one family).</summary>
    public ZoneScript WithoutGlue(string host, Family? family = null)
    {
        _withoutGlue.Add((Target(host), family));
        return this;
    }

    /// <summary>The zone itself does not hold the addresses of a name server, as the parent does; the lines of the zone may say others.</summary>
    public ZoneScript HidesAddressesOf(string host)
    {
        _hidden.Add(Target(host));
        return this;
    }

    /// <summary>Adds IPv4 addresses.</summary>
    public ZoneScript A(string owner, params string[] addresses) => Add(owner, addresses.Select(a => new ARecord(IPAddress.Parse(a))));

    /// <summary>Adds IPv6 addresses.</summary>
    public ZoneScript Aaaa(string owner, params string[] addresses) => Add(owner, addresses.Select(a => new AaaaRecord(IPAddress.Parse(a))));

    /// <summary>Answers change from question to question, set after set, as those of servers that share their load.</summary>
    public ZoneScript Alternates(string owner, params string[][] sets)
    {
        _alternating.Add((Owner(owner), [.. sets.Select(s => s.Select(IPAddress.Parse).ToArray())]));
        return this;
    }

    /// <summary>Makes the owner an alias.</summary>
    public ZoneScript Cname(string owner, string target) => Add(owner, [new CnameRecord(DnsName.Parse(Target(target)))]);

    /// <summary>Makes everything below the owner an alias.</summary>
    public ZoneScript Dname(string owner, string target) => Add(owner, [new DnameRecord(DnsName.Parse(Target(target)))]);

    /// <summary>Adds a mail exchange.</summary>
    public ZoneScript Mx(string owner, ushort preference, string host) => Add(owner, [new MxRecord(preference, DnsName.Parse(Target(host)))]);

    /// <summary>Adds a text.</summary>
    public ZoneScript Txt(string owner, string text) => Add(owner, [new TxtRecord(text)]);

    /// <summary>Adds a pointer.</summary>
    public ZoneScript Ptr(string owner, string host) => Add(owner, [new PtrRecord(DnsName.Parse(Target(host)))]);

    /// <summary>Adds any record.</summary>
    public ZoneScript Record(string owner, RData data) => Add(owner, [data]);

    /// <summary>The zone's serial.</summary>
    public ZoneScript Serial(uint serial)
    {
        SerialNumber = serial;
        return this;
    }

    /// <summary>The time to live of what follows.</summary>
    public ZoneScript TimeToLive(uint seconds)
    {
        Ttl = seconds;
        return this;
    }

    /// <summary>Takes back every record of this owner (and type) that this script has added.</summary>
    public ZoneScript Remove(string owner, DnsType? type = null)
    {
        var name = DnsName.Parse(Owner(owner));
        _records.RemoveAll(r => r.Owner == name && (type is null || r.Type == type));
        return this;
    }

    internal bool Hides(string host) => _hidden.Contains(host);

    internal IReadOnlyList<IPAddress> GlueOf(string host, IReadOnlyList<IPAddress> truth)
    {
        var glue = _glue.GetValueOrDefault(host) ?? truth;
        return [.. glue.Where(a => !_withoutGlue.Any(w => w.Host == host && (w.Family is null || w.Family == Where.FamilyOf(a))))];
    }

    internal void Settle()
    {
        if (_servers.Count == 0)
        {
            Ns("ns1").Ns("ns2");
        }
    }

    internal string Owner(string owner)
    {
        string folded = Names.Fold(owner);
        bool full = owner.EndsWith('.') || folded == Name || folded.EndsWith("." + Name, StringComparison.Ordinal);
        return folded == "@" ? (Name.Length == 0 ? "." : Name) : full || Name.Length == 0 ? folded : folded + "." + Name;
    }

    private string Target(string host) => host.Contains('.', StringComparison.Ordinal) ? Names.Fold(host) : Owner(host);

    private ZoneScript Add(string owner, IEnumerable<RData> data)
    {
        var name = DnsName.Parse(Owner(owner));
        _records.AddRange(data.Select(d => new DnsRecord(name, Ttl, d)));
        return this;
    }
}
