using System.Net;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Dns;

/// <summary>The script of the world's recursive resolvers. Without a word they are dual-stack, answer everybody and alter nothing.</summary>
public sealed class ResolverScript
{
    private readonly List<(DnsName Name, DnsType? Type)> _bogus = [];
    private readonly Dictionary<string, int> _failing = [];
    private readonly Dictionary<string, IPAddress[]> _rebinding = [];

    internal ResolverScript()
    {
    }

    /// <summary>The well-known prefix of RFC 6052 when DNS64 is on.</summary>
    internal IPNetwork? Dns64Prefix { get; private set; }

    internal bool Dead { get; private set; }

    /// <summary>Validation fails for the name and all below it (for one type only): SERVFAIL unless the question says CD=1.</summary>
    public ResolverScript Bogus(string name, DnsType? type = null)
    {
        _bogus.Add((DnsName.Parse(Names.Fold(name)), type));
        return this;
    }

    /// <summary>Answers the first questions for this very name with SERVFAIL, whatever CD says, and answers properly from then on.</summary>
    public ResolverScript FailsFirst(string name, int times = 1)
    {
        _failing[Names.Fold(name)] = times;
        return this;
    }

    /// <summary>
    /// The name rebinds: the first question of each type gets what the zone holds, all that follow get these addresses,
    /// until nobody has asked for half a minute.
    /// </summary>
    public ResolverScript Rebinds(string name, params string[] then)
    {
        _rebinding[Names.Fold(name)] = [.. then.Select(IPAddress.Parse)];
        return this;
    }

    /// <summary>Makes AAAA records of A records for names that have none (RFC 6147), <c>ipv4only.arpa</c> included (RFC 7050).</summary>
    public ResolverScript Dns64()
    {
        Dns64Prefix = IPNetwork.Parse("64:ff9b::/96");
        return this;
    }

    /// <summary>Answers everything with SERVFAIL.</summary>
    public ResolverScript IsDead()
    {
        Dead = true;
        return this;
    }

    internal bool IsBogus(DnsQuestion question) =>
        _bogus.Any(b => (b.Type is null || b.Type == question.Type) && question.Name.IsSubdomainOf(b.Name));

    internal int FailsFirst(DnsName name) => _failing.GetValueOrDefault(name.ToString());

    internal IReadOnlyList<IPAddress>? RebindsTo(DnsName name) => _rebinding.GetValueOrDefault(name.ToString());

    internal ResolverScript Copy()
    {
        var copy = new ResolverScript { Dns64Prefix = Dns64Prefix, Dead = Dead };
        copy._bogus.AddRange(_bogus);
        foreach (var (name, times) in _failing)
        {
            copy._failing[name] = times;
        }

        foreach (var (name, then) in _rebinding)
        {
            copy._rebinding[name] = then;
        }

        return copy;
    }
}
