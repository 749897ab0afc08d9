namespace Sextant.Programme.Audit;

/// <summary>
/// Marks of changes that are committed and not anchored yet. Between processes the file beside the anchors is the lock, and who finds it taken asks again every 50 ms: within a
/// process one asks, for all that came meanwhile.
/// </summary>
internal sealed class AnchorsComing
{
    private readonly List<AuditMark> _marks = [];

    /// <summary>Held by whoever writes.</summary>
    internal SemaphoreSlim Alone { get; } = new(1, 1);

    internal void Add(AuditMark mark)
    {
        lock (_marks)
        {
            _marks.Add(mark);
        }
    }

    /// <summary>All that came, in the log's order; who takes them writes them.</summary>
    internal AuditMark[] Take()
    {
        lock (_marks)
        {
            AuditMark[] all = [.. _marks.OrderBy(one => one.Sequence)];
            _marks.Clear();
            return all;
        }
    }
}
