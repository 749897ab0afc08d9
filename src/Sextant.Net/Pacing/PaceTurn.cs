namespace Sextant.Net.Pacing;

/// <summary>A turn that was granted. Disposing it gives the connection's place to whoever waits next; it may be disposed more than once.</summary>
public sealed class PaceTurn : IDisposable
{
    private readonly Func<Action, Func<bool>?>? letOthers;
    private Action? release;

    internal PaceTurn(TimeSpan waited, Action? release = null, Func<Action, Func<bool>?>? letOthers = null)
    {
        Waited = waited;
        this.release = release;
        this.letOthers = letOthers;
    }

    /// <summary>How long the turn was waited for: never part of a measured time.</summary>
    public TimeSpan Waited { get; }

    /// <summary>The connection is open and idle: <paramref name="close"/> is called when somebody else wants its place.</summary>
    /// <returns>Takes it back into use; false when it has been closed. Null when its place is wanted already.</returns>
    internal Func<bool>? LetOthers(Action close) => letOthers is null ? static () => true : letOthers(close);

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref release, null)?.Invoke();
}
