using System.Buffers;
using System.Threading.Channels;
using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>
/// The segments of this process. Items that come while the disk is busy go out in one write and one sync, and each caller's wait ends when
/// its own item is on the disk. A failed sync closes the segment; the next item begins another.
/// </summary>
internal sealed class SegmentWriter : IAsyncDisposable
{
    private readonly string _place;
    private readonly EvidenceOptions _options;
    private readonly IFileSystemCalls _calls;
    private readonly Func<EvidenceHash, bool> _isStored;
    private readonly Func<string, bool> _take;
    private readonly Channel<Lot> _lots = Channel.CreateBounded<Lot>(256);
    private readonly Lock _gate = new();
    private readonly List<string> _segments = [];

    // By the number of the segment: without references the collector of garbage has nothing to look through in what may be a million entries.
    private readonly Dictionary<EvidenceHash, (int Segment, long Offset)> _written = [];
    private readonly Dictionary<string, long> _closed = [];
    private readonly Task _running;
    private AppendFile? _current;
    private int _number;
    private int _handedOver;

    /// <param name="place">The folder and the writer: what the paths of its segments begin with.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="calls">The disk.</param>
    /// <param name="isStored">Whether an item is durable in a closed segment already.</param>
    /// <param name="take">Is given a full segment that has its index, and answers whether it reads it from now on.</param>
    internal SegmentWriter(string place, EvidenceOptions options, IFileSystemCalls calls, Func<EvidenceHash, bool> isStored, Func<string, bool> take)
    {
        (_place, _options, _calls, _isStored, _take) = (place, options, calls, isStored, take);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Where an acknowledged item of this process lies.</summary>
    internal bool TryFind(EvidenceHash hash, out (string Segment, long Offset) place)
    {
        lock (_gate)
        {
            bool found = _written.TryGetValue(hash, out (int Segment, long Offset) written);
            place = found ? (_segments[written.Segment], written.Offset) : default;
            return found;
        }
    }

    /// <summary>Whether an acknowledged item of this process is a later scan's too.</summary>
    internal bool Shares(EvidenceHash hash) => TryFind(hash, out (string Segment, long Offset) place) && SegmentAge.Shares(place.Segment, _options);

    /// <summary>Appends items in their order, in one write.</summary>
    /// <returns>True, when they are on the disk.</returns>
    /// <exception cref="StorageException">They are not.</exception>
    internal async Task<bool> AppendAsync(IReadOnlyList<FramedItem> items, CancellationToken cancellation)
    {
        var lot = new Lot(items, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), Volatile.Read(ref _handedOver));
        await _lots.Writer.WriteAsync(lot, cancellation).ConfigureAwait(false);

        // Once handed over it is written: cancelling now would leave the caller in doubt.
        await lot.Written.Task.ConfigureAwait(false);
        return true;
    }

    /// <summary>Writes what is under way, closes the segments and gives them their index.</summary>
    public async ValueTask DisposeAsync()
    {
        _lots.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        Close();
        foreach ((string segment, long length) in _closed)
        {
            // A segment that failed may be longer than what was acknowledged: the next start checks it frame by frame.
            if (new FileInfo(segment).Length == length)
            {
                TryWriteIndex(segment, length);
            }
        }
    }

    /// <summary>A full disk is no alarm here: the items are safe, and the next start makes the index from them.</summary>
    private bool TryWriteIndex(string segment, long length)
    {
        try
        {
            SegmentIndex.Write(segment, length, ItemsOf(segment), _calls);
            return true;
        }
        catch (StorageException)
        {
            return false;
        }
    }

    /// <summary>A server that runs for years holds no full segment's items in memory: they are read by its index, as everybody's.</summary>
    private void HandOver(string segment)
    {
        if (new FileInfo(segment).Length != _closed[segment] || !TryWriteIndex(segment, _closed[segment]) || !_take(segment))
        {
            return;
        }

        _closed.Remove(segment);
        lock (_gate)
        {
            int number = _segments.IndexOf(segment);
            foreach ((EvidenceHash hash, (int of, _)) in _written)
            {
                if (of == number)
                {
                    _written.Remove(hash); // the one change that a walk over a dictionary bears
                }
            }
        }

        Interlocked.Increment(ref _handedOver);
    }

    private async Task RunAsync()
    {
        var group = new List<Lot>();
        while (await _lots.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            group.Clear();
            long bytes = 0;
            while (bytes < _options.GroupBytes && _lots.Reader.TryRead(out Lot? lot))
            {
                group.Add(lot);
                bytes += lot.Items.Sum(item => (long)item.Frame.Length);
            }

            Write(group);
        }
    }

    private void Write(List<Lot> group)
    {
        try
        {
            // The same item put twice at once is written once; whoever put it second waits for the same sync.
            var seen = new HashSet<EvidenceHash>();
            List<FramedItem> fresh =
            [
                .. group.SelectMany(lot => lot.Items.Select(item => (Item: item, Again: lot.HandedOver != _handedOver)))
                    .Where(one => seen.Add(one.Item.Hash) && !Shares(one.Item.Hash) && !(one.Again && _isStored(one.Item.Hash))).Select(one => one.Item),
            ];
            if (fresh.Count > 0)
            {
                AppendFile segment = Current();
                long offset = Append(segment, fresh);
                lock (_gate)
                {
                    if (_segments.Count == 0 || _segments[^1] != segment.Path)
                    {
                        _segments.Add(segment.Path);
                    }

                    foreach (FramedItem item in fresh)
                    {
                        _written[item.Hash] = (_segments.Count - 1, offset);
                        offset += item.Frame.Length;
                    }
                }
            }
        }
        catch (Exception fault)
        {
            Close();
            group.ForEach(lot => lot.Written.TrySetException(fault));
            return;
        }

        group.ForEach(lot => lot.Written.TrySetResult());
    }

    private static long Append(AppendFile segment, List<FramedItem> items)
    {
        using var together = new PooledBytes();
        foreach (FramedItem item in items)
        {
            together.Write(item.Frame);
        }

        return segment.Append(together.Written.Span);
    }

    private AppendFile Current()
    {
        if (_current is { IsUsable: true } && _current.Length < _options.SegmentBytes)
        {
            return _current;
        }

        string? full = _current is { IsUsable: true } ? _current.Path : null;
        Close();
        if (full is not null)
        {
            HandOver(full);
        }

        return _current = AppendFile.Create($"{_place}-{_number++}{SegmentName.Suffix}", _calls);
    }

    private void Close()
    {
        if (_current is not null)
        {
            _closed[_current.Path] = _current.Length;
            _current.Dispose();
            _current = null;
        }
    }

    private KeyValuePair<EvidenceHash, long>[] ItemsOf(string segment)
    {
        lock (_gate)
        {
            int number = _segments.IndexOf(segment);
            var items = new KeyValuePair<EvidenceHash, long>[_written.Count]; // nearly always all of them are of one segment
            int count = 0;
            foreach ((EvidenceHash hash, (int of, long offset)) in _written)
            {
                if (of == number)
                {
                    items[count++] = KeyValuePair.Create(hash, offset);
                }
            }

            return count == items.Length ? items : items[..count];
        }
    }

    /// <param name="Items">What is to be written.</param>
    /// <param name="Written">Ends when it is.</param>
    /// <param name="HandedOver">How many segments had been handed over once it had been looked for among them; one that comes in between may cost a second copy of an item.</param>
    private sealed record Lot(IReadOnlyList<FramedItem> Items, TaskCompletionSource Written, int HandedOver);
}
