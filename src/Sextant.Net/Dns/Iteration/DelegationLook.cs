using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>Finds the zone of a name, and asks a zone's parent what it says of the zone.</summary>
internal sealed class DelegationLook(DnsTransport transport, IterativeOptions options, ResolverCache cache, Walker walker)
{
    private const int DnsPort = 53;

    /// <summary>Names of one delegation that are kept. 64: they are compared with the zone's own, none is looked up for it.</summary>
    private const int MostNames = 64;

    public async ValueTask<ZoneCutAnswer> ZoneCutAsync(DnsName host, Work work)
    {
        Found? deepest = null;
        for (DnsName? name = host; name is not null; name = name.Parent)
        {
            Found found = await walker.FindAsync(name, DnsType.Soa, work).ConfigureAwait(false);
            if (found.Kind == ReplyKind.Alias)
            {
                // What is an alias is not the top of a zone (RFC 1034 section 3.6.2): its zone is that of the name above.
                continue;
            }

            deepest ??= found;
            return found.Kind switch
            {
                ReplyKind.Answer => new ZoneCutAnswer { Zone = name },
                ReplyKind.NoData or ReplyKind.NxDomain => new ZoneCutAnswer { Zone = found.Known!.Reply.Soa?.Owner ?? found.Zone.Zone },
                _ => new ZoneCutAnswer { Zone = found.Zone.Zone, Failure = found.Failure, Stop = found.Stop },
            };
        }

        return new ZoneCutAnswer { Failure = Failure.DnsNoServers };
    }

    public async ValueTask<DelegationAnswer> LookAsync(DnsName zone, Work work)
    {
        var answer = new DelegationAnswer { Zone = zone };
        if (zone.Parent is not { } above)
        {
            return answer with { Failure = Failure.DnsNoData };
        }

        ZoneCutAnswer cut = await ZoneCutAsync(above, work).ConfigureAwait(false);
        if (cut.Zone is not { } parent || cut.Failure is not null)
        {
            return answer with { Parent = cut.Zone, Failure = cut.Failure, Steps = work.Steps };
        }

        IReadOnlyList<Contender> servers = await ParentServersAsync(parent, work).ConfigureAwait(false);
        ParentSaid[] said = await Task.WhenAll(servers.Select(s => AskAsync(s, parent, zone, work.Cancellation))).ConfigureAwait(false);
        Found ds = await walker.FindAsync(zone, DnsType.Ds, work).ConfigureAwait(false);
        return Sum(answer with { Parent = parent, Servers = said, Steps = work.Steps }) with
        {
            Ds = ds.Kind == ReplyKind.Answer ? ds.Known!.Reply.Records : [],
            DsFailure = ds.Kind switch { ReplyKind.Answer => null, ReplyKind.Failed => ds.Failure, _ => Failure.DnsNoData },
        };
    }

    private static DelegationAnswer Sum(DelegationAnswer answer)
    {
        IEnumerable<GlueOf> glue = answer.Servers.SelectMany(s => s.Glue).GroupBy(g => g.Name)
            .Select(g => new GlueOf(g.Key, Ordered(g.SelectMany(a => a.Addresses))))
            .OrderBy(g => g.Name.ToString(), StringComparer.Ordinal);
        return answer with
        {
            NameServers = [.. answer.Servers.SelectMany(s => s.NameServers).Distinct().OrderBy(n => n.ToString(), StringComparer.Ordinal)],
            Glue = [.. glue],
            Failure = Overall(answer.Servers),
        };
    }

    /// <summary>None when one server named servers; else what a server said before what none said.</summary>
    private static Failure? Overall(IReadOnlyList<ParentSaid> said) =>
        said.Count == 0 ? Failure.DnsNoServers
        : said.Any(s => s.Failure is null) ? null
        : said.OrderBy(s => s.Failure is Failure.DnsNxdomain or Failure.DnsNoData ? 0 : s.Exchange.Answered ? 1 : 2).First().Failure;

    private static IReadOnlyList<IPAddress> Ordered(IEnumerable<IPAddress> addresses) =>
        [.. addresses.Distinct().OrderBy(a => (int)a.AddressFamily).ThenBy(a => Convert.ToHexString(a.GetAddressBytes()), StringComparer.Ordinal)];

    /// <summary>
    /// The parent's servers at all their addresses. Glue is completed from the zones themselves: a parent whose own glue lacks a family
    /// is asked over that family all the same.
    /// </summary>
    private async ValueTask<IReadOnlyList<Contender>> ParentServersAsync(DnsName parent, Work work)
    {
        var contenders = new List<Contender>();
        foreach (NamedServer server in (await ServersOfAsync(parent, work).ConfigureAwait(false)).Take(options.MaxParentServers))
        {
            var addresses = new HashSet<IPAddress>(server.Glue.Where(a => options.Families.Allows(a)));
            foreach (DnsType type in options.Families.AddressTypes().Where(t => !server.Glue.Any(a => TypeOf(a) == t)))
            {
                Found found = await walker.FindAsync(server.Name, type, work).ConfigureAwait(false);
                addresses.UnionWith(found.Kind == ReplyKind.Answer ? found.Known!.Reply.Records.Select(Reply.AddressOf).OfType<IPAddress>() : []);
            }

            contenders.AddRange(addresses.Select(a => new Contender(server.Name, a)));
        }

        return contenders;
    }

    /// <summary>The delegation where one was met; a zone on its parent's own servers is met without, and says itself who serves it.</summary>
    private async ValueTask<IReadOnlyList<NamedServer>> ServersOfAsync(DnsName zone, Work work)
    {
        if (cache.Zone(zone) is { } met)
        {
            return met.Servers;
        }

        Found found = await walker.FindAsync(zone, DnsType.Ns, work).ConfigureAwait(false);
        return found.Kind == ReplyKind.Answer
            ? [.. found.Known!.Reply.Records.Select(r => new NamedServer(((NsRecord)r.RData).Host, []))]
            : found.Zone.Servers;
    }

    private static DnsType TypeOf(IPAddress address) => FamilyMode.V4Only.Allows(address) ? DnsType.A : DnsType.Aaaa;

    private async Task<ParentSaid> AskAsync(Contender server, DnsName parent, DnsName zone, CancellationToken cancellation)
    {
        DnsExchange exchange = await transport.AskAsync(
            new IPEndPoint(server.Address, DnsPort), new DnsQuestion(zone, DnsType.Ns),
            DnsAskOptions.Authoritative with { Timeout = options.AttemptTimeout * 2 }, cancellation).ConfigureAwait(false);
        var said = new ParentSaid { Server = server.Server, Exchange = exchange, Failure = exchange.Failure };
        if (exchange is not { Message: { } message, Failure: null })
        {
            return said;
        }

        bool fromChild = message.Answers.Any(r => r.RData is NsRecord && r.Owner == zone);
        DnsName[] names = [.. (fromChild ? message.Answers : message.Authorities)
            .Where(r => r.RData is NsRecord && r.Owner == zone && r.Class == DnsClass.In)
            .Select(r => ((NsRecord)r.RData).Host).Distinct().Take(MostNames)];
        return said with
        {
            FromChild = fromChild,
            NameServers = names,
            Failure = names.Length > 0 ? null : message.Authoritative ? Failure.DnsNoData : Failure.DnsLame,
            Glue = [.. names.Select(n => new GlueOf(n, Reply.GlueFor(message, n, parent))).Where(g => g.Addresses.Count > 0)],
        };
    }
}
