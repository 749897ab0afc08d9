using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sextant.Testing;

/// <summary>A request that a receiver was sent.</summary>
public sealed record ReceivedHook(string Line, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A receiving server on loopback, over TLS, that answers as a test wants: bytes, then nothing, or without end.</summary>
public sealed class HookReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly SslStreamCertificateContext _context;
    private readonly Task _work;

    public HookReceiver(TestCa ca, params string[] names)
    {
        _certificate = ca.Issue(names.Length > 0 ? names : ["127.0.0.1"]);
        _context = SslStreamCertificateContext.Create(_certificate, [ca.Issuer], offline: true);
        _listener.Start();
        _work = WorkAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"https://127.0.0.1:{Port}/hook");

    public ConcurrentQueue<ReceivedHook> Received { get; } = [];

    /// <summary>Connections that were opened, whatever came of them.</summary>
    public int Connections { get; private set; }

    /// <summary>The greatest number of requests that were in hand at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>How a request is answered.</summary>
    public Func<ReceivedHook, Stream, CancellationToken, Task> Answer { get; set; } = (_, stream, cancellation) => SayAsync(stream, "204 No Content", "", cancellation);

    /// <summary>Answers with a status.</summary>
    public static Task SayAsync(Stream stream, string status, string headers, CancellationToken cancellation) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"), cancellation).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate.Dispose();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        var open = new List<Task>();
        int inHand = 0;
        while (!_stop.IsCancellationRequested)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Connections++;
            open.Add(Task.Run(async () =>
            {
                using TcpClient held = client;
                MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref inHand));
                try
                {
                    await TakeAsync(held);
                }
                catch (Exception fault) when (fault is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
                {
                    // The sender went away, or did not like the certificate: what a test looks at.
                }
                finally
                {
                    Interlocked.Decrement(ref inHand);
                }
            }));
        }

        await Task.WhenAll(open);
    }

    private async Task TakeAsync(TcpClient client)
    {
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = _context }, _stop.Token);
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        string[] lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            return; // gone before it said anything
        }

        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        byte[] body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var received = new ReceivedHook(lines[0], headers, Encoding.UTF8.GetString(body));
        Received.Enqueue(received);
        await Answer(received, stream, _stop.Token);
    }
}
