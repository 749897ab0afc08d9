using Sextant.Net.Dns.Iteration;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>
/// Tells two reasons apart that look the same over one family: a name server inside its own zone without glue may have no address of the
/// family, or have one that the parent does not give. Whether it has, is asked over both families; what is not found out stays as it was.
/// </summary>
internal sealed class PathExplainer
{
    /// <summary>Name servers looked up for one explanation: it is a help to the reader, not a measurement.</summary>
    private const int MaxServers = 4;

    private readonly DnsType _type;
    private readonly Walker _both;
    private readonly int _queries;

    public PathExplainer(DnsTransport transport, IterativeOptions options)
    {
        IterativeOptions dual = options with { Families = FamilyMode.Dual };
        _type = options.Families == FamilyMode.V4Only ? DnsType.A : DnsType.Aaaa;
        _queries = options.MaxQueries / 2;
        _both = new Walker(transport, dual, new ResolverCache(dual, transport.Time), new ServerMemory(transport.Time));
    }

    public async ValueTask<PathStop?> ExplainAsync(PathStop stop, CancellationToken cancellation)
    {
        var work = new Work(_queries, cancellation);
        var servers = new List<ServerFault>();
        int asked = 0;
        foreach (ServerFault server in stop.Servers)
        {
            servers.Add(server switch
            {
                { Deeper: { } deeper } => server with { Deeper = await ExplainAsync(deeper, cancellation).ConfigureAwait(false) },
                { Fault: LinkFault.NoGlue or LinkFault.NoAddress, Failure: null } when ++asked <= MaxServers =>
                    server with { Fault = await TellAsync(server, work).ConfigureAwait(false) },
                _ => server,
            });
        }

        LinkFault fault = stop.Fault is LinkFault.NoGlue or LinkFault.NoAddress && servers.Count > 0
            ? servers.Any(s => s.Fault == LinkFault.NoGlue) ? LinkFault.NoGlue : LinkFault.NoAddress
            : stop.Fault;
        return stop with { Fault = fault, Servers = servers };
    }

    private async ValueTask<LinkFault> TellAsync(ServerFault server, Work work)
    {
        Found found = await _both.FindAsync(server.Server, _type, work).ConfigureAwait(false);
        return found.Kind switch
        {
            ReplyKind.Answer => LinkFault.NoGlue,
            ReplyKind.NoData or ReplyKind.NxDomain or ReplyKind.Alias => LinkFault.NoAddress,
            _ => server.Fault,
        };
    }
}
