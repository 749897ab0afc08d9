using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sextant.Net.Timing;

namespace Sextant.Net.Pacing;

/// <summary>
/// What all processes that measure from one place ask of an address together. A turn is one of the address's few bytes in a file: whoever holds its
/// lock has the turn, for as long as a connection is open, or for the second in which a question counts. A killed process holds nothing.
/// </summary>
public sealed class SharedTurns : IDisposable
{
    /// <summary>64 files: 20,000 turns held at once leave some 300 locks for the kernel to search.</summary>
    private const int Files = 64;

    /// <summary>64 turns at most for one address; a higher rate gives them back sooner.</summary>
    private const int MostTurns = 64;

    /// <summary>20 ms between two looks for a turn that others hold: two looks in the time between two questions of ten a second.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider time;
    private readonly ByteLocks locks;

    // One of those who wait here looks for all of them.
    private readonly ConnectionSlots looking = new();
    private readonly HashSet<(int File, long At)> held = [];
    private readonly PriorityQueue<(int File, long At), long> spent = new();
    private readonly ITimer sweep;
    private readonly Lock gate = new();
    private bool disposed;

    private SharedTurns(string folder, TimeProvider time)
    {
        this.time = time;
        locks = new ByteLocks(folder, Files);
        sweep = time.CreateTimer(_ => GiveBackSpent(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The turns shared by those who name the same folder. Null where the system has no locks that end with their process: each process is then polite by itself.</summary>
    public static SharedTurns? In(string folder, TimeProvider time) => OperatingSystem.IsLinux() ? new SharedTurns(folder, time) : null;

    /// <summary>Turns held now.</summary>
    public int Held
    {
        get
        {
            lock (gate)
            {
                return held.Count;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            sweep.Dispose();
            locks.Dispose();
        }
    }

    /// <summary>Waits for one of so many places at a key; what comes back leaves it.</summary>
    internal async ValueTask<Action> EnterAsync(string key, int places, CancellationToken cancellation)
    {
        var turn = await TakeAsync(key, Math.Clamp(places, 1, MostTurns), cancellation).ConfigureAwait(false);
        return () => GiveBack(turn);
    }

    /// <summary>Waits until the next second of this key holds fewer than so many, and counts one.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="rate">How many each second.</param>
    /// <param name="second">How long a turn counts when the rate is one or more a second.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    internal async ValueTask UseAsync(string key, double rate, TimeSpan second, CancellationToken cancellation)
    {
        int turns = Math.Clamp((int)rate, 1, MostTurns);
        var turn = await TakeAsync(key, turns, cancellation).ConfigureAwait(false);
        lock (gate)
        {
            if (spent.Count == 0 && !disposed)
            {
                sweep.Change(Look, Look);
            }

            spent.Enqueue(turn, time.GetTimestamp() + (long)(second.TotalSeconds * turns / rate * time.TimestampFrequency));
        }
    }

    private async ValueTask<(int File, long At)> TakeAsync(string key, int turns, CancellationToken cancellation)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        int file = hash[0] % Files;

        // Two addresses that meet in these 48 bits wait for each other, and nothing else.
        long first = (BinaryPrimitives.ReadInt64LittleEndian(hash.AsSpan(1)) & 0xFFFF_FFFF_FFFF) * MostTurns;
        await looking.EnterAsync(key, 1, cancellation).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (TryTake(file, first, turns) is { } turn)
                {
                    return turn;
                }

                await TimeWheel.Of(time).PauseAsync(Look, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            looking.Leave(key);
        }
    }

    private (int File, long At)? TryTake(int file, long first, int turns)
    {
        lock (gate)
        {
            for (long at = first; at < first + turns; at++)
            {
                if (!held.Contains((file, at)) && IsFree(file, at))
                {
                    held.Add((file, at));
                    return (file, at);
                }
            }

            return null;
        }
    }

    // A folder that cannot be written is told of by whoever keeps results there; politeness is then this process's own.
    private bool IsFree(int file, long at)
    {
        try
        {
            return disposed || locks.TryLock(file, at);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private void GiveBack((int File, long At) turn)
    {
        lock (gate)
        {
            if (held.Remove(turn) && !disposed)
            {
                try
                {
                    locks.Unlock(turn.File, turn.At);
                }
                catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
                {
                    // Nothing was locked there.
                }
            }
        }
    }

    private void GiveBackSpent()
    {
        lock (gate)
        {
            while (spent.TryPeek(out var turn, out long until) && until <= time.GetTimestamp())
            {
                spent.Dequeue();
                GiveBack(turn);
            }

            if (spent.Count == 0 && !disposed)
            {
                sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
