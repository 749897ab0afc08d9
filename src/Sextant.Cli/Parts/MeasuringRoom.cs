using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Reports;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Evidence;
using Sextant.Measurement.Scans;
using Sextant.Store.Files;

namespace Sextant.Cli.Parts;

/// <summary>Scanner and evidence of one run at the command line: measures names side by side, keeps what was seen, and judges it.</summary>
internal sealed class MeasuringRoom : IAsyncDisposable
{
    private readonly MeasuringParts _parts;
    private readonly WriterMark _mark;
    private readonly EvidenceStore _evidence;

    private MeasuringRoom(MeasuringParts parts, WriterMark mark, EvidenceStore evidence)
    {
        _parts = parts;
        _mark = mark;
        _evidence = evidence;
    }

    /// <summary>Opens the evidence under the data folder.</summary>
    public static MeasuringRoom Open(VerbRun run, MeasuringUse use)
    {
        string folder = Path.Combine(run.Settings.Keeping.DataFolder, "evidence");
        Directory.CreateDirectory(folder);
        WriterMark mark = WriterMark.Take(folder);
        return new MeasuringRoom(MeasuringParts.Build(run.Settings, use, run.Clock), mark, EvidenceStore.Open(folder, mark));
    }

    /// <summary>Measures the names, at most so many at once, and gives each as soon as it and those before it are done.</summary>
    public async IAsyncEnumerable<MeasuredName> MeasureAsync(
        IReadOnlyList<string> names, IReadOnlyList<TargetKind>? kinds, Profile profile, int concurrency, Action<int> done, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Results come in the order of the names; the window bounds how many wait for a slow one before them.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var window = Channel.CreateBounded<Task<MeasuredName>>(concurrency);
        Task feeding = FeedAsync();
        int finished = 0;
        try
        {
            await foreach (Task<MeasuredName> measuring in window.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                MeasuredName measured = await measuring.ConfigureAwait(false);
                done(++finished);
                yield return measured;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task FeedAsync()
        {
            try
            {
                foreach (string name in names)
                {
                    await window.Writer.WaitToWriteAsync(stop.Token).ConfigureAwait(false);
                    await window.Writer.WriteAsync(MeasureAsync(name, kinds, profile, stop.Token), stop.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                window.Writer.Complete();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _evidence.DisposeAsync().ConfigureAwait(false);
        _mark.Dispose();
        _parts.Dispose();
    }

    private async Task<MeasuredName> MeasureAsync(string name, IReadOnlyList<TargetKind>? kinds, Profile profile, CancellationToken cancellation)
    {
        ScanOutcome outcome = await _parts.Scanner.ScanAsync(new ScanRequest(name, kinds), null, cancellation).ConfigureAwait(false);
        string evidence = await _evidence.PutAsync(outcome.Scan, outcome.Blobs.Values.Select(blob => (ReadOnlyMemory<byte>)blob), cancellation).ConfigureAwait(false);
        Judgement[] entries = [.. Judge.Assess(outcome.Scan, profile).Select(entry => entry with { Evidence = evidence })];
        return new MeasuredName(name, entries, []);
    }
}
