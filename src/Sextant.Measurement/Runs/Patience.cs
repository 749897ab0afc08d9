using Sextant.Store.Databases;

namespace Sextant.Measurement.Runs;

/// <summary>Waits for a database that cannot be reached: its server is started again sooner or later, and what was measured meanwhile is worth the wait.</summary>
/// <param name="most">How long a step waits in all.</param>
/// <param name="pause">Between two tries.</param>
/// <param name="clock">The clock.</param>
internal sealed class Patience(TimeSpan most, TimeSpan pause, TimeProvider clock)
{
    private int _waiting;

    /// <summary>True while a step waits.</summary>
    public bool Waits => Volatile.Read(ref _waiting) > 0;

    /// <summary>
    /// Runs a step until it succeeds. It may have taken place although the answer was lost: a step says itself what it finds done already.
    /// </summary>
    /// <exception cref="DatabaseAwayException">It did not come back in time.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> step, CancellationToken cancellation)
    {
        long began = clock.GetTimestamp();
        bool waits = false;
        try
        {
            while (true)
            {
                try
                {
                    return await step().ConfigureAwait(false);
                }
                catch (Exception fault) when (DatabaseFaults.IsAway(fault))
                {
                    if (clock.GetElapsedTime(began) > most)
                    {
                        throw new DatabaseAwayException(fault);
                    }
                }

                if (!waits)
                {
                    waits = true;
                    Interlocked.Increment(ref _waiting);
                }

                await Task.Delay(pause, clock, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            if (waits)
            {
                Interlocked.Decrement(ref _waiting);
            }
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<Task> step, CancellationToken cancellation) => RunAsync(
        async () =>
        {
            await step().ConfigureAwait(false);
            return true;
        },
        cancellation);
}

/// <summary>The database cannot be reached, and did not come back for as long as was waited.</summary>
public sealed class DatabaseAwayException(Exception last) : IOException(last.GetBaseException().Message, last);
