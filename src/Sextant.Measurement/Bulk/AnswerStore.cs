using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Sextant.Net.Bulk;
using Sextant.Store.Files;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>
/// Writes blocks, on a thread of its own, and knows which answers they hold. A file is synced about every second, and then, never before, its progress
/// is written beside it.
/// </summary>
internal sealed class AnswerStore : IDisposable
{
    /// <summary>Blocks that may wait for the disk; then the resolving waits. 16: 4 MiB, a disk's hiccup of some hundred milliseconds.</summary>
    private const int MostWaiting = 16;

    private readonly BulkRunOptions _options;
    private readonly NameLots _names;
    private readonly Stream? _stream;
    private readonly ProcessLock? _lock;
    private readonly SafeFileHandle? _file;
    private readonly LotLedger _ledger = new();
    private readonly BlockingCollection<ResultBlock> _full = new(MostWaiting);
    private readonly ConcurrentBag<ResultBlock> _empty = [];
    private readonly BulkTally _tally;
    private readonly BulkProgress _progress;
    private readonly Lock _gate = new();
    private Thread? _thread;
    private long _length;
    private Exception? _fault;

    private AnswerStore(BulkRunOptions options, NameLots names, Stream? stream, ProcessLock? held, SafeFileHandle? file, BulkProgress? earlier)
    {
        (_options, _names, _stream, _lock, _file, Resumes) = (options, names, stream, held, file, earlier);
        _tally = new BulkTally(options.Types);
        _progress = earlier ?? Fresh(options, names);
        _length = _progress.Length;
        _ledger.Recall(_progress.Done);
        _ledger.End = new ListPlace(_progress.Offset, _progress.Line, _progress.Skipped);
        _progress.AddTo(_tally);
    }

    /// <summary>The unfinished run that this one goes on with.</summary>
    public BulkProgress? Resumes { get; }

    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return _ledger.IsFull;
            }
        }
    }

    /// <summary>A copy.</summary>
    public BulkTally Tally
    {
        get
        {
            var copy = new BulkTally(_options.Types);
            lock (_gate)
            {
                copy.Add(_tally);
            }

            return copy;
        }
    }

    public static AnswerStore To(Stream stream, BulkRunOptions options, NameLots names) => new(options, names, stream, null, null, null);

    public static AnswerStore ToFile(BulkRunOptions options, NameLots names)
    {
        string path = options.Output!;
        BulkProgress? earlier = BulkProgress.Read(path);
        if (earlier is null && File.Exists(path))
        {
            throw new BulkRefusedException(BulkRefusal.OutputExists, path);
        }

        BulkProgress fresh = Fresh(options, names);
        if (earlier is null)
        {
            // Before the output: an output without progress is a finished one.
            fresh.Write(path, options.Disk);
        }
        else if (earlier.List != fresh.List || !earlier.Types.SequenceEqual(fresh.Types) || earlier.Format != fresh.Format || earlier.Way != fresh.Way)
        {
            throw new BulkRefusedException(BulkRefusal.OtherRun, path);
        }

        ProcessLock held = ProcessLock.TryAcquire(path) ?? throw new BulkRefusedException(BulkRefusal.InUse, path);
        SafeFileHandle? file = null;
        try
        {
            file = options.Disk.Open(path, create: false);
            if (earlier is not null && RandomAccess.GetLength(file) < earlier.Length)
            {
                throw StorageException.Corrupt(path, "it is shorter than its progress says");
            }

            options.Disk.Truncate(file, earlier?.Length ?? 0, path);
            return new AnswerStore(options, names, null, held, file, earlier);
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Begins to write; what stands in front of all answers comes first.</summary>
    public void Start(TimeProvider clock, ReadOnlySpan<byte> header)
    {
        if (_length == 0)
        {
            Write(header);
        }

        _thread = new Thread(() => Run(clock)) { IsBackground = true, Name = "bulk answers" };
        _thread.Start();
    }

    /// <summary>A lot was taken from the list, which stands at <paramref name="end"/> now.</summary>
    public void Enter(BulkLot lot, int questions, OpenLot entry, ListPlace end)
    {
        lock (_gate)
        {
            _ledger.Enter(lot, questions, entry);
            _ledger.End = end;
        }
    }

    public ResultBlock EmptyBlock() => _empty.TryTake(out ResultBlock? block) ? block : new ResultBlock(_options.Types);

    /// <summary>Takes a block and gives an empty one; waits while the disk is behind.</summary>
    public ResultBlock Exchange(ResultBlock block)
    {
        try
        {
            _full.Add(block);
        }
        catch (InvalidOperationException) when (_fault is not null)
        {
            throw Fault();
        }

        return EmptyBlock();
    }

    /// <summary>Writes what waits. Complete: the progress is removed, and the file is what it is.</summary>
    public void Finish(bool complete)
    {
        _full.CompleteAdding();
        _thread?.Join();
        if (_fault is not null)
        {
            throw Fault();
        }

        if (_file is null)
        {
            return;
        }

        Checkpoint();
        if (complete)
        {
            File.Delete(BulkProgress.PathOf(_options.Output!));
            _options.Disk.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(_options.Output!))!);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _full.CompleteAdding();
        _thread?.Join();
        _file?.Dispose();
        _lock?.Dispose();
        _full.Dispose();
    }

    private static BulkProgress Fresh(BulkRunOptions options, NameLots names) => new()
    {
        List = names.Fingerprint,
        Types = [.. options.Types.Select(t => t.ToText())],
        Format = options.Format,
        Way = options.Way,
        Length = 0,
        Offset = names.Offset,
        Line = 0,
        Skipped = 0,
        FirstSkipped = [],
        Done = [],
        Tally = [],
    };

    private Exception Fault() => _fault is StorageException or IOException ? _fault : new IOException(_fault!.Message, _fault);

    private void Run(TimeProvider clock)
    {
        try
        {
            long synced = clock.GetTimestamp();
            foreach (ResultBlock block in _full.GetConsumingEnumerable())
            {
                Take(block);
                if (_file is not null && clock.GetElapsedTime(synced) > _options.Checkpoint)
                {
                    Checkpoint();
                    synced = clock.GetTimestamp();
                }
            }
        }
        catch (Exception exception)
        {
            // Whoever brings the next block is told.
            _fault = exception;
            _full.CompleteAdding();
        }
    }

    private void Take(ResultBlock block)
    {
        Write(block.Bytes.Span);
        lock (_gate)
        {
            foreach ((long lot, int position) in block.Marks)
            {
                _ledger.Mark(lot, position);
            }

            _tally.Add(block.Tally);
        }

        block.Clear();
        _empty.Add(block);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_stream is not null)
        {
            _stream.Write(bytes);
            _stream.Flush();
            return;
        }

        while (!bytes.IsEmpty)
        {
            int written = _options.Disk.Write(_file!, bytes, _length, _options.Output!);
            bytes = bytes[written..];
            _length += written;
        }
    }

    private void Checkpoint()
    {
        _options.Disk.Sync(_file!, _options.Output!);
        BulkProgress progress;
        lock (_gate)
        {
            OpenLot[] open = [.. _ledger.Open];
            ListPlace place = open.Length > 0 ? open[0].Begin : _ledger.End;
            progress = _progress with
            {
                Length = _length,
                Offset = place.Offset,
                Line = place.Line,
                Skipped = place.Skipped,
                FirstSkipped = [.. _names.FirstSkipped.Where(s => s.Line <= place.Line)],
                Done = [.. open.Select(o => (byte[])o.Done.Clone())],
                Tally = BulkProgress.RowsOf(_tally),
            };
        }

        progress.Write(_options.Output!, _options.Disk);
    }
}
