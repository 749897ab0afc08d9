using System.Collections.Concurrent;
using System.Threading.Channels;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Wire;

namespace Sextant.Measurement.Runs;

/// <summary>Holds results until a self-check after them has passed, then keeps them; makes unknown what a failed one covers.</summary>
internal sealed class Settling : IAsyncDisposable
{
    private readonly MeasurementStores _stores;
    private readonly Patience _away;
    private readonly Func<CancellationToken, Task<VantageObservation>> _selfCheck;
    private readonly CampaignRunOptions _options;
    private readonly TimeProvider _clock;
    private readonly KeptWindow _window;
    private readonly Breaker _breaker;
    private readonly DiskPatience _patience;
    private readonly Channel<HeldScan?> _finished;
    private readonly int _mostHeld;
    private readonly ConcurrentDictionary<string, LeaseInUse> _leases = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _healthy = new(1, 1);
    private readonly CancellationTokenSource _grace = new();
    private readonly ITimer _renewal;
    private DateTimeOffset? _faultEnded;
    private VantageObservation? _trouble;

    public Settling(CampaignRun run, Func<CancellationToken, Task<VantageObservation>> selfCheck)
    {
        (_stores, _away, _selfCheck, Tally, _options, _clock) = (run.Stores, run.Patience, selfCheck, run.Tally, run.Options, run.Clock);
        (_window, _breaker, _patience) = (new KeptWindow(run), new Breaker(run), new DiskPatience(run));
        _mostHeld = _options.MostHeld ?? CampaignRunOptions.MostHeldOf(Tally.Total);
        _finished = Channel.CreateBounded<HeldScan?>(_mostHeld);
        _renewal = _clock.CreateTimer(_ => _ = RenewAsync(), null, _options.Lease / 3, _options.Lease / 3);
    }

    /// <summary>Counts as the run goes on.</summary>
    public CampaignTally Tally { get; }

    /// <summary>True when the vantage stayed at fault for so long, or so many targets failed at once, that the run ends.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>True when no name of a lease is open.</summary>
    public bool IsEmpty => _leases.IsEmpty;

    /// <summary>The self-check before anything is measured.</summary>
    public async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        Tally.VantageFault = Judge.FaultOf(await _selfCheck(cancellation).ConfigureAwait(false));
        return Tally.VantageFault is null;
    }

    /// <summary>Takes note of a lease.</summary>
    public LeaseInUse Use(CampaignLease lease) => _leases[lease.Id] = new LeaseInUse(lease);

    /// <summary>A name of a lease needs nothing more.</summary>
    public void Forget(LeaseInUse use, int names = 1)
    {
        if (names > 0 && use.Settle(names))
        {
            _leases.TryRemove(use.Lease.Id, out _);
        }
    }

    /// <summary>Waits while the vantage is at fault.</summary>
    public async Task WhileHealthyAsync(CancellationToken cancellation)
    {
        await _healthy.WaitAsync(cancellation).ConfigureAwait(false);
        _healthy.Release();
    }

    /// <summary>Takes a result; waits when too many are held.</summary>
    public ValueTask TakeAsync(HeldScan held) => _finished.Writer.WriteAsync(held, CancellationToken.None);

    /// <summary>Asks that what is held be settled now, because nothing more is under way.</summary>
    public ValueTask FlushAsync(CancellationToken cancellation) => _finished.Writer.WriteAsync(null, cancellation);

    /// <summary>Nothing more comes.</summary>
    public void Finished(Exception? fault) => _finished.Writer.TryComplete(fault);

    /// <summary>Nobody takes anything any more.</summary>
    public void Close()
    {
        _finished.Writer.TryComplete();
        while (_finished.Reader.TryRead(out _))
        {
            // Makes room, so that whoever waits to write sees that it is closed.
        }
    }

    /// <summary>The run was stopped: what is finished has this long to be kept.</summary>
    public void Hurry() => _grace.CancelAfter(_options.Grace);

    /// <summary>Settles window after window until nothing more comes.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        long began = _clock.GetTimestamp();
        bool more = true;
        while (more && !GaveUp)
        {
            var held = new List<HeldScan>();
            more = await GatherAsync(held, WindowAfter(_clock.GetElapsedTime(began))).ConfigureAwait(false);
            if (held.Count > 0)
            {
                await SettleAsync(held, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _renewal.DisposeAsync().ConfigureAwait(false);
        foreach (LeaseInUse use in _leases.Values)
        {
            try
            {
                await _stores.Campaigns.ReleaseAsync(use.Lease, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception fault) when (DatabaseFaults.IsAway(fault))
            {
                // The lease runs out, or is freed by whoever next opens what this process leaves behind.
            }
        }

        _grace.Dispose();
        _healthy.Dispose();
    }

    // A tenth of the run so far: who is done is kept no more than a tenth later for those that are still under way.
    private TimeSpan WindowAfter(TimeSpan run) => run / 10 < _options.FirstWindow ? _options.FirstWindow : run / 10 < _options.Window ? run / 10 : _options.Window;

    private async Task<bool> GatherAsync(List<HeldScan> held, TimeSpan window)
    {
        using var timer = new CancellationTokenSource(window, _clock);
        try
        {
            while (held.Count < _mostHeld)
            {
                if (!await _finished.Reader.WaitToReadAsync(timer.Token).ConfigureAwait(false))
                {
                    return false;
                }

                while (held.Count < _mostHeld && _finished.Reader.TryRead(out HeldScan? next))
                {
                    if (next is not null)
                    {
                        held.Add(next);
                    }
                    else if (held.Count > 0)
                    {
                        return true;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            // The window is over.
        }

        return true;
    }

    private async Task SettleAsync(List<HeldScan> held, CancellationToken cancellation)
    {
        VantageObservation check = await _selfCheck(_grace.Token).ConfigureAwait(false);
        Failure? fault = Judge.FaultOf(check);
        if (fault is not null)
        {
            (_faultEnded, _trouble) = (_clock.GetUtcNow(), check);
        }

        HashSet<HeldScan> good = [.. held.Where(one => fault is null && IsTrusted(one))];
        if (await _breaker.AddAsync([.. good.Select(one => one.Scan)], _grace.Token).ConfigureAwait(false) is { } mass)
        {
            good.Clear();
            _trouble = check with { Fault = Failure.VantageMassFailure };
            (Tally.MassFailure, GaveUp) = (mass, true);
        }

        await KeepAsync(good).ConfigureAwait(false);
        foreach (IGrouping<LeaseInUse, HeldScan> group in held.GroupBy(one => one.Use))
        {
            await SetAsideAsync(group.Key.Lease, [.. group.Where(one => !good.Contains(one)).Select(one => one.Scan)], check).ConfigureAwait(false);
            Forget(group.Key, group.Count());
        }

        if (Tally.MassFailure is not null)
        {
            foreach (KeptBatch back in await _window.TakeBackAsync(_trouble!, _grace.Token).ConfigureAwait(false))
            {
                Tally.TakeBack(back.Names.Count, back.Results);
            }
        }
        else if (fault is not null)
        {
            await WaitForVantageAsync(fault, cancellation).ConfigureAwait(false);
        }
    }

    // Of all leases together: a batch costs four files and a transaction, however small it is.
    private async Task KeepAsync(HashSet<HeldScan> good)
    {
        if (good.Count == 0)
        {
            return;
        }

        CampaignLease[] leases = [.. good.Select(one => one.Use.Lease).Distinct()];
        FinishedScan[] scans = [.. good.Select(one => one.Scan)];
        CompletedBatch done = await _away.RunAsync(
            () => _patience.UntilKeptAsync(() => _stores.Campaigns.CompleteBatchAsync(leases, scans, _grace.Token), _grace.Token), _grace.Token).ConfigureAwait(false);
        HashSet<string> names = [.. done.Kept];
        FinishedScan[] kept = [.. scans.Where(scan => names.Contains(scan.Name))];
        IReadOnlyList<ResultCount> results = CampaignTally.CountOf(kept);
        Tally.Keep(kept.Length, results);
        _window.Remember(new KeptBatch(_clock.GetUtcNow(), [.. kept.Select(scan => (scan.Name, scan.Evidence))], results, done.Files));
    }

    private async Task SetAsideAsync(CampaignLease lease, FinishedScan[] scans, VantageObservation check)
    {
        if (scans.Length > 0)
        {
            await _window.SetAsideAsync(lease, scans, _trouble ?? check, _grace.Token).ConfigureAwait(false);
            Tally.Aside(scans.Length);
        }
    }

    // Begun after the last fault ended, and stamped with a self-check that passed.
    private bool IsTrusted(HeldScan held) => (_faultEnded is not { } ended || held.Began > ended) && held.Scan.VantageFault is null;

    private async Task WaitForVantageAsync(Failure? fault, CancellationToken cancellation)
    {
        await _healthy.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (int tries = 1; fault is not null; tries++)
            {
                Tally.VantageFault = fault;
                if (tries > _options.VantageTries)
                {
                    GaveUp = true;
                    return;
                }

                await Task.Delay(_options.VantagePause, _clock, cancellation).ConfigureAwait(false);
                VantageObservation check = await _selfCheck(cancellation).ConfigureAwait(false);
                fault = Judge.FaultOf(check);
                (_faultEnded, _trouble) = (_clock.GetUtcNow(), fault is null ? _trouble : check);
            }

            Tally.VantageFault = null;
        }
        finally
        {
            _healthy.Release();
        }
    }

    private async Task RenewAsync()
    {
        foreach (LeaseInUse use in _leases.Values)
        {
            try
            {
                await _stores.Campaigns.RenewAsync(use.Lease, _options.Lease, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception fault) when (DatabaseFaults.IsAway(fault) || fault is System.Data.Common.DbException or IOException)
            {
                // Two more renewals come before the lease runs out; a database that is gone shows itself at the next batch.
            }
        }
    }
}
