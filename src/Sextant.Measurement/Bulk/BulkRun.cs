using Sextant.Net.Bulk;
using Sextant.Store.Files;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Bulk;

/// <summary>What a run reads and writes.</summary>
public sealed record BulkRunOptions
{
    public required IReadOnlyList<DnsType> Types { get; init; }

    /// <summary><c>ndjson</c>, <c>csv</c>, <c>terse</c>, or <c>parquet</c>, which needs a file.</summary>
    public required string Format { get; init; }

    /// <summary>How names are resolved, as a word: <c>stub</c>, <c>iterative</c>.</summary>
    public required string Way { get; init; }

    /// <summary>Names that are not asked about, with all below them.</summary>
    public NameSet NeverMeasure { get; init; } = NameSet.Empty;

    /// <summary>The file; null writes to a stream, which nobody can go on with.</summary>
    public string? Output { get; init; }

    /// <summary>How often what is written is made durable. 1 s: so much is asked again after a crash.</summary>
    public TimeSpan Checkpoint { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The disk.</summary>
    public IFileSystemCalls Disk { get; init; } = LinuxFileSystem.Instance;
}

/// <summary>Why a run cannot go on with what lies there.</summary>
public enum BulkRefusal
{
    /// <summary>The output exists and no unfinished run made it.</summary>
    OutputExists,

    /// <summary>Another program writes it now.</summary>
    InUse,

    /// <summary>The unfinished run had another list, other types, another format or another way.</summary>
    OtherRun,
}

/// <summary>The run was not begun.</summary>
public sealed class BulkRefusedException(BulkRefusal refusal, string path) : IOException($"{refusal}: {path}")
{
    public BulkRefusal Refusal { get; } = refusal;

    public string Path { get; } = path;
}

/// <summary>
/// One list on its way through a bulk resolver into one output: every (line, type) exactly once, through kills at any moment. Answers and the
/// knowledge of which they are reach the disk together; whatever lies behind the last such moment is cut off and asked again.
/// </summary>
public sealed class BulkRun : IBulkWork, IDisposable
{
    private readonly BulkRunOptions _options;
    private readonly NameLots _names;
    private readonly AnswerFormat _format;
    private readonly AnswerStore _store;
    private readonly TimeProvider _clock;
    private readonly Lock _reading = new();

    private BulkRun(BulkRunOptions options, NameLots names, AnswerFormat format, AnswerStore store, TimeProvider clock) =>
        (_options, _names, _format, _store, _clock) = (options, names, format, store, clock);

    /// <summary>The file of columns that is made of the lines at the end.</summary>
    private string? Columns { get; init; }

    /// <summary>Answers of earlier runs that this one goes on from.</summary>
    public long Before { get; private init; }

    /// <summary>Bytes of the list read.</summary>
    public long Offset
    {
        get
        {
            lock (_reading)
            {
                return _names.Offset;
            }
        }
    }

    /// <summary>Lines that hold no name.</summary>
    public long Skipped
    {
        get
        {
            lock (_reading)
            {
                return _names.Skipped;
            }
        }
    }

    /// <summary>The first few of them.</summary>
    public IReadOnlyList<SkippedLine> FirstSkipped
    {
        get
        {
            lock (_reading)
            {
                return [.. _names.FirstSkipped];
            }
        }
    }

    /// <summary>What has been written, earlier runs included.</summary>
    public BulkTally Tally => _store.Tally;

    /// <summary>Opens a run, or goes on with one.</summary>
    /// <param name="names">The list; belongs to the run.</param>
    /// <param name="output">Where to write when no file is named.</param>
    /// <exception cref="BulkRefusedException">What lies there does not fit.</exception>
    /// <exception cref="StorageException">The disk refuses.</exception>
    public static BulkRun Open(BulkRunOptions options, Stream names, Stream? output, TimeProvider clock)
    {
        AnswerFormat format = AnswerFormat.Of(options.Format) ?? throw new ArgumentException("There is no such format.", nameof(options));
        string? columns = options.Format == AnswerParquet.Word ? options.Output ?? throw new ArgumentException("Parquet needs a file.", nameof(options)) : null;
        if (columns is not null)
        {
            options = options with { Output = AnswerParquet.LinesOf(columns) };
            if (File.Exists(columns) && !File.Exists(BulkProgress.PathOf(options.Output)))
            {
                throw new BulkRefusedException(BulkRefusal.OutputExists, columns);
            }
        }

        var lots = new NameLots(names, options.NeverMeasure);
        AnswerStore? store = null;
        try
        {
            store = options.Output is null
                ? AnswerStore.To(output ?? Stream.Null, options, lots)
                : AnswerStore.ToFile(options, lots);
            if (store.Resumes is { } earlier)
            {
                lots.GoTo(earlier.Offset, earlier.Line, earlier.Skipped, earlier.FirstSkipped);
            }

            store.Start(clock, format.Header);
            return new BulkRun(options, lots, format, store, clock) { Before = store.Tally.Total, Columns = columns };
        }
        catch (EndOfStreamException)
        {
            store?.Dispose();
            lots.Dispose();
            throw new BulkRefusedException(BulkRefusal.OtherRun, options.Output!);
        }
        catch
        {
            store?.Dispose();
            lots.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    IBulkHands IBulkWork.TakeHands() => new Hands(this);

    /// <summary>Everything was answered: makes it durable, and the run is over.</summary>
    /// <exception cref="StorageException">The disk refuses; the run can be gone on with.</exception>
    public void Finish()
    {
        if (Columns is null)
        {
            _store.Finish(complete: true);
            return;
        }

        // Until the columns are there the run is unfinished: killed in between, it makes them again.
        _store.Finish(complete: false);
        AnswerParquet.Write(Columns, _options.Disk);
        File.Delete(BulkProgress.PathOf(_options.Output!));
        File.Delete(_options.Output!);
    }

    /// <summary>The run was stopped: makes durable what there is.</summary>
    /// <exception cref="StorageException">The disk refuses; what was durable before is.</exception>
    public void Pause() => _store.Finish(complete: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _names.Dispose();
    }

    private BulkTake Take(BulkLot lot)
    {
        lock (_reading)
        {
            if (_store.IsFull)
            {
                return BulkTake.Later;
            }

            ListPlace begin = _names.Place;
            if (!_names.TryTake(lot))
            {
                return BulkTake.End;
            }

            int questions = lot.Count * _options.Types.Count;
            _store.Enter(lot, questions, new OpenLot { Begin = begin, Done = new byte[(questions + 7) / 8] }, _names.Place);
            return BulkTake.Taken;
        }
    }

    /// <summary>One thread's block, handed over when it is full or a while old.</summary>
    private sealed class Hands(BulkRun run) : IBulkHands
    {
        /// <summary>The clock is looked at for every 64th answer; what is left lying when answers get rare is let go by <see cref="Rest"/>.</summary>
        private const int Look = 64;

        private ResultBlock _block = run._store.EmptyBlock();
        private int _looks;
        private long _since = run._clock.GetTimestamp();

        public BulkTake TryTake(BulkLot lot) => run.Take(lot);

        public void Put(in BulkResult result)
        {
            int length = run._format.Write(result, _block.Free);
            while (length < 0)
            {
                if (_block.IsEmpty)
                {
                    _block.Grow();
                }
                else
                {
                    Flush();
                }

                length = run._format.Write(result, _block.Free);
            }

            _block.Add(length, result.Lot, result.Position);
            _block.Tally.Add(result.Position % run._options.Types.Count, result.Failure);
            if (_block.IsFull)
            {
                Flush();
            }
            else if (++_looks % Look == 0)
            {
                Rest();
            }
        }

        public void Rest()
        {
            if (run._clock.GetElapsedTime(_since) > run._options.Checkpoint / 2)
            {
                Flush();
            }
        }

        public void Flush()
        {
            if (!_block.IsEmpty)
            {
                _block = run._store.Exchange(_block);
            }

            _since = run._clock.GetTimestamp();
        }
    }
}
