using System.Runtime;

namespace Sextant.Lab.Serving;

/// <summary>
/// Puts collections of the oldest memory off until nobody asks. A world of 50,000 names is some hundred megabytes that live as long as the process: looking through them
/// stops all its servers for a second, and who measures then finds them slow, with right.
/// </summary>
public sealed class LateCollections : IDisposable
{
    /// <summary>5 s: whoever measures asks several times in each.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>5 %: less of one processor is nobody's asking.</summary>
    private const double Idle = 0.05;

    /// <summary>64 MB: so much must have come since the last collection to be worth one.</summary>
    private const long Worth = 64 << 20;

    /// <summary>1 GB: so much may gather before servers are stopped for it.</summary>
    private const long Most = 1 << 30;

    private readonly ITimer _timer;
    private readonly GCLatencyMode _before = GCSettings.LatencyMode;
    private TimeSpan _used;
    private long _kept;

    /// <summary>Begins with a collection: what was needed to make the world is not needed to play it.</summary>
    /// <param name="clock">The clock.</param>
    public LateCollections(TimeProvider clock)
    {
        GC.Collect();
        _kept = GC.GetTotalMemory(forceFullCollection: false);
        _used = Environment.CpuUsage.TotalTime;
        GCSettings.LatencyMode = GCLatencyMode.LowLatency;
        _timer = clock.CreateTimer(_ => Look(), null, Step, Step);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        GCSettings.LatencyMode = _before;
    }

    private void Look()
    {
        TimeSpan used = Environment.CpuUsage.TotalTime;
        bool idle = used - _used < Step * Idle;
        _used = used;
        long more = GC.GetTotalMemory(forceFullCollection: false) - _kept;
        if ((idle && more > Worth) || more > Most)
        {
            GC.Collect();
            _kept = GC.GetTotalMemory(forceFullCollection: false);
        }
    }
}
