using Sextant.Store.Databases;
using Sextant.Store.Files;

namespace Sextant.Measurement.Storage;

/// <summary>What can be refused by a disk on its own: they may lie on different ones.</summary>
public enum StoreArea
{
    /// <summary>Records and raw bytes.</summary>
    Evidence,

    /// <summary>The lake's files, the tables of campaigns and verdicts.</summary>
    Results,

    /// <summary>Which name of a campaign is whose.</summary>
    Leases,

    /// <summary>Putting small files together, removing what is old.</summary>
    Care,
}

/// <summary>A fault of a disk that goes on.</summary>
/// <param name="Area">What could not be kept.</param>
/// <param name="Disk">What the disk said, and of which path.</param>
/// <param name="Since">When it began.</param>
public sealed record StoreFault(StoreArea Area, StorageException Disk, DateTimeOffset Since);

/// <summary>
/// Whether the disk takes what is kept. A refusal raises a flag, and the next thing of the same area that is kept takes it down: whoever watches
/// (the terminal, <c>/healthz</c>) needs no log to know that nothing is being kept.
/// </summary>
public sealed class StoreHealth
{
    private readonly DatabaseOptions _database;
    private readonly TimeProvider _clock;
    private readonly StoreFault?[] _faults = new StoreFault?[Enum.GetValues<StoreArea>().Length];

    internal StoreHealth(DatabaseOptions database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>Is told when a fault begins (the fault) and when an area is well again (the fault that was).</summary>
    public event Action<StoreFault, bool>? Changed;

    /// <summary>The faults that go on; empty when all is well.</summary>
    public IReadOnlyList<StoreFault> Faults => [.. _faults.OfType<StoreFault>()];

    /// <summary>Keeps something and remembers how it went.</summary>
    /// <exception cref="StorageException">A disk refused, be it the database's.</exception>
    internal async Task<T> WatchAsync<T>(StoreArea area, Func<Task<T>> keep)
    {
        try
        {
            T kept = await keep().ConfigureAwait(false);
            Set(area, null);
            return kept;
        }
        catch (StorageException fault)
        {
            Set(area, fault);
            throw;
        }
        catch (Exception fault) when (DatabaseFaults.OfDisk(fault, _database) is { } disk)
        {
            Set(area, disk);
            throw disk;
        }
    }

    private void Set(StoreArea area, StorageException? fault)
    {
        ref StoreFault? place = ref _faults[(int)area];
        StoreFault? known = Volatile.Read(ref place);
        if (fault is null ? known is null : known is not null)
        {
            return; // the first sentence of a fault stands: those that follow (a poisoned segment) say less
        }

        StoreFault? now = fault is null ? null : new StoreFault(area, fault, _clock.GetUtcNow());
        if (Interlocked.CompareExchange(ref place, now, known) == known)
        {
            Changed?.Invoke(now ?? known!, now is not null);
        }
    }
}
