using System.Net;
using Sextant.Net.Dns;
using Sextant.Net.Guard;
using Sextant.Testing.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Dns;

/// <summary>
/// A DNS tree of scripted servers behind virtual addresses. Zones are written as lines <c>owner TYPE data</c>; a server may be given
/// a script of its own instead.
/// </summary>
internal sealed class ScriptedTree : IAsyncDisposable
{
    private readonly List<ScriptedDnsServer> _servers = [];
    private readonly Dictionary<string, ScriptedDnsServer> _byAddress = [];

    public MappedNetwork Network { get; } = new();

    /// <summary>The server behind an address.</summary>
    public ScriptedDnsServer this[string address] => _byAddress[address];

    /// <summary>Serves a zone at some addresses.</summary>
    public ScriptedTree Zone(string addresses, string zone, params string[] lines)
    {
        var script = new ZoneScript(zone, lines);
        return Script(addresses, script.Answer);
    }

    /// <summary>Answers at some addresses as a script says; null is silence.</summary>
    public ScriptedTree Script(string addresses, Func<DnsMessage, DnsMessage?> answer)
    {
        foreach (string address in addresses.Split(' '))
        {
            ScriptedDnsServer server = ScriptedDnsServer.Answering(answer);
            _servers.Add(server);
            _byAddress[address] = server;
            Network.Map(address, 53, server.EndPoint);
        }

        return this;
    }

    /// <summary>A resolver whose root servers are at some addresses.</summary>
    public IterativeResolver Resolver(string roots, FamilyMode families = FamilyMode.Dual, Func<IterativeOptions, IterativeOptions>? change = null, DialGuard? guard = null)
    {
        string hints = string.Join('\n', roots.Split(' ').Select((a, i) =>
            $". 3600 NS r{i}.root.\nr{i}.root. 3600 {(a.Contains(':', StringComparison.Ordinal) ? "AAAA" : "A")} {a}"));
        var options = new IterativeOptions
        {
            RootHints = RootHints.Parse(hints),
            Families = families,
            // Longer than a busy machine's hesitation: a second server asked out of impatience would be counted.
            AttemptTimeout = TimeSpan.FromSeconds(5),
            Impatience = TimeSpan.FromSeconds(3),
        };
        return new IterativeResolver(new DnsTransport(Network, guard, pacer: null, TimeProvider.System), change?.Invoke(options) ?? options);
    }

    /// <summary>For trees in which someone is silent.</summary>
    public static IterativeOptions Quick(IterativeOptions options) =>
        options with { AttemptTimeout = TimeSpan.FromMilliseconds(500), Impatience = TimeSpan.FromMilliseconds(150) };

    public async ValueTask DisposeAsync()
    {
        foreach (ScriptedDnsServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}

/// <summary>A zone as an authoritative server answers from it (RFC 1034 section 4.3.2).</summary>
internal sealed class ZoneScript(string zone, string[] lines)
{
    private readonly DnsName _zone = DnsName.Parse(zone);
    private readonly DnsRecord[] _records = [.. lines.Select(Read)];

    public DnsMessage Answer(DnsMessage query)
    {
        DnsQuestion question = query.Question!;
        if (!question.Name.IsSubdomainOf(_zone))
        {
            return query.Respond(DnsRcode.Refused);
        }

        DnsRecord? cut = _records.FirstOrDefault(r => r.RData is NsRecord && r.Owner != _zone && question.Name.IsSubdomainOf(r.Owner)
            && !(question.Type == DnsType.Ds && question.Name == r.Owner));
        if (cut is not null)
        {
            DnsRecord[] servers = [.. _records.Where(r => r.RData is NsRecord && r.Owner == cut.Owner)];
            return query.Respond() with
            {
                Authorities = servers,
                Additionals = [.. _records.Where(r => r.Type is DnsType.A or DnsType.Aaaa && servers.Any(s => ((NsRecord)s.RData).Host == r.Owner))],
            };
        }

        DnsRecord[] answers = [.. _records.Where(r => (r.Owner == question.Name && (r.Type == question.Type || r.RData is CnameRecord))
            || (r.RData is DnameRecord && question.Name != r.Owner && question.Name.IsSubdomainOf(r.Owner)))];
        bool exists = _records.Any(r => r.Owner.IsSubdomainOf(question.Name)) || question.Name == _zone;
        return query.Respond(answers.Length > 0 || exists ? DnsRcode.NoError : DnsRcode.NxDomain) with
        {
            Authoritative = true,
            Answers = question is { Type: DnsType.Soa } && question.Name == _zone ? [Soa] : answers,
            Authorities = answers.Length > 0 ? [] : [Soa],
        };
    }

    private DnsRecord Soa => new(_zone, 60, new SoaRecord(_zone, _zone, 1, 60, 60, 60, 60));

    private static DnsRecord Read(string line)
    {
        string[] parts = line.Split(' ');
        RData data = parts[1] switch
        {
            "A" => new ARecord(IPAddress.Parse(parts[2])),
            "AAAA" => new AaaaRecord(IPAddress.Parse(parts[2])),
            "NS" => new NsRecord(DnsName.Parse(parts[2])),
            "CNAME" => new CnameRecord(DnsName.Parse(parts[2])),
            "DNAME" => new DnameRecord(DnsName.Parse(parts[2])),
            "DS" => new DsRecord(1, 13, 2, new byte[32]),
            _ => throw new FormatException(line),
        };
        return new DnsRecord(DnsName.Parse(parts[0]), 300, data);
    }
}
