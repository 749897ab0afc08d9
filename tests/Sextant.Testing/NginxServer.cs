using System.Globalization;
using System.Net;

namespace Sextant.Testing;

/// <summary>A real nginx with a configuration of the test's own, on a plain and a TLS port of loopback, both families.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly ServerProcess process;

    private NginxServer(TemporaryFolder folder, ServerProcess process, int plain, int secure)
    {
        this.folder = folder;
        this.process = process;
        Plain = plain;
        Secure = secure;
    }

    /// <summary>Port for http.</summary>
    public int Plain { get; }

    /// <summary>Port for https.</summary>
    public int Secure { get; }

    /// <summary>True when nginx is installed.</summary>
    public static bool Installed => ServerProcess.Find("nginx") is not null;

    /// <summary>Starts nginx.</summary>
    /// <param name="servers">
    /// The <c>server</c> blocks; <c>{plain}</c> and <c>{secure}</c> stand for listen directives of both families, <c>{folder}</c> for a folder.
    /// </param>
    /// <param name="prepare">Writes certificates and pages into the folder.</param>
    public static async Task<NginxServer> StartAsync(string servers, Action<string> prepare)
    {
        var folder = new TemporaryFolder();
        try
        {
            int plain = Ports.Free();
            int secure = Ports.Free();
            prepare(folder.Path);
            string text = $$"""
                daemon off; master_process off; pid {{folder["pid"]}}; error_log stderr warn;
                events { worker_connections 256; }
                http {
                  access_log off; default_type text/html;
                  client_body_temp_path {{folder["t1"]}}; proxy_temp_path {{folder["t2"]}}; fastcgi_temp_path {{folder["t3"]}};
                  uwsgi_temp_path {{folder["t4"]}}; scgi_temp_path {{folder["t5"]}};
                  {{Fill(servers)}}
                }
                """;
            File.WriteAllText(folder["nginx.conf"], text);
            var process = await ServerProcess.StartAsync(
                ServerProcess.Find("nginx")!, ["-p", folder.Path, "-e", "stderr", "-c", folder["nginx.conf"]], new IPEndPoint(IPAddress.Loopback, plain));
            return new NginxServer(folder, process, plain, secure);

            string Fill(string blocks) => blocks
                .Replace("{plain}", Listen(plain, ""), StringComparison.Ordinal)
                .Replace("{secure}", Listen(secure, " ssl http2"), StringComparison.Ordinal)
                .Replace("{folder}", folder.Path, StringComparison.Ordinal);
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
        await process.DisposeAsync();
        folder.Dispose();
    }

    private static string Listen(int port, string flags) =>
        string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{port}{flags}; listen [::1]:{port}{flags};");
}
