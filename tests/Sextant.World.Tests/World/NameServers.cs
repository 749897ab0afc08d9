using System.Globalization;
using System.Net;
using Sextant.Testing;
using Sextant.Testing.Dns;

namespace Sextant.World.Tests.World;

/// <summary>The world's DNS as files: root, <c>vn</c>, <c>arpa</c>, the zones of all rows in NSD, and the resolvers' settings.</summary>
internal sealed class NameServers(WorldPlan plan)
{
    private readonly List<string> anchors = [];

    /// <summary>DS records of signed zones: what the resolver believes.</summary>
    public IReadOnlyList<string> Anchors => anchors;

    /// <summary>The root hints.</summary>
    public string Hints => $". 3600000 NS a.root.\na.root. 3600000 A {A(1)}\na.root. 3600000 AAAA {Aaaa(1)}\n";

    /// <summary>Writes zones and configurations of NSD: the root's, the top level's, the rows'.</summary>
    /// <param name="links">PTR records of the vantages.</param>
    public async Task WriteAsync(IReadOnlyList<string> links)
    {
        Zone("root", ".", $"""
            @ NS a.root.
            a.root. A {A(1)}
            a.root. AAAA {Aaaa(1)}
            vn. NS a.dns.vn.
            arpa. NS a.dns.vn.
            a.dns.vn. A {A(2)}
            a.dns.vn. AAAA {Aaaa(2)}
            """);
        Zone("arpa", "arpa.", $"@ NS a.dns.vn.\nipv4only A 192.0.0.170\nipv4only A 192.0.0.171\n{string.Join('\n', links)}");
        Zone("vn", "vn.", $"""
            @ NS a.dns.vn.
            a.dns A {A(2)}
            a.dns AAAA {Aaaa(2)}
            {Delegation("may-chu", ["@ NS ns1", "@ NS ns2", .. Hosts])}
            {string.Join('\n', plan.Plots.Values.Where(p => p.Delegated).Select(p => Delegation(p.Id, p.Delegation.Count > 0 ? [.. p.Delegation] : Shared)))}
            """);
        Zone("may-chu", "may-chu.vn.", $"@ NS ns1\n@ NS ns2\n{string.Join('\n', Hosts)}\n{string.Join('\n', plan.Vantages)}");
        foreach (Plot plot in plan.Plots.Values)
        {
            await WriteAsync(plot);
        }

        Nsd("nsd1", [1], [], [(".", "root")]);
        Nsd("nsd2", [2], [], [("vn.", "vn"), ("arpa.", "arpa")]);
        Nsd("nsd3", [3, 4], plan.Authorities, [("may-chu.vn.", "may-chu"), .. plan.Plots.Values.Select(p => (p.Domain + ".", p.Id))]);
        File.WriteAllText(plan["hints"], Hints);
        Unbound("unbound", 53, "validator iterator");
        Unbound("unbound64", 64, "dns64 iterator");
    }

    private static string[] Shared => ["@ NS ns1.may-chu.vn.", "@ NS ns2.may-chu.vn."];

    private string[] Hosts => [$"ns1 A {A(3)}", $"ns1 AAAA {Aaaa(3)}", $"ns2 A {A(4)}", $"ns2 AAAA {Aaaa(4)}"];

    private async Task WriteAsync(Plot plot)
    {
        string[] servers = [.. (plot.Child.Count > 0 ? [.. plot.Child] : plot.Delegation.Count > 0 ? [.. plot.Delegation] : Shared).Where(line => !plot.Records.Contains(line))];
        string text = string.Join('\n', servers.Concat(plot.Records));
        if (plot.Sign is not { } rework)
        {
            Zone(plot.Id, plot.Domain + ".", text);
            return;
        }

        SignedZone signed = await SignedZone.SignAsync(new ZoneFile(plot.Domain, text));
        anchors.Add(signed.Anchor);
        File.WriteAllText(plan[plot.Id + ".zone"], rework(signed.File.Whole));
    }

    private static string Delegation(string label, IEnumerable<string> lines) =>
        $"$ORIGIN {label}.vn.\n{string.Join('\n', lines)}\n$ORIGIN vn.";

    private void Zone(string file, string origin, string records) => File.WriteAllText(
        plan[file + ".zone"], $"$ORIGIN {origin}\n$TTL 300\n@ SOA ns1.may-chu.vn. quan-tri.may-chu.vn. 2026112201 7200 900 1209600 300\n{records}\n");

    private void Nsd(string name, int[] numbers, IEnumerable<IPAddress> more, (string Zone, string File)[] zones)
    {
        Directory.CreateDirectory(plan[name]);
        File.WriteAllText(plan[name + ".conf"], $"""
            server:
            {string.Join('\n', numbers.SelectMany(n => new[] { A(n), Aaaa(n) }).Concat(more).Select(a => $"  ip-address: {a}"))}
              username: ""
              zonesdir: "{plan.Folder}"
              database: ""
              pidfile: ""
              xfrdfile: "{plan[name]}/xfrd"
              zonelistfile: "{plan[name]}/zonelist"
              xfrdir: "{plan[name]}"
              server-count: 1
              rrl-ratelimit: 0
              ipv4-edns-size: 4096
              ipv6-edns-size: 4096
              logfile: ""
            remote-control:
              control-enable: no
            {string.Join('\n', zones.Select(z => $"zone:\n  name: \"{z.Zone}\"\n  zonefile: \"{z.File}.zone\""))}
            """);
    }

    private void Unbound(string name, int number, string modules)
    {
        File.WriteAllText(plan[name + ".anchors"], string.Join('\n', anchors) + "\n");
        File.WriteAllText(plan[name + ".conf"], string.Create(CultureInfo.InvariantCulture, $"""
            server:
              directory: "{plan.Folder}"
              chroot: ""
              username: ""
              pidfile: ""
              use-syslog: no
              logfile: ""
              do-daemonize: no
              num-threads: 1
              outgoing-range: 512
              interface: {A(number)}
              interface: {Aaaa(number)}
              access-control: 0.0.0.0/0 allow
              access-control: ::/0 allow
              root-hints: "{plan["hints"]}"
              module-config: "{modules}"
              {(anchors.Count > 0 ? $"trust-anchor-file: \"{plan[name + ".anchors"]}\"" : "")}
              target-fetch-policy: "0 0 0 0 0"
              local-zone: "8.b.d.0.1.0.0.2.ip6.arpa." nodefault
              local-zone: "2.0.192.in-addr.arpa." nodefault
              local-zone: "100.51.198.in-addr.arpa." nodefault
              local-zone: "113.0.203.in-addr.arpa." nodefault
            remote-control:
              control-enable: no
            """));
    }

    private IPAddress A(int number) => plan.Plan.Server(number, v6: false);

    private IPAddress Aaaa(int number) => plan.Plan.Server(number, v6: true);
}
