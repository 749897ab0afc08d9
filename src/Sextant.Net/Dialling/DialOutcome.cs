using System.Net;
using System.Net.Sockets;
using Sextant.Net.Pacing;
using Sextant.Wire;

namespace Sextant.Net.Dialling;

/// <summary>What one dial gave. Disposing it closes the connection and gives its place to whoever waits.</summary>
public sealed class DialOutcome : IDisposable
{
    private readonly PaceTurn? turn;

    internal DialOutcome(IPEndPoint remote, PaceTurn? turn)
    {
        Remote = remote;
        this.turn = turn;
    }

    /// <summary>The endpoint asked for, and, when connected, reached.</summary>
    public IPEndPoint Remote { get; }

    /// <summary>When the dial began (UTC), after its turn had come.</summary>
    public DateTimeOffset At { get; internal init; }

    /// <summary>How long connecting took, waiting for the turn not counted.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>True when the time is the system's own measure of the round trip: it is right however late this program was.</summary>
    public bool BySystem { get; internal init; }

    /// <summary>How long the turn was waited for.</summary>
    public TimeSpan Waited => turn?.Waited ?? TimeSpan.Zero;

    /// <summary>Why there is no connection; null when there is one.</summary>
    public Failure? Failure { get; internal init; }

    /// <summary>The connection; null when the dial failed.</summary>
    public NetworkStream? Stream { get; internal init; }

    /// <inheritdoc cref="PaceTurn.LetOthers"/>
    internal Func<bool>? LetOthers(Action close) => turn is null ? static () => true : turn.LetOthers(close);

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream?.Dispose();
        turn?.Dispose();
    }
}
