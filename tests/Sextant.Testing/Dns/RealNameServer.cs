using System.Net;

namespace Sextant.Testing.Dns;

/// <summary>A zone as a file.</summary>
/// <param name="Name">Its name, without trailing dot; <c>.</c> for the root.</param>
/// <param name="Text">Its records in the form of RFC 1035, without <c>$ORIGIN</c> and SOA, which are put in front.</param>
public sealed record ZoneFile(string Name, string Text)
{
    /// <summary>The text is a whole file already.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The whole file.</summary>
    public string Whole => IsWhole ? Text : $"$ORIGIN {(Name == "." ? "." : Name + ".")}\n$TTL 300\n@ SOA ns.invalid. admin.invalid. 2026112201 7200 900 1209600 300\n{Text}\n";
}

/// <summary>A real authoritative name server in a process of its own, on one port of 127.0.0.1 and ::1.</summary>
public sealed class RealNameServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private RealNameServer(TemporaryFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Its IPv4 endpoint.</summary>
    public IPEndPoint V4 => new(IPAddress.Loopback, Port);

    /// <summary>Its IPv6 endpoint.</summary>
    public IPEndPoint V6 => new(IPAddress.IPv6Loopback, Port);

    /// <summary>What it logged.</summary>
    public string Log => _process.Log;

    /// <summary>Starts NSD.</summary>
    public static Task<RealNameServer> NsdAsync(params IReadOnlyList<ZoneFile> zones) => StartAsync("nsd", zones, ["-d", "-c"], (folder, port) => $"""
        server:
          ip-address: 127.0.0.1@{port}
          ip-address: ::1@{port}
          username: ""
          zonesdir: "{folder.Path}"
          database: ""
          pidfile: ""
          xfrdfile: "{folder["xfrd"]}"
          zonelistfile: "{folder["zonelist"]}"
          xfrdir: "{folder.Path}"
          server-count: 1
          rrl-ratelimit: 0
        remote-control:
          control-enable: no
        {Each(zones, z => $"zone:\n  name: \"{z.Name}\"\n  zonefile: \"{FileOf(z)}\"")}
        """);

    /// <summary>Starts BIND.</summary>
    public static Task<RealNameServer> BindAsync(params IReadOnlyList<ZoneFile> zones) => StartAsync("named", zones, ["-g", "-n", "1", "-c"], (folder, port) => $$"""
        options {
          directory "{{folder.Path}}"; pid-file none; session-keyfile none; recursion no; notify no; dnssec-validation no;
          listen-on port {{port}} { 127.0.0.1; }; listen-on-v6 port {{port}} { ::1; };
        };
        controls { };
        {{Each(zones, z => $"zone \"{z.Name}\" {{ type primary; file \"{FileOf(z)}\"; }};")}}
        """);

    /// <summary>Starts Knot.</summary>
    public static Task<RealNameServer> KnotAsync(params IReadOnlyList<ZoneFile> zones) => StartAsync("knotd", zones, ["-c"], (folder, port) => $"""
        server:
          rundir: "{folder.Path}"
          listen: [ 127.0.0.1@{port}, ::1@{port} ]
          background-workers: 1
          udp-workers: 1
          tcp-workers: 1
        log:
          - target: stderr
            any: info
        database:
          storage: "{folder.Path}"
        template:
          - id: default
            storage: "{folder.Path}"
            zonefile-sync: -1
            semantic-checks: off
        zone:
        {Each(zones, z => $"  - domain: \"{z.Name}\"\n    file: \"{FileOf(z)}\"")}
        """);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<RealNameServer> StartAsync(
        string program, IReadOnlyList<ZoneFile> zones, string[] arguments, Func<TemporaryFolder, int, string> configure)
    {
        var folder = new TemporaryFolder();
        try
        {
            int port = Ports.Free();
            foreach (ZoneFile zone in zones)
            {
                File.WriteAllText(folder[FileOf(zone)], zone.Whole);
            }

            File.WriteAllText(folder["conf"], configure(folder, port));
            string path = ServerProcess.Find(program) ?? throw new InvalidOperationException($"{program} is not installed");
            ServerProcess process = await ServerProcess.StartAsync(path, [.. arguments, folder["conf"]], new IPEndPoint(IPAddress.Loopback, port));
            return new RealNameServer(folder, process, port);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static string Each(IReadOnlyList<ZoneFile> zones, Func<ZoneFile, string> block) => string.Join('\n', zones.Select(block));

    private static string FileOf(ZoneFile zone) => zone.Name == "." ? "root.zone" : zone.Name + ".zone";
}
