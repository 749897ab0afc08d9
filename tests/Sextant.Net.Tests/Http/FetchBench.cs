using System.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Http;
using Sextant.Net.Pacing;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

/// <summary>A fetcher over a mapped network, with names that lead where a test says.</summary>
public sealed class FetchBench
{
    private readonly Dictionary<(string Name, Family Family), Queue<HostLookup>> names = [];

    public MappedNetwork Network { get; } = new();

    /// <summary>Names looked up, in order.</summary>
    public List<string> Lookups { get; } = [];

    public HttpFetcherOptions Options { get; set; } = new() { TotalTimeout = TimeSpan.FromSeconds(5), Contact = "https://measure.example/" };

    public TrustAnchors Anchors { get; set; } = TrustAnchors.System;

    public DialGuardOptions Guard { get; set; } = new();

    /// <summary>Gives a name addresses; several calls answer one after the other, the last for good.</summary>
    public FetchBench Name(string name, Family family, params string[] addresses)
    {
        var answer = new HostLookup([.. addresses.Select(IPAddress.Parse)], addresses.Length == 0 ? Failure.DnsNoData : null);
        if (!names.TryAdd((name, family), new Queue<HostLookup>([answer])))
        {
            names[(name, family)].Enqueue(answer);
        }

        return this;
    }

    /// <summary>A site on one IPv6 address, at port 80, of a scripted server.</summary>
    public FetchBench Site(string name, string address, ScriptedServer server, int port = 80)
    {
        Network.Map(address, port, server.EndPoint);
        return Name(name, Family.V6, address);
    }

    public KeptConnections? Kept { get; set; }

    public Func<FetchUrl, IPAddress, FetchOutcome?>? Known { get; set; }

    public Pacer? Pacer { get; set; }

    /// <summary>What several fetches share; null: each has its own.</summary>
    public HttpFetcher? Fetcher { get; set; }

    public HttpFetcher MakeFetcher() =>
        new(new Dialler(Network, new DialGuard(Guard), Pacer, TimeProvider.System), new TlsDialogue(Anchors, TimeProvider.System), Options, TimeProvider.System);

    public async Task<FetchOutcome> FetchAsync(string url, Family family = Family.V6, string? first = null, CancellationToken cancellation = default)
    {
        Assert.True(FetchUrl.TryParse(url, out var parsed, out var fault), fault.ToString());
        var request = new FetchRequest
        {
            Url = parsed,
            Family = family,
            FirstAddress = first is null ? null : IPAddress.Parse(first),
            Kept = Kept,
            Known = Known,
            Lookup = (name, asked, _) =>
            {
                Lookups.Add($"{name} {asked}");
                var answers = names.GetValueOrDefault((name, asked));
                return ValueTask.FromResult(answers is null ? new HostLookup([], Failure.DnsNxdomain) : answers.Count > 1 ? answers.Dequeue() : answers.Peek());
            },
        };
        var outcome = await (Fetcher ?? MakeFetcher()).FetchAsync(request, cancellation);
        // Whatever was measured: nothing but the family and the mapped test addresses was ever dialled.
        Assert.All(Network.Dialled, remote => Assert.Equal(
            family == Family.V6, remote.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6));
        return outcome;
    }
}
