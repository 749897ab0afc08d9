using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sextant.Testing;

namespace Sextant.World.Tests.World;

/// <summary>
/// A world that runs: one network of servers (root, top level, zones, resolvers, nginx, servers of the tests' own) and one for each vantage,
/// joined by links. Nothing in it can reach any other network.
/// </summary>
internal sealed class RunningWorld : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> servers = [];
    private readonly Dictionary<VantageKind, NetNamespace> vantages = [];

    private RunningWorld(WorldPlan plan, NetNamespace network) => (Plan, Network) = (plan, network);

    /// <summary>What was planned.</summary>
    public WorldPlan Plan { get; }

    /// <summary>The servers' network.</summary>
    public NetNamespace Network { get; }

    /// <summary>A vantage's network.</summary>
    public NetNamespace Vantage(VantageKind kind) => vantages[kind];

    /// <summary>Starts everything.</summary>
    public static async Task<RunningWorld> StartAsync(WorldPlan plan)
    {
        var world = new RunningWorld(plan, await NetNamespace.CreateAsync());
        try
        {
            await world.StartAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every address and port that a vantage sent anything to, as the kernel saw it: <c>address port</c>.</summary>
    public async Task<IReadOnlyList<(IPAddress Address, int Port)>> ContactedAsync(VantageKind kind)
    {
        var seen = new List<(IPAddress, int)>();
        foreach (string set in (string[])["to4", "to6"])
        {
            string text = await vantages[kind].RunAsync("nft", ["list", "set", "inet", "watch", set]);
            seen.AddRange(
                from System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(text, @"([0-9a-f:.]+) \. (\d+)")
                select (IPAddress.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
        }

        return seen;
    }

    /// <summary>A server process inside the world.</summary>
    public async Task ServeAsync(string program, string[] arguments, IPEndPoint ready)
    {
        (string entry, string[] all) = Network.Inside(ServerProcess.Find(program) ?? throw new InvalidOperationException($"{program} is not installed"), arguments);
        servers.Add(await ServerProcess.StartAsync(ServerProcess.Find(entry)!, all, ready, () => Network.Socket(ready.AddressFamily, SocketType.Stream)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable server in Enumerable.Reverse(servers))
        {
            await server.DisposeAsync();
        }

        foreach (NetNamespace vantage in vantages.Values)
        {
            vantage.Dispose();
        }

        Network.Dispose();
        Plan.Dispose();
    }

    private async Task StartAsync()
    {
        foreach (VantageKind kind in Enum.GetValues<VantageKind>())
        {
            vantages[kind] = await LinkAsync(kind);
        }

        IPAddress[] addresses = [.. new[] { 1, 2, 3, 4, 53, 64 }.SelectMany(n => new[] { Plan.Plan.Server(n, false), Plan.Plan.Server(n, true) }), .. Plan.Addresses];
        await Network.RunAsync("ip", ["-batch", "-"], string.Concat(addresses.Select(a => IsV6(a) ? $"addr add {a}/128 dev lo nodad\n" : $"addr add {a}/32 dev lo\n")));
        await Network.RunAsync("nft", ["-f", "-"], $$"""
            table inet world {
              chain arriving { type filter hook input priority 0;
            {{string.Join('\n', Plan.Filters)}}
              }
              chain leaving { type filter hook output priority 0;
            {{string.Join('\n', Plan.FiltersLeaving)}}
              }
            }
            """);
        await new NameServers(Plan).WriteAsync(Pointers());
        await Task.WhenAll(
            ServeAsync("nsd", ["-d", "-c", Plan["nsd1.conf"]], Dns(1)),
            ServeAsync("nsd", ["-d", "-c", Plan["nsd2.conf"]], Dns(2)),
            ServeAsync("nsd", ["-d", "-c", Plan["nsd3.conf"]], Dns(3)),
            ServeAsync("unbound", ["-d", "-c", Plan["unbound.conf"]], Dns(53)),
            ServeAsync("unbound", ["-d", "-c", Plan["unbound64.conf"]], Dns(64)),
            NginxAsync());
        foreach (Func<RunningWorld, Task<IAsyncDisposable>> start in Plan.Servers)
        {
            servers.Add(await start(this));
        }
    }

    private IPEndPoint Dns(int number) => new(Plan.Plan.Server(number, v6: true), 53);

    private async Task NginxAsync()
    {
        IPAddress ready = Plan.Plan.Server(1, v6: false);
        File.WriteAllText(Plan["nginx.conf"], $$"""
            daemon off; master_process off; pid {{Plan["nginx.pid"]}}; error_log stderr crit;
            events { worker_connections 4096; }
            http {
              log_format world '$server_addr $server_port $remote_addr $host "$request" $status "$http_user_agent"';
              access_log {{Plan["access.log"]}} world; default_type text/html; http2_max_concurrent_streams 32;
              client_body_temp_path {{Plan["t1"]}}; proxy_temp_path {{Plan["t2"]}}; fastcgi_temp_path {{Plan["t3"]}};
              uwsgi_temp_path {{Plan["t4"]}}; scgi_temp_path {{Plan["t5"]}};
              server { listen {{ready}}:80; return 204; }
              {{string.Join('\n', Plan.NginxBlocks)}}
            }
            """, new UTF8Encoding(false));
        await ServeAsync("nginx", ["-p", Plan.Folder, "-e", "stderr", "-c", Plan["nginx.conf"]], new IPEndPoint(ready, 80));
    }

    // A link with an address of each family that the vantage has, and in the vantage a record of whoever is sent anything.
    private async Task<NetNamespace> LinkAsync(VantageKind kind)
    {
        NetNamespace vantage = await NetNamespace.CreateAsync();
        int number = (int)kind + 1;
        string here = $"w{number}";
        await Network.RunAsync("ip", ["link", "add", here, "type", "veth", "peer", "name", "up0", "netns", vantage.Pid]);
        (IPAddress w4, IPAddress v4, IPAddress w6, IPAddress v6) =
            (Plan.Plan.Link(number, 1, false), Plan.Plan.Link(number, 2, false), Plan.Plan.Link(number, 1, true), Plan.Plan.Link(number, 2, true));
        bool has4 = kind != VantageKind.NoIpv4;
        bool has6 = kind != VantageKind.NoIpv6;
        await Network.RunAsync("ip", ["-batch", "-"], $"link set {here} up\naddr add {w4}/30 dev {here}\naddr add {w6}/64 dev {here} nodad\n");
        await vantage.RunAsync("ip", ["-batch", "-"], "link set up0 up\n"
            + (has4 ? $"addr add {v4}/30 dev up0\nroute add default via {w4}\n" : "")
            + (has6 ? $"addr add {v6}/64 dev up0 nodad\nroute add default via {w6}\n" : ""));
        // -450: before defragmentation (-400).
        await vantage.RunAsync("nft", ["-f", "-"], $$"""
            table inet watch {
              chain coming {
                type filter hook prerouting priority -450;
            {{string.Join('\n', Plan.FiltersAtVantage)}}
              }
              set to4 { type ipv4_addr . inet_service; flags dynamic; size 65535; }
              set to6 { type ipv6_addr . inet_service; flags dynamic; size 65535; }
              chain leaving {
                type filter hook output priority 0;
                meta l4proto { tcp, udp } meta nfproto ipv4 add @to4 { ip daddr . th dport }
                meta l4proto { tcp, udp } meta nfproto ipv6 add @to6 { ip6 daddr . th dport }
              }
            }
            """);
        if (kind == VantageKind.Ipv6Hole)
        {
            Plan.Filter($"iifname {here} meta nfproto ipv6 ip6 nexthdr != icmpv6 drop");
        }

        return vantage;
    }

    private string[] Pointers() =>
    [
        .. from number in Enum.GetValues<VantageKind>().Select(k => (int)k + 1)
           from v6 in (bool[])[false, true]
           select $"{Reverse(Plan.Plan.Link(number, 2, v6))} PTR vantage{number}.may-chu.vn.",
    ];

    private static string Reverse(IPAddress address) => IsV6(address)
        ? string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).Reverse()) + ".ip6.arpa."
        : string.Join('.', address.GetAddressBytes().Reverse()) + ".in-addr.arpa.";

    private static bool IsV6(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;
}
