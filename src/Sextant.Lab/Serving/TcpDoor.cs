using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sextant.Lab.Network;
using Sextant.Net.Timing;

namespace Sextant.Lab.Serving;

/// <summary>One listening socket on loopback for one virtual TCP endpoint. What answers is asked for at each connection, so that a script may change while the world runs.</summary>
internal sealed class TcpDoor : IAsyncDisposable
{
    // The observers of a campaign connect by the thousand at once; the kernel cuts this to net.core.somaxconn.
    private const int Backlog = 4096;

    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private readonly Socket _listener;
    private readonly Func<ITcpService?> _service;
    private readonly Func<PathRule?> _way;
    private readonly Served _served;
    private readonly Task _accepting;

    public TcpDoor(Served served, Func<ITcpService?> service, Func<PathRule?> way)
    {
        (_served, _service, _way) = (served, service, way);
        var loopback = served.At.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        _listener = new Socket(loopback.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(loopback, 0));
        _listener.Listen(Backlog);
        Real = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    public IPEndPoint Real { get; }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys).ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_closing.Token).ConfigureAwait(false);
                var serving = ServeAsync(socket);
                _connections.TryAdd(serving, 0);
                _ = serving.ContinueWith(t => _connections.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_closing.IsCancellationRequested)
            {
                // Out of descriptors or reset before accepted: the door stays open, and does not spin.
                await Task.Delay(10, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        // Leave the accepting loop at once: a service may work for a while before its first await.
        await Task.Yield();
        using TimeLimit lifetime = TimeWheel.Of(TimeProvider.System).Limit(_served.Options.ConnectionLifetime, _closing.Token);
        try
        {
            socket.NoDelay = true;
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            await using (stream.ConfigureAwait(false))
            {
                if (_service() is { } service)
                {
                    await ServeAsync(service, stream, lifetime.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception fault) when (IsOfTheNetwork(fault))
        {
            // The observer went away, or spoke nonsense: that is its right.
        }
    }

    private async Task ServeAsync(ITcpService service, Stream stream, CancellationToken cancellation)
    {
        if (_way() is not { } rule)
        {
            await service.ServeAsync(stream, _served, cancellation).ConfigureAwait(false);
            return;
        }

        var way = new WayStream(stream, rule, _served);
        await using (way.ConfigureAwait(false))
        {
            await service.ServeAsync(way, _served, cancellation).ConfigureAwait(false);
            await way.HoldAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static bool IsOfTheNetwork(Exception fault) => fault is
        IOException or SocketException or OperationCanceledException or ObjectDisposedException
        or System.Security.Authentication.AuthenticationException or InvalidOperationException;
}
