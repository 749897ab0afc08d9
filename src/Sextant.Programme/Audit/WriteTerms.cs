using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Audit;

/// <summary>A request that must not be done twice.</summary>
/// <param name="Owner">Who asks: keys of others are others' keys.</param>
/// <param name="Key">The client's key of it.</param>
/// <param name="Asked">A hash of what is asked for: the same key for something else is a mistake.</param>
public sealed record OnceOnly(string Owner, string Key, string Asked);

/// <summary>
/// What must hold for a change to be made. It is looked at and written down within the change's own transaction, the only one that writes then, so that nothing
/// comes between looking and changing, and a program that is killed has both done and noted it, or neither.
/// </summary>
public sealed class WriteTerms
{
    /// <summary>7 days: a client that was cut off over a long weekend may still ask again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private bool _looked;

    /// <summary>Whether what is changed still is what the client has read; null: it does not say what it has read.</summary>
    public Func<CancellationToken, Task<bool>>? StillHolds { get; init; }

    /// <summary>By which a repeated request is known; null: it may be repeated.</summary>
    public OnceOnly? Once { get; init; }

    /// <summary>Looks. An act of several transactions is let in by its first.</summary>
    /// <exception cref="DoneBeforeException">It was done before.</exception>
    /// <exception cref="ChangedSinceException">Somebody changed it since.</exception>
    internal async Task<bool> EnterAsync(ProgrammeContext context, CancellationToken cancellation)
    {
        if (_looked)
        {
            return false;
        }

        if (Once is { } once && context.Start!.Done is { } done)
        {
            throw done.Asked == once.Asked ? new DoneBeforeException(done.Made) : new ChangedSinceException(otherRequest: true);
        }

        if (StillHolds is { } holds)
        {
            RegisterLook.Current?.Renew(); // what this request saw before it waited for its turn may be what another has changed since
            if (!await holds(cancellation).ConfigureAwait(false))
            {
                throw new ChangedSinceException(otherRequest: false);
            }
        }

        _looked = true;
        return true;
    }

    /// <summary>Notes that it is done, and what came of it; whoever asked saves it.</summary>
    internal async Task LeaveAsync(ProgrammeContext context, object? made, OnceSweep sweep, DateTimeOffset now, CancellationToken cancellation)
    {
        if (Once is { } once)
        {
            if (sweep.IsDue(now))
            {
                DateTimeOffset oldest = now - Kept;
                await context.Set<RequestOnceRow>().Where(row => row.At < oldest).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            }

            context.Add(new RequestOnceRow { Stamp = Stamp!, Asked = once.Asked, Made = Convert.ToString(made, CultureInfo.InvariantCulture) ?? "", At = now });
        }
    }

    /// <summary>Under which the request is noted; null: it may be repeated.</summary>
    internal string? Stamp => Once is { } once ? $"{once.Owner} {once.Key}" : null;
}

/// <summary>When old requests were last removed, by this process: the first one that writes does it, and then one an hour, for who waits to write waits for this too.</summary>
internal sealed class OnceSweep
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>Whether it is time; asked by one at a time, and not again within the hour.</summary>
    internal bool IsDue(DateTimeOffset now)
    {
        bool due = now - _last >= Step || now < _last;
        _last = due ? now : _last;
        return due;
    }
}

/// <summary>The same request was done before.</summary>
public sealed class DoneBeforeException(string made) : Exception("The request was done before.")
{
    /// <summary>What came of it then.</summary>
    public string Made { get; } = made;
}

/// <summary>What a client rests its change on is no longer so: somebody changed it since, or its key was used for another request.</summary>
public sealed class ChangedSinceException(bool otherRequest) : Exception(otherRequest ? "The key was used for another request." : "It was changed since it was read.")
{
    /// <summary>Whether the key is that of another request.</summary>
    public bool OtherRequest { get; } = otherRequest;
}
