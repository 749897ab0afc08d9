using Sextant.Checks.Observations;
using Sextant.Measurement.Storage;
using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>
/// Everything that verdicts rest on, named by its content. Items lie in segments that only grow; each process writes segments of its own and
/// reads everybody's. What has been put is on the disk; what a killed process was writing is cut off when the next one starts.
/// </summary>
public sealed class EvidenceStore : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WriterMark _mark;
    private readonly EvidenceOptions _options;
    private readonly IFileSystemCalls _calls;
    private readonly StoreHealth? _health;
    private readonly SegmentWriter _writer;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SegmentIndex> _closed = [];
    private readonly Dictionary<string, LiveSegment> _live = [];

    // The newest of the closed ones.
    private SegmentIndex[] _sharing = [];

    private EvidenceStore(string folder, WriterMark mark, EvidenceOptions options, IFileSystemCalls calls, StoreHealth? health)
    {
        (_folder, _mark, _options, _calls, _health) = (folder, mark, options, calls, health);
        _writer = new SegmentWriter(Path.Combine(folder, mark.Name), options, calls, IsClosedAndStored, TakeOver);
    }

    /// <summary>Opens the store, and tidies up after processes that were killed.</summary>
    /// <param name="folder">Where the segments lie.</param>
    /// <param name="mark">Says that this process lives.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="calls">The disk.</param>
    /// <param name="health">Is told how keeping went.</param>
    /// <exception cref="StorageException">The folder cannot be used.</exception>
    public static EvidenceStore Open(string folder, WriterMark mark, EvidenceOptions? options = null, IFileSystemCalls? calls = null, StoreHealth? health = null)
    {
        options ??= new EvidenceOptions();
        calls ??= LinuxFileSystem.Instance;
        DurableFile.CreateFolder(folder, calls);
        SegmentRepair.Run(folder, mark, options, calls);
        var store = new EvidenceStore(folder, mark, options, calls, health);
        store.Refresh();
        return store;
    }

    /// <summary>Keeps a scan and the raw bytes it refers to; the scan last, so that a kept scan has its blobs.</summary>
    /// <returns>The scan's name, <c>sha256:...</c>.</returns>
    /// <exception cref="StorageException">The disk did not take it: nothing is acknowledged.</exception>
    public Task<string> PutAsync(Scan scan, IEnumerable<ReadOnlyMemory<byte>> blobs, CancellationToken cancellation = default) =>
        PutAsync(scan, blobs.Select(blob => (EvidenceHash.Of(blob.Span), blob)), cancellation);

    /// <summary>Keeps a scan and the raw bytes it refers to, which have their names already.</summary>
    /// <inheritdoc cref="PutAsync(Scan, IEnumerable{ReadOnlyMemory{byte}}, CancellationToken)"/>
    public Task<string> PutAsync(Scan scan, IReadOnlyDictionary<string, byte[]> blobs, CancellationToken cancellation = default) =>
        PutAsync(scan, blobs.Select(blob => (Named(blob.Key), (ReadOnlyMemory<byte>)blob.Value)), cancellation);

    /// <summary>Keeps one item; one that is there already is not written again.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="ArgumentException">It is larger than the bound.</exception>
    /// <exception cref="StorageException">The disk did not take it.</exception>
    public async Task<string> PutAsync(EvidenceKind kind, ReadOnlyMemory<byte> item, CancellationToken cancellation = default)
    {
        EvidenceHash hash = EvidenceHash.Of(item.Span);
        await AppendAsync(Fresh(kind, hash, item), cancellation).ConfigureAwait(false);
        return hash.ToString();
    }

    /// <summary>The bytes of an item; null when there is none of this name.</summary>
    /// <exception cref="StorageException">It is there, and damaged.</exception>
    public byte[]? Get(string name)
    {
        if (!EvidenceHash.TryParse(name, out EvidenceHash hash))
        {
            return null;
        }

        for (int attempt = 0; ; attempt++)
        {
            (string Segment, long Offset)? place = Find(hash);
            if (place is null)
            {
                return null;
            }

            try
            {
                return SegmentReader.Read(place.Value.Segment, place.Value.Offset, hash, _options.MaxItemBytes);
            }
            catch (FileNotFoundException) when (attempt == 0)
            {
                Refresh(); // Another process has merged this segment into a larger one.
            }
        }
    }

    /// <summary>A kept scan; null when there is none of this name.</summary>
    /// <exception cref="InvalidDataException">The item is no scan, or of a newer format.</exception>
    public Scan? GetScan(string name) => Get(name) is { } bytes ? ScanJson.Read(bytes) : null;

    /// <summary>Whether there is an item of this name.</summary>
    public bool Contains(string name) => EvidenceHash.TryParse(name, out EvidenceHash hash) && Find(hash) is not null;

    /// <summary>For how long an item is taken for that of a later scan.</summary>
    internal TimeSpan SharedFor => _options.SharedFor;

    /// <summary>Segments into which nothing has come since an instant, and whose writer is through with them.</summary>
    internal IReadOnlyList<string> WrittenBefore(DateTimeOffset before) => SegmentPruning.Past(_folder, before);

    /// <summary>Removes these segments, or says only what would go; what is in <paramref name="kept"/> is written into another one first.</summary>
    /// <returns>Null when another process is tidying up.</returns>
    /// <exception cref="StorageException">The disk did not take what stays: nothing of it has been removed.</exception>
    internal PrunedSegments? Prune(IReadOnlyList<string> segments, IReadOnlySet<EvidenceHash> kept, bool remove, CancellationToken cancellation)
    {
        using ProcessLock? turn = SegmentRepair.TryTurn(_folder);
        return turn is null ? null : new SegmentPruning(_folder, kept, remove, _options, _calls).Run(segments, cancellation);
    }

    /// <summary>Writes what is under way and gives this process's segments their index.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            foreach (SegmentIndex index in _closed.Values)
            {
                index.Dispose();
            }

            _closed.Clear();
            _sharing = [];
        }
    }

    private static EvidenceHash Named(string name) => EvidenceHash.TryParse(name, out EvidenceHash hash) ? hash : throw new ArgumentException($"'{name}' names no item.", nameof(name));

    // All of a scan goes into one write, itself behind its blobs: what is cut off a torn end takes the scan first.
    private async Task<string> PutAsync(Scan scan, IEnumerable<(EvidenceHash Hash, ReadOnlyMemory<byte> Bytes)> blobs, CancellationToken cancellation)
    {
        List<FramedItem> items = [.. blobs.SelectMany(blob => Fresh(EvidenceKind.Blob, blob.Hash, blob.Bytes))];
        using var record = new PooledBytes();
        ScanJson.Write(scan, record);
        EvidenceHash hash = EvidenceHash.Of(record.Written.Span);
        items.AddRange(Fresh(EvidenceKind.Scan, hash, record.Written));
        await AppendAsync(items, cancellation).ConfigureAwait(false);
        return hash.ToString();
    }

    private async Task AppendAsync(IReadOnlyList<FramedItem> items, CancellationToken cancellation)
    {
        if (items.Count > 0)
        {
            Task<bool> WriteAsync() => _writer.AppendAsync(items, cancellation);
            await (_health is null ? WriteAsync() : _health.WatchAsync(StoreArea.Evidence, WriteAsync)).ConfigureAwait(false);
        }
    }

    // Nothing, when it is there already.
    private FramedItem[] Fresh(EvidenceKind kind, EvidenceHash hash, ReadOnlyMemory<byte> item) =>
        item.Length > _options.MaxItemBytes ? throw new ArgumentException($"An item of {item.Length} bytes is over the bound of {_options.MaxItemBytes}.", nameof(item))
        : _writer.Shares(hash) || IsClosedAndStored(hash) ? []
        : [new FramedItem(hash, Frame.Encode(kind, hash, item.Span, _options))];

    private (string Segment, long Offset)? Find(EvidenceHash hash)
    {
        if (_writer.TryFind(hash, out (string Segment, long Offset) own))
        {
            return own;
        }

        lock (_gate)
        {
            if (FindAmongOthers(hash) is { } known)
            {
                return known;
            }

            Refresh(); // It may have been put by another process since the last look.
            return FindAmongOthers(hash);
        }
    }

    private (string Segment, long Offset)? FindAmongOthers(EvidenceHash hash)
    {
        foreach (SegmentIndex index in _closed.Values)
        {
            if (index.TryFind(hash, out long offset))
            {
                return (index.Segment, offset);
            }
        }

        foreach (LiveSegment segment in _live.Values)
        {
            if (segment.Items.TryGetValue(hash, out long offset))
            {
                return (segment.Path, offset);
            }
        }

        return null;
    }

    /// <summary>
    /// Only closed segments count here: what another process is writing may be read, but nobody knows yet whether it is on the disk,
    /// so it must not spare us a write. Nor must what was kept long ago: it goes when the scans of its time go.
    /// </summary>
    private bool IsClosedAndStored(EvidenceHash hash)
    {
        lock (_gate)
        {
            foreach (SegmentIndex index in _sharing)
            {
                if (index.Holds(hash) && SegmentAge.Shares(index.Segment, _options))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Reads a full segment of our own by its index from now on.</summary>
    private bool TakeOver(string segment)
    {
        lock (_gate)
        {
            bool taken = TryOpenClosed(segment) is { } index && _closed.TryAdd(segment, index);
            ChooseShared();
            return taken;
        }
    }

    private void ChooseShared()
    {
        SegmentIndex[] before = _sharing;
        _sharing = [.. _closed.Values.OrderByDescending(index => index.Written).Take(_options.SharedSegments)];
        foreach (SegmentIndex index in before.Except(_sharing))
        {
            index.Forget();
        }
    }

    private void Refresh()
    {
        lock (_gate)
        {
            HashSet<string> present = [.. Directory.EnumerateFiles(_folder, "*" + SegmentName.Suffix)];
            foreach (string gone in _closed.Keys.Where(path => !present.Contains(path)).ToList())
            {
                _closed.Remove(gone, out SegmentIndex? index);
                index!.Dispose();
            }

            foreach (string gone in _live.Keys.Where(path => !present.Contains(path)).ToList())
            {
                _live.Remove(gone);
            }

            foreach (string path in present.Where(path => !_closed.ContainsKey(path) && !IsOwn(path)))
            {
                if (TryOpenClosed(path) is { } index)
                {
                    _closed[path] = index;
                    _live.Remove(path);
                    continue;
                }

                if (!_live.TryGetValue(path, out LiveSegment? segment))
                {
                    _live[path] = segment = new LiveSegment(path);
                }

                segment.ReadOn(_options.MaxItemBytes);
            }

            ChooseShared();
        }
    }

    private static SegmentIndex? TryOpenClosed(string path)
    {
        try
        {
            return SegmentIndex.TryOpen(path);
        }
        catch (FileNotFoundException)
        {
            return null; // merged away since the listing
        }
    }

    private bool IsOwn(string path) => Path.GetFileName(path).StartsWith(_mark.Name + "-", StringComparison.Ordinal);
}
