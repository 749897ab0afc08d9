using System.Collections.Concurrent;
using System.Threading.Channels;
using Sextant.Checks.Judging;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Runs;

/// <summary>Leases names and measures them, so many at once; hands each finished one on to be settled.</summary>
internal sealed class Measuring(CampaignRun run, IScanner scanner, Settling settling)
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly CancellationTokenSource _broken = new();
    private readonly DiskPatience _patience = new(run);
    private Exception? _fatal;

    /// <summary>Goes on until the campaign is finished or the token asks to stop; then nothing of it runs any more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var slots = new ScanSlots(run.Options.Concurrency, run.Options.MostWaiting);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _broken.Token);
        try
        {
            await LeaseAllAsync(slots, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Stopped: the leases are given back when all is settled.
        }
        finally
        {
            await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            settling.Finished(_fatal);
            _broken.Dispose();
        }
    }

    private async Task LeaseAllAsync(ScanSlots slots, CancellationToken cancellation)
    {
        // A batch is what is measured again after a kill; a whole round of the slots keeps them all busy.
        int batch = Math.Clamp(run.Options.Concurrency, 20, 100);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            CampaignLease? lease = await _patience
                .UntilKeptAsync(() => run.Stores.Campaigns.LeaseAsync(run.Campaign, run.Vantage, batch, run.Options.Lease, cancellation), cancellation).ConfigureAwait(false);
            if (lease is null)
            {
                if (_running.IsEmpty && settling.IsEmpty && (await run.Stores.Campaigns.FindAsync(run.Campaign, cancellation).ConfigureAwait(false))!.Finished)
                {
                    return;
                }

                run.Tally.Wait(slots.Waiting);
                if (_running.IsEmpty)
                {
                    await settling.FlushAsync(cancellation).ConfigureAwait(false);
                }

                await Task.Delay(run.Options.Poll, run.Clock, cancellation).ConfigureAwait(false);
                continue;
            }

            LeaseInUse use = settling.Use(lease);
            foreach (CampaignTarget target in lease.Targets)
            {
                ScanSlots.Slot slot = await slots.TakeAsync(cancellation).ConfigureAwait(false);
                run.Tally.Wait(slots.Waiting);
                await settling.WhileHealthyAsync(cancellation).ConfigureAwait(false);
                Start(use, target, slot, cancellation);
            }
        }
    }

    private void Start(LeaseInUse use, CampaignTarget target, ScanSlots.Slot slot, CancellationToken cancellation)
    {
        settling.Tally.Begin();
        Task task = Task.Run(() => MeasureAsync(use, target, slot, cancellation), CancellationToken.None);
        _running[task] = 0;
        _ = task.ContinueWith(
            done =>
            {
                settling.Tally.End();
                slot.Dispose();
                _running.TryRemove(done, out _);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task MeasureAsync(LeaseInUse use, CampaignTarget target, ScanSlots.Slot slot, CancellationToken cancellation)
    {
        DateTimeOffset began = run.Clock.GetUtcNow();
        try
        {
            ScanOutcome outcome = await scanner
                .ScanAsync(new ScanRequest(target.Name, target.Kinds.Count == 0 ? null : target.Kinds, slot), null, cancellation).ConfigureAwait(false);
            string evidence = await _patience.UntilKeptAsync(
                () => run.Stores.Evidence.PutAsync(outcome.Scan, outcome.Blobs.Values.Select(blob => (ReadOnlyMemory<byte>)blob), CancellationToken.None), cancellation)
                .ConfigureAwait(false);
            Judgement[] entries = [.. Judge.Assess(outcome.Scan, run.Options.Profile).Select(entry => entry with { Evidence = evidence })];
            var scan = new FinishedScan { Name = target.Name, Scan = outcome.Scan, Judgements = entries, Evidence = evidence };
            await settling.TakeAsync(new HeldScan(use, scan, began)).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is ChannelClosedException || (fault is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            // Not measured to the end: its lease is given back.
        }
        catch (IOException fault)
        {
            // The disk, for longer than is waited for it: nothing more can be kept.
            _fatal ??= fault;
            await _broken.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // A bug of ours on this one name must not end the campaign: it is tried again later, and then given up with its reason.
            settling.Tally.Fail(fault.Message);
            await run.Stores.Campaigns.FailAsync(use.Lease, target.Name, $"{fault.GetType().Name}: {fault.Message}", CancellationToken.None).ConfigureAwait(false);
            settling.Forget(use);
        }
    }
}
