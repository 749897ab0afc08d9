using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Sextant.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Http;
using Sextant.Net.Tls;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Bench.Web;

/// <summary>
/// What a page and a handshake cost the one who measures, against a real nginx on the other core: whole fetches and whole handshakes as probes make
/// them, guard, recording, judging of the chain and all. Processor time of this process is counted, which nginx has no part in.
/// </summary>
internal static class WebProbes
{
    private const int Rounds = 5;
    private const int InFlight = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly DialGuardOptions Guard = new()
    {
        OwnNetworks = [IpPrefix.Of(IPAddress.Loopback, 8), IpPrefix.Of(IPAddress.IPv6Loopback, 128)],
        AllowOwnHost = true,
    };

    // µs of processor time, on this kind of machine, one core, 2026-11-21; the middle of the range that was seen.
    private static readonly (string Peer, double Least, double Most) ZgrabHttp = ("zgrab2 http, recorded", 290, 400);
    private static readonly (string Peer, double Least, double Most) ZgrabTls = ("zgrab2 tls, recorded", 910, 1160);

    public static async Task<string> RunAsync()
    {
        await using WebServer server = await WebServer.StartAsync();
        var trust = TrustAnchors.OnlyPem(server.RootPem);
        var table = new StringBuilder("web\n\n| one on a core | µs of processor time, median of five rounds | least | most | a second | of the recorded peer's speed |\n|---|---:|---:|---:|---:|---:|\n");
        foreach ((string family, IPAddress address) in new[] { ("IPv4", IPAddress.Loopback), ("IPv6", IPAddress.IPv6Loopback) })
        {
            await RowAsync(table, $"page over HTTP, {family}", 8000, ZgrabHttp, Fetching(trust, address, server.Plain, secure: false));
            await RowAsync(table, $"handshake by OpenSSL, chain judged, {family}", 2000, ZgrabTls, Shaking(trust, address, server.Secure, TlsEngine.OpenSsl));
            await RowAsync(table, $"handshake by the base library, chain judged, {family}", 2000, ZgrabTls, Shaking(trust, address, server.Secure, TlsEngine.BaseLibrary));
            await RowAsync(table, $"page over HTTPS (HTTP/2), {family}", 2000, null, Fetching(trust, address, server.Secure, secure: true));
        }

        return table.ToString();
    }

    private static async Task RowAsync(StringBuilder table, string name, int count, (string Peer, double Least, double Most)? peer, Func<Task> one)
    {
        await ManyAsync(count / 2, one); // what runs often is compiled well by then
        double[] micros = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan began = Environment.CpuUsage.TotalTime;
            await ManyAsync(count, one);
            micros[round] = (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / count;
        }

        Array.Sort(micros);
        double median = micros[Rounds / 2];
        string ratio = peer is { } p ? string.Create(CultureInfo.InvariantCulture, $"{p.Least / median:N2}-{p.Most / median:N2}x {p.Peer}") : "";
        table.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {median:N0} | {micros[0]:N0} | {micros[^1]:N0} | {1e6 / median:N0} | {ratio} |");
    }

    private static async Task ManyAsync(int count, Func<Task> one)
    {
        int left = count;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await one();
            }
        }));
    }

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
            if (outcome.Failure is { } failure || outcome.Body!.Length != WebServer.PageLength)
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

    private static Dialler Dialler(int port) => new(new Redirected(port), new DialGuard(Guard), null, TimeProvider.System);

    /// <summary>Ports 80 and 443 of this machine may be somebody's: the server listens where there was room.</summary>
    private sealed class Redirected(int port) : INetwork
    {
        private readonly MachineNetwork machine = new();

        public ValueTask<System.Net.Sockets.Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation) =>
            machine.ConnectTcpAsync(new IPEndPoint(remote.Address, port), cancellation);

        public TimeSpan? ConnectTime(System.Net.Sockets.Socket connected) => machine.ConnectTime(connected);

        public System.Net.Sockets.Socket OpenUdp(IPEndPoint remote) => machine.OpenUdp(remote);
    }
}
