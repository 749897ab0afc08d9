using System.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Timing;
using Sextant.Net.Tls;

namespace Sextant.Net.Http;

/// <summary>
/// Connections that one scan keeps open for its next request to the same address and host, so that each is dialled and shaken hands with once.
/// An idle one keeps nobody waiting: it is closed when another wants its place at the address, and after <see cref="Longest"/>.
/// </summary>
public sealed class KeptConnections(TimeProvider time) : IAsyncDisposable
{
    /// <summary>2 s: the next request follows within milliseconds or, when something is tried again, much later; and servers close idle connections from 5 s on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, Idle> _idle = [];
    private RepeatedAlarm? _sweep;
    private bool _over;

    /// <summary>Keeps a connection whose handshake is done; it is closed when it cannot be kept.</summary>
    public ValueTask KeepAsync(DialOutcome dial, TlsOutcome shake) => KeepAsync(new OpenConnection(dial, shake.ServerName, shake));

    /// <summary>An idle connection to this endpoint and host; null when there is none. Whoever takes it keeps or disposes it.</summary>
    internal OpenConnection? Take(IPEndPoint remote, string host, bool secure)
    {
        var key = new Key(remote, host, secure);
        lock (_gate)
        {
            return _idle.Remove(key, out Idle? idle) && idle.TakeBack() ? idle.Connection : null;
        }
    }

    /// <summary>Keeps a connection; it is closed when it cannot be kept.</summary>
    internal async ValueTask KeepAsync(OpenConnection connection)
    {
        var key = new Key(connection.Remote, connection.Host, connection.Tls is not null);
        bool kept = false;
        bool whole = connection.MayAskAgain();
        lock (_gate)
        {
            if (whole && !_over && !_idle.ContainsKey(key) && connection.Dial.LetOthers(() => Close(key, connection)) is { } takeBack)
            {
                _idle[key] = new Idle(connection, takeBack, time.GetTimestamp());
                if (_idle.Count == 1)
                {
                    (_sweep ??= TimeWheel.Of(time).Alarm(Sweep)).Set(Longest);
                }

                kept = true;
            }
        }

        if (!kept)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _over = true;
        }

        _sweep?.Dispose();
        await CloseWhereAsync(_ => true).ConfigureAwait(false);
    }

    private void Sweep()
    {
        _ = CloseWhereAsync(idle => time.GetElapsedTime(idle.Since) >= Longest);
        lock (_gate)
        {
            if (_idle.Count > 0 && !_over)
            {
                _sweep!.Set(Longest);
            }
        }
    }

    private async Task CloseWhereAsync(Func<Idle, bool> which)
    {
        List<OpenConnection> closing = [];
        lock (_gate)
        {
            foreach ((Key key, Idle idle) in _idle.Where(pair => which(pair.Value)).ToList())
            {
                _idle.Remove(key);
                if (idle.TakeBack())
                {
                    closing.Add(idle.Connection);
                }
            }
        }

        foreach (OpenConnection connection in closing)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Its place is wanted by somebody else.
    private void Close(Key key, OpenConnection connection)
    {
        lock (_gate)
        {
            if (_idle.TryGetValue(key, out Idle? idle) && ReferenceEquals(idle.Connection, connection))
            {
                _idle.Remove(key);
            }
        }

        _ = connection.DisposeAsync().AsTask();
    }

    private readonly record struct Key(IPEndPoint Remote, string Host, bool Secure);

    private sealed record Idle(OpenConnection Connection, Func<bool> TakeBack, long Since);
}
