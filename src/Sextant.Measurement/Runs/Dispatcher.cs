using System.Collections.Concurrent;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Runs;

/// <summary>
/// What a server does about campaigns by itself: makes those that are due, goes on with those that are open, the most urgent first. All of them share its
/// places. What is to be done stands in the database alone, so whichever server runs goes on with it after any stop.
/// </summary>
public sealed class Dispatcher(DispatcherParts parts, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Run> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Since, CampaignNews News)> _resting = new(StringComparer.Ordinal);

    /// <summary>The places that all campaigns of this process share.</summary>
    public Places Places { get; } = new(parts.Options.Concurrency);

    /// <summary>What this process measures now, the most urgent first.</summary>
    public IReadOnlyList<RunningCampaign> Running =>
        [.. _running.Values.Select(run => run.Shown).OfType<RunningCampaign>().OrderByDescending(run => run.Campaign.Terms.Priority).ThenBy(run => run.Campaign.CreatedAt)];

    /// <summary>Why a campaign or a schedule rests for now; null when it does not.</summary>
    public CampaignNews? Rests(string id) => _resting.TryGetValue(id, out (long Since, CampaignNews News) rest) ? rest.News : null;

    /// <summary>Looks again and again, until cancelled; then what runs is stopped in order.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using IDisposable adapting = Places.Adapt(clock);
        try
        {
            while (true)
            {
                try
                {
                    await LookAsync(cancellation).ConfigureAwait(false);
                }
                catch (Exception fault) when (DatabaseFaults.IsAway(fault))
                {
                    // Whoever runs says so; here it is looked again.
                }

                await Task.Delay(parts.Look, clock, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(_running.Values.Select(run => run.Ended)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        foreach ((string id, (long since, _)) in _resting)
        {
            if (clock.GetElapsedTime(since) > parts.Rest)
            {
                _resting.TryRemove(id, out _);
            }
        }

        DateTimeOffset now = clock.GetUtcNow();
        foreach (Schedule schedule in await parts.Stores.Schedules.ListAsync(cancellation).ConfigureAwait(false))
        {
            if (!_resting.ContainsKey(schedule.Id) && schedule.Vantages.Contains(parts.Vantage))
            {
                await LookAsync(schedule, now, cancellation).ConfigureAwait(false);
            }
        }

        IReadOnlyList<OpenCampaign> open = await parts.Stores.Control.OpenAsync(parts.Vantage, cancellation).ConfigureAwait(false);
        foreach (OpenCampaign campaign in open)
        {
            if (_running.TryGetValue(campaign.Id, out Run? run))
            {
                // Other terms: it is stopped in order, and begun again by the next look.
                await (run.Campaign.Terms == campaign.Terms ? Task.CompletedTask : run.Stop.CancelAsync()).ConfigureAwait(false);
            }
            else if (_running.Count < parts.Most && !_resting.ContainsKey(campaign.Id) && Watch.MayNot(CampaignStanding.Open, campaign.Terms, now) is null)
            {
                Begin(campaign, cancellation);
            }
        }
    }

    private async Task LookAsync(Schedule schedule, DateTimeOffset now, CancellationToken cancellation)
    {
        if (schedule.LastDue > now)
        {
            await parts.Stores.Schedules.SetBackAsync(schedule, cancellation).ConfigureAwait(false);
            return;
        }

        if (schedule.Due(now) is not { } due)
        {
            return;
        }

        // One after the other: while the last one goes on, the time that is due waits.
        if (schedule.LastCampaign is { } last && await parts.Stores.Campaigns.FindAsync(last, cancellation).ConfigureAwait(false) is { Finished: false, Standing: not CampaignStanding.Stopped })
        {
            Rest(new CampaignNews(CampaignEvent.Rests, schedule.Id, last));
            return;
        }

        try
        {
            ITargetSource source = await parts.Source(schedule.Rule, cancellation).ConfigureAwait(false);
            if (await parts.Stores.Schedules.BeginAsync(schedule, due, source, cancellation).ConfigureAwait(false) is { } campaign)
            {
                parts.Tell(new CampaignNews(CampaignEvent.Due, campaign));
            }
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException) && !DatabaseFaults.IsAway(fault))
        {
            Rest(new CampaignNews(CampaignEvent.Trouble, schedule.Id, fault.Message));
        }
    }

    private void Rest(CampaignNews news)
    {
        _resting[news.Id] = (clock.GetTimestamp(), news);
        parts.Tell(news);
    }

    private void Begin(OpenCampaign campaign, CancellationToken cancellation)
    {
        var run = new Run(campaign, CancellationTokenSource.CreateLinkedTokenSource(cancellation));
        _running[campaign.Id] = run;
        run.Ended = Task.Run(() => RunAsync(run, cancellation), CancellationToken.None);
    }

    private async Task RunAsync(Run run, CancellationToken cancellation)
    {
        string id = run.Campaign.Id;
        try
        {
            CampaignEnd end = await MeasureAsync(run).ConfigureAwait(false);
            switch (end)
            {
                case CampaignEnd.Finished:
                    parts.Tell(new CampaignNews(CampaignEvent.Finished, id));
                    break;
                case CampaignEnd.VantageFault or CampaignEnd.MassFailure:
                    Rest(new CampaignNews(end == CampaignEnd.MassFailure ? CampaignEvent.MassFailure : CampaignEvent.VantageFault, id));
                    break;
                case CampaignEnd.Paused or CampaignEnd.WindowClosed:
                    parts.Tell(new CampaignNews(CampaignEvent.Rests, id));
                    break;
            }
        }
        catch (OperationCanceledException) when (run.Stop.IsCancellationRequested || cancellation.IsCancellationRequested)
        {
            // Stopped before the first name.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The disk, the database, or a fault of ours: other campaigns go on, and this one is tried again.
            Rest(new CampaignNews(CampaignEvent.Trouble, id, fault.Message));
        }
        finally
        {
            _running.TryRemove(id, out _);
            run.Stop.Dispose();
        }
    }

    private async Task<CampaignEnd> MeasureAsync(Run run)
    {
        OpenCampaign open = run.Campaign;
        Campaign campaign = await parts.Stores.Campaigns.FindAsync(open.Id, run.Stop.Token).ConfigureAwait(false) ?? throw new InvalidOperationException($"The campaign {open.Id} is gone.");
        run.Shown = new RunningCampaign(open, new CampaignTally(campaign, await parts.Stores.Scans.ResultsAsync(open.Id, null, run.Stop.Token).ConfigureAwait(false)));
        parts.Tell(new CampaignNews(CampaignEvent.Begun, open.Id));
        CampaignRunOptions options = parts.Options with
        {
            Concurrency = Math.Min(open.Terms.Concurrency ?? int.MaxValue, parts.Options.Concurrency),
            Shared = Places,
            Priority = open.Terms.Priority,
            NamesPerSecond = open.Terms.NamesPerSecond,
        };
        return await new CampaignRunner(parts.Scanner, parts.SelfCheck, parts.Stores, options, clock).RunAsync(open.Id, parts.Vantage, run.Shown.Tally, run.Stop.Token).ConfigureAwait(false);
    }

    private sealed class Run(OpenCampaign campaign, CancellationTokenSource stop)
    {
        public OpenCampaign Campaign { get; } = campaign;

        public CancellationTokenSource Stop { get; } = stop;

        public RunningCampaign? Shown { get; set; }

        public Task Ended { get; set; } = Task.CompletedTask;
    }
}
