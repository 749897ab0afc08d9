using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>What one try of an operation gave.</summary>
/// <param name="Value">What was seen, failed or not.</param>
/// <param name="Attempt">When, how long, and why it failed.</param>
/// <param name="Final">True when trying again cannot change the answer (a forbidden address, a name that does not exist).</param>
internal readonly record struct Try<T>(T Value, Attempt Attempt, bool Final = false);

/// <summary>An operation after its retries: the last try's value and every attempt.</summary>
internal sealed record Tried<T>(T Value, IReadOnlyList<Attempt> Attempts);

/// <summary>Tries a failed operation again, after a pause with jitter.</summary>
internal sealed class Retrying(RetryOptions options, TimeProvider clock)
{
    /// <summary>Runs until a try succeeds, is final, or the tries are used up.</summary>
    /// <param name="operation">One try.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="lossy">The way is known to lose packets: it is tried as often as loss is sampled, or loss would pass for a dead service.</param>
    public async Task<Tried<T>> RunAsync<T>(Func<CancellationToken, Task<Try<T>>> operation, CancellationToken cancellation, bool lossy = false)
    {
        var attempts = new List<Attempt>(1);
        for (int again = lossy ? options.LossTries - 1 : options.Again; ; again--)
        {
            Try<T> last = await operation(cancellation).ConfigureAwait(false);
            attempts.Add(last.Attempt);
            if (last.Attempt.Failure is null || last.Final || again == 0)
            {
                return new Tried<T>(last.Value, attempts);
            }

            await PauseAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// As <see cref="RunAsync"/>, and once some tries failed and some did not it goes on to
    /// <see cref="RetryOptions.LossTries"/>, so that loss is a rate and not an anecdote.
    /// </summary>
    public async Task<IReadOnlyList<Attempt>> SampleLossAsync(Func<CancellationToken, Task<Try<bool>>> operation, CancellationToken cancellation)
    {
        Tried<bool> tried = await RunAsync(operation, cancellation).ConfigureAwait(false);
        bool mixed = tried.Attempts.Any(a => a.Failure is null) && tried.Attempts.Any(a => a.Failure is not null);
        if (!mixed)
        {
            return tried.Attempts;
        }

        var attempts = new List<Attempt>(tried.Attempts);
        while (attempts.Count < options.LossTries)
        {
            await Task.Delay(options.LossPause, clock, cancellation).ConfigureAwait(false);
            attempts.Add((await operation(cancellation).ConfigureAwait(false)).Attempt);
        }

        return attempts;
    }

    /// <summary>The pause before a next try, with jitter.</summary>
    public Task PauseAsync(CancellationToken cancellation)
    {
        double span = (options.Longest - options.Shortest).TotalMilliseconds;
        TimeSpan pause = options.Shortest + TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * Math.Max(0, span));
        return Task.Delay(pause, clock, cancellation);
    }
}
