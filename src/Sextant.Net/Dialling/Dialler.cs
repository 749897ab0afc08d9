using System.Net;
using System.Net.Sockets;
using Sextant.Net.Guard;
using Sextant.Net.Pacing;
using Sextant.Net.Timing;
using Sextant.Wire;

namespace Sextant.Net.Dialling;

/// <summary>Opens TCP connections to exactly one endpoint: judged by the guard, paced, bounded in time, never another address or family instead.</summary>
public sealed class Dialler(INetwork network, DialGuard guard, Pacer? pacer, TimeProvider time)
{
    /// <summary>4 s: what Internet.nl waits for a TCP connection, so verdicts compare.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(4);

    private readonly TimeWheel wheel = TimeWheel.Of(time);

    /// <summary>The guard every dial passes.</summary>
    public DialGuard Guard => guard;

    /// <summary>Dials. What the network does is in the outcome, never thrown; the caller disposes it.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<DialOutcome> ConnectAsync(IPEndPoint remote, TimeSpan timeout, CancellationToken cancellation)
    {
        if (guard.Judge(remote) is { } verdict)
        {
            return new DialOutcome(remote, null) { At = time.GetUtcNow(), Failure = verdict };
        }

        var turn = pacer is null ? null : await pacer.EnterAsync(UseOf(remote.Port), remote.Address, cancellation).ConfigureAwait(false);
        var at = time.GetUtcNow();
        long begin = time.GetTimestamp();
        using TimeLimit limit = wheel.Limit(timeout, cancellation);
        try
        {
            var socket = await network.ConnectTcpAsync(remote, limit.Token).ConfigureAwait(false);
            var took = time.GetElapsedTime(begin);
            TimeSpan? bySystem = network.ConnectTime(socket);
            return new DialOutcome(remote, turn) { At = at, Duration = bySystem ?? took, BySystem = bySystem is not null, Stream = new NetworkStream(socket, ownsSocket: true) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(Failure.TimedOut);
        }
        catch (SocketException exception)
        {
            return Failed(SocketFailures.ToFailure(exception));
        }
        catch
        {
            turn?.Dispose();
            throw;
        }

        DialOutcome Failed(Failure failure)
        {
            turn?.Dispose();
            return new DialOutcome(remote, turn) { At = at, Duration = time.GetElapsedTime(begin), Failure = failure };
        }
    }

    /// <summary>Waits for a turn to ask once more over a connection that is open.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public ValueTask AgainAsync(IPEndPoint remote, CancellationToken cancellation) =>
        pacer is null ? ValueTask.CompletedTask : pacer.AgainAsync(UseOf(remote.Port), remote.Address, cancellation);

    /// <inheritdoc cref="Pacer.BackOff"/>
    public void BackOff(IPEndPoint remote, TimeSpan? asked = null, string? name = null) => pacer?.BackOff(UseOf(remote.Port), remote.Address, asked, name);

    /// <inheritdoc cref="Pacer.Rests"/>
    public bool Rests(IPAddress address, string name) => pacer?.Rests(address, name) == true;

    private static PacedUse UseOf(int port) => port switch
    {
        25 => PacedUse.Smtp,
        53 => PacedUse.Dns,
        _ => PacedUse.Http,
    };
}
