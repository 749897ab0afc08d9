using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sextant.Bench.Web;

/// <summary>An nginx of one worker with a page of a few kilobytes, plain and over TLS with a chain of three as sites have them (RSA 2048).</summary>
internal sealed class WebServer : IAsyncDisposable
{
    public const string Host = "www.bench.example";
    public const int PageLength = 4096;

    private readonly string _folder;
    private readonly Process _nginx;

    private WebServer(string folder, string rootPem, Process nginx, int plain, int secure) =>
        (_folder, RootPem, _nginx, Plain, Secure) = (folder, rootPem, nginx, plain, secure);

    public string Folder => _folder;

    public string RootPem { get; }

    /// <summary>The root in a file.</summary>
    public string RootFile => Path.Combine(_folder, BenchChain.RootFile);

    public int Plain { get; }

    public int Secure { get; }

    public static async Task<WebServer> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("sextant-bench-web-").FullName;
        string root = BenchChain.Write(folder, Host);
        (int plain, int secure) = FreePorts();
        File.WriteAllText(Path.Combine(folder, "index.html"), new string('x', PageLength));
        File.WriteAllText(Path.Combine(folder, "nginx.conf"),
            $$"""
            daemon off; worker_processes 1; pid {{folder}}/pid; error_log {{folder}}/errors;
            events { worker_connections 4096; }
            http {
              access_log off; client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              ssl_session_cache off; ssl_certificate {{folder}}/chain.pem; ssl_certificate_key {{folder}}/key.pem; root {{folder}};
              server { listen 127.0.0.1:{{plain}} backlog=4096; listen [::1]:{{plain}} backlog=4096; }
              server { listen 127.0.0.1:{{secure}} ssl http2 backlog=4096; listen [::1]:{{secure}} ssl http2 backlog=4096; }
            }
            """);
        Process nginx = Process.Start(new ProcessStartInfo("nginx", ["-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "errors")]))!;
        for (int i = 0; i < 100; i++)
        {
            try
            {
                using var look = new TcpClient();
                await look.ConnectAsync(IPAddress.Loopback, secure);
                return new WebServer(folder, root, nginx, plain, secure);
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("nginx did not start (apt install nginx)");
    }

    public async ValueTask DisposeAsync()
    {
        _nginx.Kill(entireProcessTree: true);
        await _nginx.WaitForExitAsync();
        _nginx.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // Both held at once, in both families, so that they are two and free in each.
    private static (int First, int Second) FreePorts()
    {
        using var first = TcpListener.Create(0);
        using var second = TcpListener.Create(0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
