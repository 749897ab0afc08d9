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

    /// <summary>Silence to a question with EDNS and an answer without it may be a lost packet once, and hardly twice.</summary>
    private const int EdnsDoubt = 2;

    private const int MaxServers = 50_000;

    private readonly ConcurrentDictionary<IPAddress, Past> _pasts = new();

    public bool KnowsEdns(IPAddress address) => !_pasts.TryGetValue(address, out Past? past) || past.EdnsFailures < EdnsDoubt;

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

    /// <param name="plain">The server was asked without EDNS because with it nothing came.</param>
    public void Note(DnsExchange exchange, DnsName zone, bool lame, bool plain)
    {
        if (_pasts.Count >= MaxServers)
        {
            _pasts.Clear();
        }

        bool silent = !exchange.Answered;
        double took = exchange.Duration.TotalMilliseconds;
        _pasts.AddOrUpdate(exchange.Server.Address, _ => Judge(new Past(took)), (_, past) => Judge(past.Smoothed(took)));

        Past Judge(Past past) => past with
        {
            BadUntil = silent || lame ? time.GetUtcNow() + Grudge : null,
            LameFor = lame ? zone : null,
            EdnsFailures = exchange.EdnsRefused ? EdnsDoubt : plain && !silent && !lame ? past.EdnsFailures + 1 : past.EdnsFailures,
        };
    }

    private sealed record Past(double Milliseconds)
    {
        public DateTimeOffset? BadUntil { get; init; }

        public DnsName? LameFor { get; init; }

        public int EdnsFailures { get; init; }

        /// <summary>A quarter of the new value: as TCP smooths its round trips.</summary>
        public Past Smoothed(double took) => this with { Milliseconds = (Milliseconds * 0.75) + (took * 0.25) };
    }
}
