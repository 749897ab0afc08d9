using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Sextant.Bench.Measuring;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Http;
using Sextant.Net.Http.Bodies;
using Sextant.Net.Tls;
using Sextant.Wire;

namespace Sextant.Bench.Web;

/// <summary>
/// What a page and a handshake cost the one who measures, against a real nginx on the other core: whole fetches and whole handshakes as probes make
/// them, guard, recording, judging of the chain and all. Processor time of this process is counted, which nginx has no part in.
/// </summary>
internal static class WebProbes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Where zgrab2 is not at hand: µs of processor time on this kind of machine on 2026-11-21, and what OpenSSL in C took beside it.
    private const double RecordedPage = 345;
    private const double RecordedHandshake = 1035;
    private const double RecordedFloor = 760;

    public static async Task<string> RunAsync()
    {
        await using WebServer server = await WebServer.StartAsync();
        var trust = TrustAnchors.OnlyPem(server.RootPem);
        ZgrabPeer? peer = BenchRun.Asked.Peers.TryGetValue("zgrab2", out string? program) ? new ZgrabPeer(program, server.Folder, WebServer.Host) : null;
        var rows = new StringBuilder();
        var ratios = new StringBuilder();
        foreach ((string family, IPAddress address) in new[] { ("IPv4", IPAddress.Loopback), ("IPv6", IPAddress.IPv6Loopback) })
        {
            bool ipv6 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
            int shakes = BenchRun.Asked.Times(1000, 20);
            int pages = BenchRun.Asked.Times(6000, 50);
            var floor = new Contender("handshake by OpenSSL in C, chain looked at", shakes, count => Task.FromResult(TlsFloor.Measure(ipv6, server.Secure, WebServer.Host, server.RootFile, count)));
            var shake = new Contender("handshake by OpenSSL, recorded and judged", shakes, Contest.Spent(Shaking(trust, address, server.Secure, TlsEngine.OpenSsl)), Ours: true);
            var page = new Contender("page over HTTP", pages, Contest.Spent(Fetching(trust, address, server.Plain, secure: false)), Ours: true);
            var peerShake = new Contender("zgrab2: handshake, chain judged", shakes, count => peer?.HandshakeAsync(ipv6, server.Secure, count) ?? Contest.Nothing);
            var peerPage = new Contender("zgrab2: page over HTTP", pages, count => peer?.PageAsync(ipv6, server.Plain, count) ?? Contest.Nothing);
            List<Contender> all =
            [
                floor,
                shake,
                peerShake,
                new("handshake by the base library, recorded and judged", shakes, Contest.Spent(Shaking(trust, address, server.Secure, TlsEngine.BaseLibrary)), Ours: true),
                new("page over HTTPS (HTTP/2)", shakes, Contest.Spent(Fetching(trust, address, server.Secure, secure: true)), Ours: true),
                page,
                peerPage,
            ];
            await Contest.InTurnsAsync(all);
            all.Where(one => one.Micros.Count > 0).ToList().ForEach(one => rows.AppendLine(CultureInfo.InvariantCulture, $"| {one.Name}, {family} | {one.Median:N0} | {one.Micros.Min():N0} | {one.Micros.Max():N0} | {one.Allocated} |"));
            _ = floor.Median ?? throw new InvalidOperationException("the handshakes in C are not built: bench/prepare");
            Compare(ratios, family, new Pair(floor, shake), new Pair(peerShake, shake), new Pair(peerPage, page));
        }

        return $"web\n\n| one | µs of processor time, median of {Contest.Rounds} rounds in turn | least | most | bytes allocated |\n|---|---:|---:|---:|---:|\n{rows}\n"
            + $"| its processor time to ours | family | | goal |\n|---|---|---:|---:|\n{ratios}";
    }

    private static void Compare(StringBuilder ratios, string family, Pair floor, Pair handshake, Pair page)
    {
        // What was recorded on a calm machine is brought to this moment's pace by OpenSSL in C, which was recorded beside it.
        double? pace = floor.Peer.Median / RecordedFloor;
        Row("OpenSSL in C: handshake", floor.Peer.Median / floor.Ours.Median, "");
        Row(Said("zgrab2: handshake", handshake), (handshake.Peer.Median ?? (RecordedHandshake * pace)) / handshake.Ours.Median, "1.0x");
        Row(Said("zgrab2: page over HTTP", page), (page.Peer.Median ?? (RecordedPage * pace)) / page.Ours.Median, "2.5x");

        string Said(string what, Pair pair) => pair.Peer.Median is null ? $"{what}, recorded" : what;
        void Row(string what, double? ratio, string goal) => ratios.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {family} | {(ratio is { } r ? $"{r:N2}x" : "not measured")} | {goal} |");
    }

    private sealed record Pair(Contender Peer, Contender Ours);

    private static Func<Task> Fetching(TrustAnchors trust, IPAddress address, int port, bool secure)
    {
        var dialler = Dialler(port);
        var fetcher = new HttpFetcher(dialler, new TlsDialogue(trust, TimeProvider.System), new HttpFetcherOptions { TotalTimeout = Patience, HeadersTimeout = Patience, ConnectTimeout = Patience, TlsTimeout = Patience }, TimeProvider.System);
        if (!FetchUrl.TryParse($"http{(secure ? "s" : "")}://{WebServer.Host}/", out FetchUrl? url, out Failure fault))
        {
            throw new UnreachableException(fault.ToString());
        }

        var request = new FetchRequest
        {
            Url = url,
            Family = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Family.V6 : Family.V4,
            FirstAddress = address,
            Lookup = (_, _, _) => throw new UnreachableException("the address is given"),
        };
        return async () =>
        {
            FetchOutcome outcome = await fetcher.FetchAsync(request, default);
            using FetchedBody? body = outcome.Body;
            if (outcome.Failure is { } failure || body!.Length != WebServer.PageLength)
            {
                throw new InvalidOperationException($"{url}: {outcome.Failure}");
            }
        };
    }

    private static Func<Task> Shaking(TrustAnchors trust, IPAddress address, int port, TlsEngine engine)
    {
        var dialler = Dialler(port);
        var tls = new TlsDialogue(trust, TimeProvider.System, engine);
        var remote = new IPEndPoint(address, 443);
        return async () =>
        {
            using DialOutcome dial = await dialler.ConnectAsync(remote, Patience, default);
            TlsOutcome outcome = await tls.HandshakeAsync(dial.Stream!, WebServer.Host, [System.Net.Security.SslApplicationProtocol.Http2], Patience, default);
            await (outcome.Stream?.DisposeAsync() ?? default);
            if (outcome.Failure is not null || outcome.Certificate!.Failures.Count > 0)
            {
                throw new InvalidOperationException($"handshake: {outcome.Failure} {outcome.Certificate?.Failures.FirstOrDefault()}");
            }
        };
    }

    private static Dialler Dialler(int port) => new(new Redirected(port), new DialGuard(Redirected.Guard), null, TimeProvider.System);
}
