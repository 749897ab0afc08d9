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

    // µs of processor time a core, recorded on this kind of machine on 2026-11-21: zgrab2 cannot be built without the Internet.
    private const string RecordedHttp = "zgrab2 http 290-400 µs, recorded";
    private const string RecordedTls = "zgrab2 tls 910-1,160 µs, OpenSSL in C 760 µs, recorded together";

    public static async Task<string> RunAsync()
    {
        await using WebServer server = await WebServer.StartAsync();
        var trust = TrustAnchors.OnlyPem(server.RootPem);
        var table = new StringBuilder("web\n\n| one, on one core | µs of processor time, median of five rounds in turn | least | most | to OpenSSL in C |\n|---|---:|---:|---:|---:|\n");
        foreach ((string family, IPAddress address) in new[] { ("IPv4", IPAddress.Loopback), ("IPv6", IPAddress.IPv6Loopback) })
        {
            bool ipv6 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
            List<(string Name, int Count, Func<int, Task<double?>> Each)> rows =
            [
                ("handshake in C, chain looked at", 1000, count => Task.FromResult(TlsFloor.Measure(ipv6, server.Secure, WebServer.Host, server.RootFile, count))),
                ("handshake by OpenSSL, recorded and judged", 1000, Spent(Shaking(trust, address, server.Secure, TlsEngine.OpenSsl))),
                ("handshake by the base library, recorded and judged", 1000, Spent(Shaking(trust, address, server.Secure, TlsEngine.BaseLibrary))),
                ("page over HTTPS (HTTP/2)", 1000, Spent(Fetching(trust, address, server.Secure, secure: true))),
                ("page over HTTP", 6000, Spent(Fetching(trust, address, server.Plain, secure: false))),
            ];
            await WriteAsync(table, family, rows);
        }

        return table.Append(CultureInfo.InvariantCulture, $"\n{RecordedHttp}; {RecordedTls}\n").ToString();
    }

    private static async Task WriteAsync(StringBuilder table, string family, List<(string Name, int Count, Func<int, Task<double?>> Each)> rows)
    {
        var micros = rows.Select(_ => new List<double>()).ToList();
        for (int round = -1; round < Rounds; round++)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                // What runs often is compiled well after the first round, which does not count.
                if (await rows[i].Each(rows[i].Count) is { } each && round >= 0)
                {
                    micros[i].Add(each);
                }
            }
        }

        double? floor = Median(micros[0]);
        for (int i = 0; i < rows.Count; i++)
        {
            if (Median(micros[i]) is { } median)
            {
                string ratio = floor is { } c && rows[i].Name.StartsWith("handshake", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{median / c:N2}") : "";
                table.AppendLine(CultureInfo.InvariantCulture, $"| {rows[i].Name}, {family} | {median:N0} | {micros[i].Min():N0} | {micros[i].Max():N0} | {ratio} |");
            }
        }
    }

    private static double? Median(List<double> values) => values.Count == 0 ? null : values.Order().ElementAt(values.Count / 2);

    private static Func<int, Task<double?>> Spent(Func<Task> one) => async count =>
    {
        TimeSpan began = Environment.CpuUsage.TotalTime;
        await ManyAsync(count, one);
        return (Environment.CpuUsage.TotalTime - began).TotalMicroseconds / count;
    };

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
