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

    private readonly long _most;
    private readonly ITimer _look;
    private long _last = -1;

    /// <param name="most">Bytes that the middle generation may hold.</param>
    /// <param name="clock">The clock.</param>
    public Sweeping(long most, TimeProvider clock)
    {
        _most = most;

        // 100 ms: the youngest generation is collected some times a second at most, and only then does the middle one grow.
        _look = clock.CreateTimer(_ => Look(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
    }

    /// <inheritdoc/>
    public void Dispose() => _look.Dispose();

    private void Look()
    {
        GCMemoryInfo now = GC.GetGCMemoryInfo(GCKind.Any);
        if (Interlocked.Exchange(ref _last, now.Index) != now.Index && now.GenerationInfo[Middle].SizeAfterBytes > _most)
        {
            GC.Collect(Middle, GCCollectionMode.Forced, blocking: true);
        }
    }
}
