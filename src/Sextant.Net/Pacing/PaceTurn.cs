namespace Sextant.Net.Pacing;

/// <summary>A turn that was granted. Disposing it gives the connection's place to whoever waits next; it may be disposed more than once.</summary>
public sealed class PaceTurn : IDisposable
{
    private Action? release;

    internal PaceTurn(TimeSpan waited, Action? release = null)
    {
        Waited = waited;
        this.release = release;
    }

    /// <summary>How long the turn was waited for: never part of a measured time.</summary>
    public TimeSpan Waited { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
