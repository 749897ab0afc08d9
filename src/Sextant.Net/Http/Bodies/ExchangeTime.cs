using Sextant.Net.Timing;

namespace Sextant.Net.Http.Bodies;

/// <summary>The time of one request and its response. It stands still while it is this program that the server waits for.</summary>
/// <param name="wheel">Where the limit is set.</param>
/// <param name="time">The clock.</param>
/// <param name="left">How long it may take.</param>
/// <param name="outer">The caller's own end.</param>
internal sealed class ExchangeTime(TimeWheel wheel, TimeProvider time, TimeSpan left, CancellationToken outer) : IDisposable
{
    private readonly TimeLimit limit = wheel.Limit(left, outer);
    private readonly long begin = time.GetTimestamp();

    /// <summary>Cancelled at its limit, and when the caller cancels.</summary>
    public CancellationToken Token => limit.Token;

    /// <summary>Cancelled when the caller cancels.</summary>
    public CancellationToken Outer => outer;

    /// <summary>How long it stood still.</summary>
    public TimeSpan Held { get; private set; }

    /// <summary>How long it went.</summary>
    public TimeSpan Spent => time.GetElapsedTime(begin) - Held;

    /// <summary>Stands still until something is done.</summary>
    public async ValueTask HoldAsync(Task until)
    {
        limit.Hold();
        long since = time.GetTimestamp();
        try
        {
            await until.ConfigureAwait(false);
        }
        finally
        {
            Held += time.GetElapsedTime(since);
            limit.GoOn(left - Spent);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => limit.Dispose();
}
