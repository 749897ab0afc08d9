using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sextant.Testing;

/// <summary>A TCP server on loopback that does to each connection what a test says: the place for servers nobody would run.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly CancellationTokenSource stop = new();
    private readonly Func<Stream, CancellationToken, Task> script;
    private readonly Task accepting;
    private int connections;

    /// <param name="script">Run for each connection; what it throws ends the connection only.</param>
    public ScriptedServer(Func<Stream, CancellationToken, Task> script, IPAddress? address = null)
        : this(script, Bound(address ?? IPAddress.IPv6Loopback))
    {
    }

    /// <param name="script">Run for each connection; what it throws ends the connection only.</param>
    /// <param name="bound">A socket that is bound already, in whatever network.</param>
    public ScriptedServer(Func<Stream, CancellationToken, Task> script, Socket bound)
    {
        this.script = script;
        listener = bound;
        listener.Listen(100);
        accepting = AcceptAsync();
    }

    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)listener.LocalEndPoint!;

    /// <summary>How many connections came.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>A server that reads an HTTP request's head and answers with these bytes, then closes.</summary>
    public static ScriptedServer Answering(string response) => Answering(Encoding.Latin1.GetBytes(response));

    /// <inheritdoc cref="Answering(string)"/>
    public static ScriptedServer Answering(byte[] response) => new(async (stream, token) =>
    {
        await ReadHeadAsync(stream, token);
        await stream.WriteAsync(response, token);
    });

    /// <summary>Reads to the empty line that ends a request's head, and gives what was read.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, cancellation) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(stop.Token);
                Interlocked.Increment(ref connections);
                running.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await script(stream, stop.Token);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException
            or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test is over.
        }
    }
}
