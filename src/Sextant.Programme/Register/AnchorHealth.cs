using Sextant.Store.Files;

namespace Sextant.Programme.Register;

/// <summary>A change of the register whose mark did not get into the file of anchors.</summary>
/// <param name="Disk">What the disk said, and of which path.</param>
/// <param name="Since">When it began.</param>
public sealed record AnchorFault(StorageException Disk, DateTimeOffset Since);

/// <summary>
/// Whether the audit log is being anchored. A disk that refuses takes no change back, so nobody who writes hears of it: whoever watches (the terminal, <c>/healthz</c>) does. The next mark
/// that is kept covers all before it, and ends the alarm.
/// </summary>
public sealed class AnchorHealth
{
    private AnchorFault? _fault;

    /// <summary>Is told when a fault begins (the fault) and when marks are kept again (the fault that was).</summary>
    public event Action<AnchorFault, bool>? Changed;

    /// <summary>The fault that goes on; null when all is well.</summary>
    public AnchorFault? Fault => Volatile.Read(ref _fault);

    /// <summary>Says how it went; by one at a time.</summary>
    internal void Set(StorageException? disk, DateTimeOffset now)
    {
        if (Fault is { } known ? disk is not null : disk is null)
        {
            return; // the first sentence of a fault stands
        }

        AnchorFault? was = Interlocked.Exchange(ref _fault, disk is null ? null : new AnchorFault(disk, now));
        Changed?.Invoke(Fault ?? was!, disk is not null);
    }
}
