using System.Collections.Concurrent;
using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>
/// What is remembered of servers: how quick they are, whether they were silent or lame, whether they know EDNS. It only orders whom to
/// ask first and how; nobody is left out because of it, since a measurement must not rest on an earlier failure.
/// </summary>
internal sealed class ServerMemory(TimeProvider time)
{
    /// <summary>A server that was bad is tried in its turn again after this long.</summary>
    private static readonly TimeSpan Grudge = TimeSpan.FromMinutes(1);

    private const int MaxServers = 50_000;

    private readonly ConcurrentDictionary<IPAddress, Past> _pasts = new();

    public bool KnowsEdns(IPAddress address) => !_pasts.TryGetValue(address, out Past? past) || !past.WithoutEdns;

    /// <summary>The order in which to ask for a zone: quick ones first, unknown ones among the quick, bad ones last.</summary>
    public double Rank(IPAddress address, DnsName zone)
    {
        if (!_pasts.TryGetValue(address, out Past? past))
        {
            return 20 + Random.Shared.Next(60);
        }

        bool bad = past.BadUntil > time.GetUtcNow() && (past.LameFor is null || past.LameFor == zone);
        return past.Milliseconds + (bad ? 100_000 : 0);
    }

    public void Note(DnsExchange exchange, DnsName zone, bool lame)
    {
        if (_pasts.Count >= MaxServers)
        {
            _pasts.Clear();
        }

        bool silent = !exchange.Answered;
        double took = exchange.Duration.TotalMilliseconds;
        _pasts.AddOrUpdate(
            exchange.Server.Address,
            _ => Judge(new Past(took, null, null, false), exchange, zone, lame, silent),
            // A quarter of the new value: as TCP smooths its round trips.
            (_, past) => Judge(past with { Milliseconds = (past.Milliseconds * 0.75) + (took * 0.25) }, exchange, zone, lame, silent));
    }

    private Past Judge(Past past, DnsExchange exchange, DnsName zone, bool lame, bool silent) => past with
    {
        BadUntil = silent || lame ? time.GetUtcNow() + Grudge : null,
        LameFor = lame ? zone : null,
        WithoutEdns = past.WithoutEdns || exchange.EdnsRefused,
    };

    private sealed record Past(double Milliseconds, DateTimeOffset? BadUntil, DnsName? LameFor, bool WithoutEdns);
}
