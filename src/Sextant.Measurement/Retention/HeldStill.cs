using Sextant.Store.Files;

namespace Sextant.Measurement.Retention;

/// <summary>The turns of those who remove and merge, held by one who copies.</summary>
internal sealed class HeldStill : IDisposable
{
    private readonly List<ProcessLock> _turns = [];

    /// <summary>Takes a turn; where there is no such folder yet, nobody has one to take.</summary>
    internal async Task TakeAsync(string folder, string turn, TimeSpan patience, CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
        {
            _turns.Add(await ProcessLock.AcquireAsync(turn, patience, cancellation).ConfigureAwait(false));
        }
    }

    public void Dispose() => _turns.ForEach(turn => turn.Dispose());
}
