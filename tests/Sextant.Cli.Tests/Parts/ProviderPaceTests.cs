using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Net;
using Sextant.Net.Dns;
using Sextant.Testing;
using Sextant.Testing.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Cli.Tests.Parts;

/// <summary>
/// Rule 17 by provider, counted where it is felt: many addresses of one autonomous system, each in a network of its own, lead to one server
/// that notes when somebody came.
/// </summary>
public sealed class ProviderPaceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_providers_web_servers_see_two_hundred_connections_a_second_together()
    {
        await LoadAsync();
        var came = new ConcurrentQueue<long>();
        await using var server = new ScriptedServer((_, _) =>
        {
            came.Enqueue(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        });
        using MeasuringParts parts = Build(server.EndPoint);

        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, 500).Select(async n =>
        {
            using var dial = await parts.Tools.Dialler.ConnectAsync(Endpoint(n, 80), Patience, TestContext.Current.CancellationToken);
            Assert.Null(dial.Failure);
        }));

        await AllAsync(came, 500);
        Held(began, came, rate: 200);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_providers_name_servers_see_a_hundred_queries_a_second_together()
    {
        await LoadAsync();
        var came = new ConcurrentQueue<long>();
        await using ScriptedDnsServer server = ScriptedDnsServer.Answering(query =>
        {
            came.Enqueue(Stopwatch.GetTimestamp());
            return query with { IsResponse = true };
        });
        using MeasuringParts parts = Build(server.EndPoint);

        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(1, 250).Select(async n => await parts.Tools.Dns.AskAsync(
            Endpoint(n, 53), new DnsQuestion(DnsName.Parse("example.vn"), DnsType.Aaaa), new DnsAskOptions { Timeout = Patience }, TestContext.Current.CancellationToken)));

        await AllAsync(came, 250);
        Held(began, came, rate: 100);
    }

    [Fact(Timeout = 60_000)]
    public async Task Without_a_table_each_network_is_paced_by_itself()
    {
        await using var server = new ScriptedServer((_, _) => Task.CompletedTask);
        using MeasuringParts parts = Build(server.EndPoint);

        TimeSpan[] waited = await Task.WhenAll(Enumerable.Range(1, 500).Select(async n =>
        {
            using var dial = await parts.Tools.Dialler.ConnectAsync(Endpoint(n, 80), Patience, TestContext.Current.CancellationToken);
            Assert.Null(dial.Failure);
            return dial.Waited;
        }));

        // Nothing says that they have one provider. With one, the last would wait a second and a half.
        Assert.True(waited.Max() < TimeSpan.FromSeconds(0.5), $"waited {waited.Max()}");
    }

    // A bucket holds one second's worth: until any moment no more can have come than that and what the time since the beginning brought.
    // Whatever delays server or test only spreads arrivals further.
    private static void Held(long began, ConcurrentQueue<long> came, int rate)
    {
        int number = 0;
        foreach (long time in came.Order())
        {
            double seconds = Stopwatch.GetElapsedTime(began, time).TotalSeconds;
            Assert.True(++number <= rate + rate * seconds + 1, $"{number} came within {seconds:0.000} s");
        }
    }

    // The kernel connects before the server takes note.
    private static async Task AllAsync(ConcurrentQueue<long> came, int count)
    {
        while (came.Count < count)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private async Task LoadAsync()
    {
        string file = Path.Combine(_folder.Path, "asn.csv");
        await File.WriteAllTextAsync(file, "2001:ee0::,2001:eef:ffff:ffff:ffff:ffff:ffff:ffff,45899,VNPT\n", TestContext.Current.CancellationToken);
        var (code, _, complained) = await TestConsole.RunInAsync(_folder.Path, ["addresses", "load", file, "--source", "test", "--date", "2026-01-01", "--data", _folder.Path]);
        Assert.True(code == ExitCodes.Ok, complained);
    }

    private MeasuringParts Build(IPEndPoint server)
    {
        var variables = new Dictionary<string, string> { ["SEXTANT_DATA"] = _folder.Path };
        SextantSettings settings = SettingsReader.Read(new SettingsSources { Environment = variables }).Settings!;
        return MeasuringParts.Build(settings, new MeasuringUse { Network = new OneServer(server), Resolvers = [new IPEndPoint(IPAddress.Loopback, 53)] }, TimeProvider.System);
    }

    // Each in a /48 of its own: the limits per address and per network do not hold anything back.
    private static IPEndPoint Endpoint(int n, int port) => new(IPAddress.Parse($"2001:ee0:{n:x}::1"), port);

    /// <summary>Every address leads to one server.</summary>
    private sealed class OneServer(IPEndPoint server) : INetwork
    {
        private readonly MachineNetwork _machine = new();

        public ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation) => _machine.ConnectTcpAsync(server, cancellation);

        public Socket OpenUdp(IPEndPoint remote) => _machine.OpenUdp(server);
    }
}
