namespace Sextant.Programme.Register;

/// <summary>
/// A question that many ask at once: one asks at a time, and who comes meanwhile shares the next answer. Nobody gets one whose asking began before they came, so that each is as new as
/// if it had been asked for alone.
/// </summary>
internal sealed class AskedTogether<T>(Func<Task<T>> ask)
{
    private readonly SemaphoreSlim _alone = new(1, 1);
    private readonly Lock _gate = new();
    private TaskCompletionSource<T>? _coming;

    internal async Task<T> AskAsync(CancellationToken cancellation)
    {
        TaskCompletionSource<T> own;
        bool first;
        lock (_gate)
        {
            first = _coming is null;
            own = _coming ??= new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (first)
        {
            await AskAsync(own).ConfigureAwait(false); // for others too: it is not stopped with who came first
        }

        return await own.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task AskAsync(TaskCompletionSource<T> answer)
    {
        await _alone.WaitAsync().ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                _coming = null; // who comes from here on waits for the next
            }

            answer.SetResult(await ask().ConfigureAwait(false));
        }
        catch (Exception fault)
        {
            answer.SetException(fault);
        }
        finally
        {
            _alone.Release();
        }
    }
}
