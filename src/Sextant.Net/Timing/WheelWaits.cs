namespace Sextant.Net.Timing;

/// <summary>The ways to wait by a wheel.</summary>
public static class WheelWaits
{
    /// <summary>A limit of so long, reached too when the outer token is cancelled. Dispose it when the work is done.</summary>
    /// <param name="after">From now; infinite for none. What is zero or less is over at once.</param>
    public static TimeLimit Limit(this TimeWheel wheel, TimeSpan after, CancellationToken outer = default) => new(wheel, after, outer);

    /// <summary>Waits so long, or until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task PauseAsync(this TimeWheel wheel, TimeSpan time, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled(cancellation)
        : time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan ? Task.CompletedTask
        : new Pause(wheel, time, cancellation).Task;

    /// <summary>An alarm that is set and cleared again and again.</summary>
    public static RepeatedAlarm Alarm(this TimeWheel wheel, Action ring) => new(wheel, ring);
}
