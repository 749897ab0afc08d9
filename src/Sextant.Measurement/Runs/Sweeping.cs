using Sextant.Store.Files;

namespace Sextant.Measurement.Runs;

/// <summary>
/// Has the memory swept before it is full of names that are done. What a name has seen lives for seconds: long enough to outlive the youngest generation, and the
/// next one is looked through by itself only when it has grown to hundreds of megabytes. Its size is bound here, for the runtime takes that bound from its
/// environment alone.
/// </summary>
internal sealed class Sweeping : IDisposable
{
    /// <summary>The generation that takes what outlived the youngest.</summary>
    private const int Middle = 1;

    /// <summary>
    /// 96 MiB: more than half of what the youngest generation takes where processors have large caches. What is swept then has had time to be done with, and the
    /// sweep stands in for the youngest generation's own collection; one right behind that would hand on to the oldest all that outlived a single one.
    /// </summary>
    private const long Due = 96 << 20;

    /// <summary>Where the youngest generation is small, it is collected before so much has come: then the middle one may grow to so many times its bound.</summary>
    private const int AtMost = 4;

    /// <summary>48 MB: less is not worth stopping for: so much it must have grown since the last time.</summary>
    private const long Gain = 48 << 20;

    /// <summary>Giving back stops the process; 30: so many times as long it goes on before the next one, a thirtieth of its time at most.</summary>
    private const int Pays = 30;

    private readonly long _most;
    private readonly long _mostResident;
    private readonly TimeProvider _clock;
    private readonly ITimer _look;
    private long _last = -1;
    private long _before;
    private long _least;
    private long _notBefore;

    /// <param name="most">Bytes that the middle generation may hold.</param>
    /// <param name="mostResident">Bytes that the process may have of the system before it gives back what it does not use.</param>
    /// <param name="clock">The clock.</param>
    public Sweeping(long most, long mostResident, TimeProvider clock)
    {
        (_most, _mostResident, _clock) = (most, mostResident, clock);

        // 100 ms: the youngest generation is collected some times a second at most, and only then does the middle one grow.
        _look = clock.CreateTimer(_ => Look(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
    }

    /// <inheritdoc/>
    public void Dispose() => _look.Dispose();

    private void Look()
    {
        GCMemoryInfo now = GC.GetGCMemoryInfo(GCKind.Any);
        long allocated = GC.GetTotalAllocatedBytes();
        if (Interlocked.Exchange(ref _last, now.Index) != now.Index)
        {
            Volatile.Write(ref _before, allocated);
        }

        if (_clock.GetTimestamp() > Volatile.Read(ref _notBefore) && Environment.WorkingSet > Math.Max(_mostResident, Volatile.Read(ref _least) + Gain))
        {
            GiveBack();
            return;
        }

        long outlived = now.GenerationInfo[Middle].SizeAfterBytes;
        if (outlived > _most * AtMost || (outlived > _most && allocated - Volatile.Read(ref _before) > Due))
        {
            GC.Collect(Middle, GCCollectionMode.Forced, blocking: true);
        }
    }

    // Parts of the heaps that were once in use stay with the process: in ten minutes it grew by a quarter.
    private void GiveBack()
    {
        long began = _clock.GetTimestamp();
        Volatile.Write(ref _notBefore, long.MaxValue);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeHeap.GiveBack();
        Volatile.Write(ref _least, Environment.WorkingSet);
        long now = _clock.GetTimestamp();
        Volatile.Write(ref _notBefore, now + ((now - began) * Pays));
    }
}
