using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Sextant.Testing;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Web;

/// <summary>
/// What servers notice of a campaign by default: counted on their side of the wire, at nginx and NSD, not by our own counters. Twelve names lie on one
/// address of each family and on two name servers, one name answers 429, the network of one is excluded, and the name of another. Two processes measure it together.
/// </summary>
public sealed partial class PolitenessTests(WorldFixture fixture, ITestOutputHelper output)
{
    private const int Names = 12;
    private const double Rate = 5;
    private const double DnsRate = 10;

    // What a busy machine lets go late meets what comes after it: so many may come together that were let go apart.
    private const double Late = 4;

    [Fact(Timeout = 600_000)]
    public async Task A_campaign_keeps_to_its_manners_by_default_and_lifts_them_only_in_own_networks()
    {
        Assert.SkipWhen(fixture.Missing is not null, fixture.Missing ?? "");
        Assert.SkipWhen(ServerProcess.Find("tcpdump") is null, "tcpdump is not installed: what servers see of a campaign was not counted.");
        (IPAddress V4, IPAddress V6)? one = null;
        (IPAddress V4, IPAddress V6) excluded = (IPAddress.None, IPAddress.None);
        Row[] rows =
        [
            WorldRows.Anchor,
            .. Enumerable.Range(0, Names).Select(i => new Row(string.Create(CultureInfo.InvariantCulture, $"chung-{i}"), plot =>
            {
                if (one is null)
                {
                    plot.World.Nginx("log_format lan '$msec $server_addr $status';");
                }

                (IPAddress v4, IPAddress v6) = one ??= (plot.V4(), plot.V6());
                plot.Names(v4, v6);
                Virtual(plot, v4);
                Virtual(plot, v6);
            })),
            new Row("qua-nhieu", plot =>
            {
                plot.Site($"location / {{ add_header Retry-After 4 always; return 429; }} access_log {plot.World["busy.log"]} lan;");
            }),
            new Row("loai-tru", plot => excluded = plot.Site()), new Row("khong-do", plot => plot.Site()),
        ];
        await using RunningWorld world = await RunningWorld.StartAsync(new WorldPlan(AddressPlan.Ordinary, rows));
        (IPAddress V4, IPAddress V6) shared = one!.Value;
        using var data = new TemporaryFolder();
        string list = data["names.txt"];
        await File.WriteAllLinesAsync(list, rows.Skip(1).Select(row => world.Plan.Plots[row].Target));
        string[] words =
        [
            "scan", "--list", list, "--json", "--lang", "en", "--data", data.Path, .. WorldFixture.OptionsOf(world, ResolverKind.Validating),
            "--never-dial", $"{excluded.V4}/32", "--never-dial", $"{excluded.V6}/128", "--never-measure", "khong-do.vn", "--campaign-retry-spacing", "1s-2s",
        ];

        Seen seen = await WatchedAsync(world, data["polite.txt"], words, processes: 2);
        foreach (IPAddress address in new[] { shared.V4, shared.V6 })
        {
            Passage[] web = [.. seen.Web.Where(packet => packet.To.Equals(address))];
            Assert.True(web.Count(each => each.Opens) > Names * 4, $"{address} was hardly asked: {web.Length}");
            Assert.InRange(MostOpen(web), 1, 2);
            Assert.True(MostWithin(web.Where(each => each.Opens), 1) <= Rate + Late, $"{address}: {MostWithin(web.Where(each => each.Opens), 1)} connections within 1 s");
            Assert.True(MostWithin(web.Where(each => each.Opens), 3) <= (3 * Rate) + Late, $"{address}: {MostWithin(web.Where(each => each.Opens), 3)} connections within 3 s");
            output.WriteLine($"{address}: {web.Count(each => each.Opens)} connections, at most {MostOpen(web)} open at once, {MostWithin(web.Where(each => each.Opens), 1)} within 1 s, {MostWithin(web.Where(each => each.Opens), 3)} within 3 s");
        }

        foreach (IGrouping<IPAddress, Passage> server in seen.Dns.GroupBy(each => each.To).Where(server => !IsResolver(world, server.Key)))
        {
            int most = MostWithin(server, 3);
            output.WriteLine($"{server.Key}: {server.Count()} queries, {MostWithin(server, 1)} within 1 s, {most} within 3 s");
            Assert.True(MostWithin(server, 1) <= DnsRate + Late, $"{server.Key} got {MostWithin(server, 1)} queries within 1 s");
            Assert.True(most <= (3 * DnsRate) + Late, $"{server.Key} got {most} queries within 3 s");
        }

        Assert.True(seen.Dns.Count(one => !IsResolver(world, one.To)) > Names * 10);
        NobodyWasAsked(seen, excluded, await File.ReadAllTextAsync(data["polite.txt"]));

        // Requests at nginx itself, by its own clock: kept-alive connections carry several.
        (double At, string Address)[] requests = [.. Requests(world.Plan["shared.log"])];
        foreach (IGrouping<string, (double At, string Address)> address in requests.GroupBy(each => each.Address))
        {
            double[] times = [.. address.Select(each => each.At).Order()];
            int most = times.Select((at, i) => times.Skip(i).TakeWhile(later => later < at + 3).Count()).Max();
            output.WriteLine($"{address.Key}: {times.Length} requests at nginx, {most} within 3 s");
            Assert.True(most <= (3 * Rate) + Late, $"{address.Key} got {most} requests within 3 s");
        }

        // After 429 with Retry-After: 4 an address is left in peace; what was on its way when the answer came is allowed, also by a machine that is busy for a second.
        (double At, string Address)[] refused = [.. Requests(world.Plan["busy.log"])];
        Assert.NotEmpty(refused);
        foreach (IGrouping<string, (double At, string Address)> address in refused.GroupBy(each => each.Address))
        {
            Passage[] opened = [.. seen.Web.Where(each => each.Opens && each.To.ToString() == address.Key)];
            foreach ((double at, _) in address)
            {
                Assert.DoesNotContain(opened, each => each.At > at + 1.5 && each.At < at + 3.5);
            }
        }

        // One's own network: asked as fast as it answers.
        using var again = new TemporaryFolder();
        string[] own = [.. words.Select(word => word == data.Path ? again.Path : word), "--own-network", $"{shared.V4}/32", "--own-network", $"{shared.V6}/128"];
        Seen lifted = await WatchedAsync(world, data["own.txt"], own);
        int both = new[] { shared.V4, shared.V6 }.Max(address => MostOpen([.. lifted.Web.Where(packet => packet.To.Equals(address))]));
        output.WriteLine($"own network: {both} open at once");
        Assert.True(both > 2, "nothing was lifted in one's own network");
    }

    // At what lies in an excluded network, and about a name that is left out; the other's name was asked, so questions are to be seen.
    private static void NobodyWasAsked(Seen seen, (IPAddress V4, IPAddress V6) excluded, string packets)
    {
        Assert.DoesNotContain(seen.All, each => each.To.Equals(excluded.V4) || each.To.Equals(excluded.V6));
        Assert.Contains("loai-tru.vn", packets, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("khong-do", packets, StringComparison.OrdinalIgnoreCase);
    }

    // One address for many names: each has a server block of its own name there.
    private static void Virtual(Plot plot, IPAddress address)
    {
        string at = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        string log = $"access_log {plot.World["shared.log"]} lan;";
        plot.World.Nginx($"server {{ listen {at}:80; server_name {plot.Domain} www.{plot.Domain}; {log} {plot.Page()} }}");
        plot.World.Nginx($"server {{ listen {at}:443 ssl http2; server_name {plot.Domain} www.{plot.Domain}; {log} {plot.Certificate()} {plot.Page()} }}");
    }

    private static bool IsResolver(RunningWorld world, IPAddress address) => address.Equals(world.Plan.Plan.Server(53, false)) || address.Equals(world.Plan.Plan.Server(53, true));

    private static async Task<Seen> WatchedAsync(RunningWorld world, string file, string[] words, int processes = 1)
    {
        // Whatever comes in from the vantage's link, with the kernel's times.
        (string entry, string[] all) = world.Network.Inside(ServerProcess.Find("tcpdump")!, ["-i", "w1", "-Q", "in", "-nn", "-tt", "-B", "65536", "tcp or udp"]);
        using var watch = new System.Diagnostics.Process { StartInfo = new(ServerProcess.Find(entry)!, all) { RedirectStandardOutput = true, RedirectStandardError = true } };
        watch.Start();
        Task<string> text = watch.StandardOutput.ReadToEndAsync();
        while (await watch.StandardError.ReadLineAsync() is { } line && !line.Contains("listening on", StringComparison.Ordinal))
        {
        }

        Task<string> rest = watch.StandardError.ReadToEndAsync();
        Checked[] said;
        try
        {
            said = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Checked.RunAsync(world.Vantage(VantageKind.Dual), words)));
            await Task.Delay(1500); // what waits in the kernel is read each second
        }
        finally
        {
            using var stop = System.Diagnostics.Process.Start("kill", ["-INT", watch.Id.ToString(CultureInfo.InvariantCulture)]);
            await stop.WaitForExitAsync();
            await watch.WaitForExitAsync();
        }

        await File.WriteAllTextAsync(file, await text);
        string lost = (await rest).Split('\n').FirstOrDefault(line => line.Contains("dropped by kernel", StringComparison.Ordinal)) ?? "";
        Assert.True(lost.StartsWith("0 ", StringComparison.Ordinal), $"tcpdump: {lost}: the machine was too busy to count");
        Assert.All(said, one => Assert.True(one.ExitCode is 0 or 1 or 3, one.Output + one.Errors));
        return new Seen([.. (await text).Split('\n').Select(Read).OfType<Passage>()]);
    }

    private static Passage? Read(string line) => Line().Match(line) is { Success: true } match
        ? new Passage(
            double.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture), match.Groups["from"].Value, IPAddress.Parse(match.Groups["to"].Value),
            int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture), match.Groups["flags"].Success ? match.Groups["flags"].Value : null)
        : null;

    private static IEnumerable<(double At, string Address)> Requests(string log) =>
        File.ReadAllLines(log).Select(line => line.Split(' ')).Select(words => (double.Parse(words[0], CultureInfo.InvariantCulture), words[1]));

    /// <summary>The most connections that were open at once, as the packets say that came in: opened by SYN, ended by FIN or RST.</summary>
    private static int MostOpen(IReadOnlyList<Passage> packets)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        int most = 0;
        foreach (Passage packet in packets)
        {
            string connection = $"{packet.From} {packet.Port}";
            if (packet.Opens)
            {
                open.Add(connection);
            }
            else if (packet.Flags!.Contains('F', StringComparison.Ordinal) || packet.Flags.Contains('R', StringComparison.Ordinal))
            {
                open.Remove(connection);
            }

            most = Math.Max(most, open.Count);
        }

        return most;
    }

    private static int MostWithin(IEnumerable<Passage> packets, double seconds)
    {
        double[] times = [.. packets.Select(packet => packet.At).Order()];
        int most = 0;
        for (int first = 0, last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= seconds)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    [GeneratedRegex(@"^(?<at>\d+\.\d+) IP6? (?<from>[0-9a-f.:]+\.\d+) > (?<to>[0-9a-f.:]+)\.(?<port>\d+): (Flags \[(?<flags>[^\]]*)\])?")]
    private static partial Regex Line();

    /// <summary>One packet towards a server.</summary>
    private sealed record Passage(double At, string From, IPAddress To, int Port, string? Flags)
    {
        public bool Opens => Flags == "S";
    }

    private sealed record Seen(IReadOnlyList<Passage> All)
    {
        public IEnumerable<Passage> Web => All.Where(one => one.Port is 80 or 443 && one.Flags is not null);

        /// <summary>Queries: datagrams, and connections over TCP.</summary>
        public IEnumerable<Passage> Dns => All.Where(one => one.Port == 53 && (one.Flags is null || one.Opens));
    }
}
