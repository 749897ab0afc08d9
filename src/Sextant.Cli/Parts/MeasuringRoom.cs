using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Reports;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;

namespace Sextant.Cli.Parts;

/// <summary>
/// Scanner and stores of one run at the command line: measures names side by side, keeps what was seen, and judges it. The stores are
/// opened while the first name is being measured; when they cannot be, the run ends with that.
/// </summary>
internal sealed class MeasuringRoom : IAsyncDisposable
{
    private readonly MeasuringParts _parts;
    private readonly Task<MeasurementStores> _stores;
    private readonly Keeper _keeper;

    private MeasuringRoom(MeasuringParts parts, Task<MeasurementStores> stores) => (_parts, _stores, _keeper) = (parts, stores, new Keeper(stores));

    /// <summary>Begins to open what is kept under the data folder.</summary>
    public static MeasuringRoom Open(VerbRun run, MeasuringUse use, CancellationToken cancellation) =>
        new(MeasuringParts.Build(run.Settings, use, run.Clock), Task.Run(() => StoreRoom.OpenAsync(run, cancellation), cancellation));

    /// <summary>Measures the names, at most so many at once, and gives each as soon as it and those before it are done.</summary>
    public async IAsyncEnumerable<MeasuredName> MeasureAsync(
        IReadOnlyList<string> names, ScanRequest like, Profile profile, int concurrency, IProgress<ScanStep> progress, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Results come in the order of the names; the window bounds how many wait for a slow one before them.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var window = Channel.CreateBounded<Task<MeasuredName>>(concurrency);
        Task feeding = FeedAsync();
        try
        {
            await foreach (Task<MeasuredName> measuring in window.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return await measuring.ConfigureAwait(false);
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
                    await window.Writer.WriteAsync(MeasureAsync(like with { Ascii = name }, profile, progress, stop.Token), stop.Token).ConfigureAwait(false);
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
        try
        {
            await _keeper.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _parts.Dispose();
            await ((Task)_stores).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stores.IsCompletedSuccessfully)
            {
                await (await _stores.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<MeasuredName> MeasureAsync(ScanRequest request, Profile profile, IProgress<ScanStep> progress, CancellationToken cancellation)
    {
        Task<ScanOutcome> scanning = _parts.Scanner.ScanAsync(request, progress, cancellation);
        if (await Task.WhenAny(scanning, _stores).ConfigureAwait(false) == _stores)
        {
            await _stores.ConfigureAwait(false); // nothing is measured for a folder that takes nothing
        }

        ScanOutcome outcome = await scanning.ConfigureAwait(false);
        MeasurementStores stores = await _stores.ConfigureAwait(false);
        string evidence = await stores.Evidence.PutAsync(outcome.Scan, outcome.Blobs, cancellation).ConfigureAwait(false);
        Judgement[] entries = [.. Judge.Assess(outcome.Scan, profile).Select(entry => entry with { Evidence = evidence })];
        await _keeper.KeepAsync(new FinishedScan(request.Ascii, outcome.Scan, entries, evidence), cancellation).ConfigureAwait(false);
        return new MeasuredName(request.Ascii, outcome.Scan, entries);
    }
}
