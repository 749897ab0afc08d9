using System.Net;

namespace Sextant.Testing.Dns;

/// <summary>A real validating resolver (Unbound) that asks given servers on loopback for given zones, and nobody else.</summary>
public sealed class UnboundServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;

    private UnboundServer(TemporaryFolder folder, ServerProcess process, int port)
    {
        _folder = folder;
        _process = process;
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What it logged.</summary>
    public string Log => _process.Log;

    /// <summary>Starts Unbound.</summary>
    /// <param name="anchors">DS records that it believes.</param>
    /// <param name="zones">Zones with the servers to ask for them.</param>
    public static async Task<UnboundServer> StartAsync(string anchors, params IReadOnlyList<(string Zone, IPEndPoint Server)> zones)
    {
        var folder = new TemporaryFolder();
        try
        {
            int port = Ports.Free();
            File.WriteAllText(folder["anchors"], anchors);
            File.WriteAllText(folder["conf"], $"""
                server:
                  directory: "{folder.Path}"
                  chroot: ""
                  username: ""
                  pidfile: ""
                  use-syslog: no
                  logfile: ""
                  do-daemonize: no
                  num-threads: 1
                  interface: 127.0.0.1@{port}
                  do-not-query-localhost: no
                  local-zone: "test." nodefault
                  module-config: "validator iterator"
                  trust-anchor-file: "{folder["anchors"]}"
                  val-log-level: 2
                remote-control:
                  control-enable: no
                {string.Join('\n', zones.Select(z => $"stub-zone:\n  name: \"{z.Zone}\"\n  stub-addr: {z.Server.Address}@{z.Server.Port}"))}
                """);
            ServerProcess process = await ServerProcess.StartAsync(ServerProcess.Find("unbound")!, ["-d", "-c", folder["conf"]], new IPEndPoint(IPAddress.Loopback, port));
            return new UnboundServer(folder, process, port);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
