using System.Collections.Concurrent;
using System.Threading.Channels;
using Sextant.Checks.Judging;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Wire;

namespace Sextant.Measurement.Runs;

/// <summary>Leases names and measures them, so many at once; hands each finished one on to be settled.</summary>
internal sealed class Measuring(CampaignRun run, IScanner scanner, Settling settling)
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly CancellationTokenSource _broken = new();
    private readonly DiskPatience _patience = new(run);
    private readonly SemaphoreSlim _asking = new(CampaignRunOptions.LeaseOf(run.Options.Concurrency, run.Tally.Total));
    private readonly Beat _beat = new(run.Options.NamesPerSecond, run.Clock);
    private Exception? _fatal;

    /// <summary>Goes on until the campaign is finished or the token asks to stop; then nothing of it runs any more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var slots = new ScanSlots(SlotsOf(run.Options, run.Tally.Total), run.Clock);
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
            _asking.Dispose();
            _beat.Dispose();
        }
    }

    private static ScanSlotsOptions SlotsOf(CampaignRunOptions options, int names)
    {
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return new ScanSlotsOptions
        {
            Places = options.Concurrency,
            Shared = options.Shared,
            Priority = options.Priority,
            MostWaiting = options.MostWaiting ?? CampaignRunOptions.MostWaitingOf(names, memory),
            MostSlow = options.MostSlow ?? CampaignRunOptions.MostSlowOf(options.Concurrency, names, memory),
            SlowAfter = options.SlowAfter,
        };
    }

    private async Task LeaseAllAsync(ScanSlots slots, CancellationToken cancellation)
    {
        int batch = CampaignRunOptions.LeaseOf(run.Options.Concurrency, run.Tally.Total);
        var ebb = new Ebb();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            CampaignLease? lease = await run.Patience.RunAsync(
                () => _patience.UntilKeptAsync(() => run.Stores.Campaigns.LeaseAsync(run.Campaign, run.Vantage, batch, run.Options.Lease, cancellation), cancellation), cancellation).ConfigureAwait(false);
            if (lease is null)
            {
                if (_running.IsEmpty && settling.IsEmpty && await IsFinishedAsync(cancellation).ConfigureAwait(false))
                {
                    return;
                }

                run.Tally.Wait(slots.Waiting, slots.Slow);
                if (_running.IsEmpty || ebb.IsTime(run.Clock))
                {
                    await settling.FlushAsync(cancellation).ConfigureAwait(false);
                }

                await Task.Delay(run.Options.Poll, run.Clock, cancellation).ConfigureAwait(false);
                continue;
            }

            ebb = new Ebb();
            LeaseInUse use = settling.Use(lease);
            foreach (CampaignTarget target in lease.Targets)
            {
                // So many ask for a place at once that no less urgent campaign gets one while this has names left.
                await _asking.WaitAsync(cancellation).ConfigureAwait(false);
                run.Tally.Wait(slots.Waiting, slots.Slow);
                Start(slots, use, target, cancellation);
            }
        }
    }

    private Task<bool> IsFinishedAsync(CancellationToken cancellation) => run.Patience.RunAsync(
        () => run.Stores.Campaigns.IsFinishedAsync(run.Campaign, run.Vantage, cancellation), cancellation);

    private void Start(ScanSlots slots, LeaseInUse use, CampaignTarget target, CancellationToken cancellation)
    {
        Task task = Task.Run(() => TakeTurnAsync(slots, use, target, cancellation), CancellationToken.None);
        _running[task] = 0;
        _ = task.ContinueWith(
            done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task TakeTurnAsync(ScanSlots slots, LeaseInUse use, CampaignTarget target, CancellationToken cancellation)
    {
        ScanSlots.Slot slot;
        try
        {
            slot = await slots.TakeAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }

        using (slot)
        {
            await settling.WhileHealthyAsync(cancellation).ConfigureAwait(false);
            await _beat.WaitAsync(cancellation).ConfigureAwait(false);
            settling.Tally.Begin();
            try
            {
                await MeasureAsync(use, target, slot, cancellation).ConfigureAwait(false);
            }
            finally
            {
                settling.Tally.End();
            }
        }
    }

    private async Task MeasureAsync(LeaseInUse use, CampaignTarget target, ScanSlots.Slot slot, CancellationToken cancellation)
    {
        DateTimeOffset began = run.Clock.GetUtcNow();
        try
        {
            ScanOutcome outcome = await scanner
                .ScanAsync(new ScanRequest(target.Name, target.Kinds.Count == 0 ? null : target.Kinds, slot) { Shares = true }, null, cancellation).ConfigureAwait(false);
            IReadOnlyList<Judgement> judged = Judge.Assess(outcome.Scan, run.Options.Profile);
            if (target.Attempt < CampaignStore.MostAttempts && judged.Any(IsSpoilt))
            {
                await AgainAsync(use, target).ConfigureAwait(false);
                return;
            }

            string evidence = await _patience.UntilKeptAsync(
                () => run.Stores.Evidence.PutAsync(outcome.Scan, outcome.Blobs, CancellationToken.None), cancellation)
                .ConfigureAwait(false);
            var scan = new FinishedScan(target.Name, outcome.Scan, [.. judged.Select(entry => entry with { Evidence = evidence })], evidence);
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
            await FailAsync(use, target, fault).ConfigureAwait(false);
        }
    }

    // Something of it is unknown because this machine was late itself: that is for us to mend, and minutes later it may not be late any more.
    private static bool IsSpoilt(Judgement judgement) => judgement.Verdicts.Any(verdict => verdict.Cause == Failure.VantageOverloaded);

    private async Task AgainAsync(LeaseInUse use, CampaignTarget target)
    {
        DateTimeOffset later = run.Clock.GetUtcNow() + (run.Options.SpoiltPause * target.Attempt);
        await NoteAsync(use, () => run.Stores.Campaigns.DeferAsync(use.Lease, [target.Name], later, CancellationToken.None)).ConfigureAwait(false);
        settling.Tally.Aside(1);
    }

    private Task FailAsync(LeaseInUse use, CampaignTarget target, Exception fault) => NoteAsync(
        use, () => run.Stores.Campaigns.FailAsync(use.Lease, target.Name, $"{fault.GetType().Name}: {fault.Message}", CancellationToken.None));

    private async Task NoteAsync(LeaseInUse use, Func<Task> note)
    {
        try
        {
            await run.Patience.RunAsync(note, _broken.Token).ConfigureAwait(false);
            settling.Forget(use);
        }
        catch (Exception away) when (away is DatabaseAwayException or OperationCanceledException)
        {
            // Not noted: its lease runs out and the name is tried again.
        }
    }

    /// <summary>
    /// When to ask that results be kept while nothing is left to begin: at once, and then each time that a tenth of the ebb so far went by, so that who is done does not wait
    /// for those that drag on. Some eighty self-checks in an hour at most.
    /// </summary>
    private sealed class Ebb
    {
        private long? _began;
        private TimeSpan _next;

        public bool IsTime(TimeProvider clock)
        {
            TimeSpan ebb = clock.GetElapsedTime(_began ??= clock.GetTimestamp());
            if (ebb < _next)
            {
                return false;
            }

            _next = ebb * 1.1;
            return true;
        }
    }

    /// <summary>Lets names begin no faster than so many a second; none is owed for a time in which there was no place.</summary>
    private sealed class Beat(double? perSecond, TimeProvider clock) : IDisposable
    {
        private readonly SemaphoreSlim _one = new(1, 1);
        private long _last;

        public async ValueTask WaitAsync(CancellationToken cancellation)
        {
            if (perSecond is not { } rate)
            {
                return;
            }

            await _one.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                TimeSpan wait = _last == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1 / rate) - clock.GetElapsedTime(_last);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
                }

                _last = clock.GetTimestamp();
            }
            finally
            {
                _one.Release();
            }
        }

        public void Dispose() => _one.Dispose();
    }
}
