using System.Net;
using Sextant.Checks.Observations;
using Sextant.Checks.Web;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>What one try of an operation gave.</summary>
/// <param name="Value">What was seen, failed or not.</param>
/// <param name="Attempt">When, how long, and why it failed.</param>
/// <param name="Final">True when trying again cannot change the answer (a forbidden address, a name that does not exist).</param>
/// <param name="Address">Who was asked: a network one owns is asked again within seconds; null where that is not known.</param>
internal readonly record struct Try<T>(T Value, Attempt Attempt, bool Final = false, IPAddress? Address = null);

/// <summary>An operation after its retries: the last try's value and every attempt.</summary>
/// <param name="Value">Of the last try that ended; of none, what stands for an operation that was not reached.</param>
/// <param name="Attempts">Every try; the last one is <see cref="Failure.TimeBudget"/> when the name's time ended the tries.</param>
internal sealed record Tried<T>(T Value, IReadOnlyList<Attempt> Attempts)
{
    /// <summary>True when the name's time was used up before the tries were.</summary>
    public bool IsCut => Attempts[^1].Failure == Failure.TimeBudget;
}

/// <summary>Tries a failed operation again, after a pause with jitter, while the name has time left.</summary>
internal sealed class Retrying(RetryOptions options, NameTime time, TimeProvider clock)
{
    /// <summary>Runs until a try succeeds, is final, or the tries or the time are used up.</summary>
    /// <param name="operation">One try.</param>
    /// <param name="unreached">What stands for it when not even one try ended in time.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="isLossy">
    /// Asked when a try failed: whether the way is known to lose packets; then it is tried as often as loss is sampled, or loss would pass for a dead service.
    /// </param>
    /// <param name="refusesMore">Asked when the tries are used up: whether the address limits connections; then it is tried again, paced.</param>
    public async Task<Tried<T>> RunAsync<T>(
        Func<CancellationToken, Task<Try<T>>> operation, Func<Failure, T> unreached, CancellationToken cancellation, Func<Failure, Task<bool>>? isLossy = null,
        Func<T, Task<bool>>? refusesMore = null)
    {
        var attempts = new List<Attempt>(1);
        T value = unreached(Failure.TimeBudget);
        int tries = options.Again + 1;
        int paced = 0;
        while (true)
        {
            (bool ended, Try<T> last) = await OnceAsync(operation, value, cancellation).ConfigureAwait(false);
            attempts.Add(last.Attempt);
            value = last.Value;
            if (!ended || last.Attempt.Failure is not { } failure || last.Final)
            {
                return new Tried<T>(value, attempts);
            }

            if (isLossy is not null && attempts.Count == 1 && await isLossy(failure).ConfigureAwait(false))
            {
                tries = options.LossTries;
            }

            if (attempts.Count >= tries)
            {
                if (paced == options.LimitTries || refusesMore is null || !await refusesMore(value).ConfigureAwait(false))
                {
                    return new Tried<T>(value, attempts);
                }

                paced++;
                await time.PauseAsync(options.LimitPause * (1 + Random.Shared.NextDouble()), cancellation).ConfigureAwait(false);
                continue;
            }

            // What comes after the tries of a fault samples a loss that is known: it waits for nothing to pass.
            await (attempts.Count > options.Again ? time.PauseAsync(options.LossPause, cancellation) : PauseAsync(last.Address, cancellation)).ConfigureAwait(false);
        }
    }

    /// <summary>One try alone.</summary>
    /// <param name="before">What stands for it when the time is used up.</param>
    public async Task<(bool Ended, Try<T> Try)> OnceAsync<T>(Func<CancellationToken, Task<Try<T>>> operation, T before, CancellationToken cancellation)
    {
        DateTimeOffset at = clock.GetUtcNow();
        long began = clock.GetTimestamp();
        (bool ended, Try<T> value) = await time.WithinAsync(operation, cancellation).ConfigureAwait(false);
        return ended ? (true, value) : (false, new Try<T>(before, new Attempt(at, clock.GetElapsedTime(began).TotalMilliseconds, Failure.TimeBudget)));
    }

    /// <summary>
    /// As <see cref="RunAsync"/>, and once some tries failed (or waited for their first packet to be sent again) and some did not it goes on to
    /// <see cref="RetryOptions.LossTries"/>, so that loss is a rate and not an anecdote.
    /// </summary>
    public async Task<IReadOnlyList<Attempt>> SampleLossAsync(Func<CancellationToken, Task<Try<bool>>> operation, CancellationToken cancellation)
    {
        Tried<bool> tried = await RunAsync(operation, _ => false, cancellation).ConfigureAwait(false);
        bool mixed = tried.Attempts.Any(a => a.Failure is null) && tried.Attempts.Any(a => a.Failure is not null || a.Milliseconds >= ConnectTimes.SentAgain);
        return mixed ? await SampleOnAsync(tried.Attempts, operation, cancellation).ConfigureAwait(false) : tried.Attempts;
    }

    /// <summary>Goes on from earlier tries to <see cref="RetryOptions.LossTries"/>; fewer when the time is used up.</summary>
    public async Task<IReadOnlyList<Attempt>> SampleOnAsync(
        IReadOnlyList<Attempt> before, Func<CancellationToken, Task<Try<bool>>> operation, CancellationToken cancellation)
    {
        var attempts = new List<Attempt>(before);
        while (attempts.Count < options.LossTries)
        {
            await time.PauseAsync(options.LossPause, cancellation).ConfigureAwait(false);
            (bool ended, Try<bool> next) = await OnceAsync(operation, false, cancellation).ConfigureAwait(false);
            if (!ended)
            {
                break;
            }

            attempts.Add(next.Attempt);
        }

        return attempts;
    }

    /// <summary>The pause before a next try at an address, with jitter.</summary>
    public Task PauseAsync(IPAddress? address, CancellationToken cancellation)
    {
        (TimeSpan shortest, TimeSpan longest) = options.SpacingOf(address);
        TimeSpan pause = shortest + TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * Math.Max(0, (longest - shortest).TotalMilliseconds));
        return time.PauseAsync(pause, cancellation);
    }

    /// <inheritdoc cref="NameTime.AsideAsync"/>
    public Task<T> AsideAsync<T>(Task<T> other, CancellationToken cancellation) => time.AsideAsync(other, cancellation);

    /// <inheritdoc cref="NameTime.WithinAsync"/>
    public Task<(bool Ended, T? Value)> WithinAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation) => time.WithinAsync(work, cancellation);
}

/// <summary>What trying again cannot change.</summary>
internal static class Failures
{
    public static bool AreFinal(Failure? failure) => failure is
        Failure.AddressForbidden or Failure.Excluded or Failure.DnsNxdomain or Failure.DnsNoData or Failure.DnsChainTooLong
        or Failure.DnsLoop or Failure.HttpChallenge or Failure.HttpRateLimited or Failure.HttpRedirectForbidden or Failure.WorkLimit;
}
