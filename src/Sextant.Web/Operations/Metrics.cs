using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Storage;
using Sextant.Wire;

namespace Sextant.Web.Operations;

/// <summary>
/// What a monitoring system reads: campaigns by state and class, what this process measures, what it sends out, the lake, the process. Answered on an
/// endpoint of its own alone, which is off unless the operator names one: it tells nothing of single names, but it is nobody else's business.
/// </summary>
internal static class Metrics
{
    /// <summary>Answers one request on the metrics endpoint.</summary>
    public static async Task AnswerAsync(HttpContext context, WebParts parts)
    {
        if (context.Request.Path != "/metrics")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        BoardView board = await parts.Board.ReadAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = MetricsText.ContentType;
        await context.Response.WriteAsync(Text(parts, board), context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The text.</summary>
    public static string Text(WebParts parts, BoardView board)
    {
        var text = new MetricsText();
        text.Info("sextant_build", "The program.").Sample(1, ("version", parts.Version));
        Campaigns(text, board);
        Work(text, parts);
        Outward(text, parts);
        Kept(text, parts, board);
        Process(text);
        return text.End();
    }

    private static void Campaigns(MetricsText text, BoardView board)
    {
        text.Gauge("sextant_campaign_names", "Names of campaigns under way, by how far they are: pending is the depth of the queue, leased is taken by some process.");
        foreach (Campaign campaign in board.UnderWay.Select(one => one.Progress.Campaign))
        {
            foreach (TargetState state in Enum.GetValues<TargetState>())
            {
                text.Sample(campaign.Count(state), ("campaign", campaign.Id), ("state", Word(state)));
            }
        }

        Rates(text, board);
        text.Gauge("sextant_campaign_paused", "1 while a campaign rests.");
        foreach (BoardCampaign one in board.UnderWay)
        {
            text.Sample(one.Progress.Campaign.Standing == CampaignStanding.Paused ? 1 : 0, ("campaign", one.Progress.Campaign.Id));
        }

        text.Gauge("sextant_campaign_targets", "Targets measured so far in campaigns under way, by kind and class.");
        foreach (BoardCampaign one in board.UnderWay)
        {
            foreach (var group in one.Results.GroupBy(result => (result.Kind, result.Class)).OrderBy(group => group.Key))
            {
                text.Sample(group.Sum(result => result.Count), ("campaign", one.Progress.Campaign.Id), ("kind", Word(group.Key.Kind)), ("class", Word(group.Key.Class)));
            }
        }

        text.Gauge("sextant_campaign_targets_unknown", "Targets that are unknown in campaigns under way, by cause.");
        foreach (BoardCampaign one in board.UnderWay)
        {
            foreach (var group in one.Results.Where(result => result.Cause is not null).GroupBy(result => result.Cause!.Value).OrderBy(group => group.Key))
            {
                text.Sample(group.Sum(result => result.Count), ("campaign", one.Progress.Campaign.Id), ("cause", group.Key.ToWord()));
            }
        }

        text.Gauge("sextant_schedule_last_due_timestamp_seconds", "The time of a schedule that was dealt with last.");
        foreach (var schedule in board.Schedules)
        {
            text.Sample(schedule.LastDue.ToUnixTimeSeconds(), ("schedule", schedule.Id));
        }
    }

    private static void Rates(MetricsText text, BoardView board)
    {
        text.Gauge("sextant_campaign_names_per_second", "Names done a second over the last two minutes, by all processes.");
        foreach (BoardCampaign one in board.UnderWay)
        {
            text.Sample(Math.Round(one.Progress.NamesPerSecond, 4), ("campaign", one.Progress.Campaign.Id));
        }

        text.Gauge("sextant_campaign_left_seconds", "How long a campaign under way still takes at that rate; no sample while nothing is done.");
        foreach (BoardCampaign one in board.UnderWay)
        {
            if (one.Progress.LeftFor is { } left)
            {
                text.Sample(Math.Round(left.TotalSeconds), ("campaign", one.Progress.Campaign.Id));
            }
        }
    }

    private static void Work(MetricsText text, WebParts parts)
    {
        IReadOnlyList<RunningCampaign> running = parts.Dispatcher?.Running ?? [];
        text.Gauge("sextant_names_in_flight", "Names that this process measures: working, waiting for their next try, or in the slow lane.");
        foreach (RunningCampaign run in running)
        {
            int elsewhere = run.Tally.Waiting + run.Tally.Slow;
            text.Sample(Math.Max(0, run.Tally.Running - elsewhere), ("campaign", run.Campaign.Id), ("state", "working"));
            text.Sample(run.Tally.Waiting, ("campaign", run.Campaign.Id), ("state", "waiting"));
            text.Sample(run.Tally.Slow, ("campaign", run.Campaign.Id), ("state", "slow"));
        }

        text.Gauge("sextant_vantage_fault", "1 while the vantage cannot judge and a campaign waits for it.");
        foreach (RunningCampaign run in running)
        {
            text.Sample(run.Tally.VantageFault is null ? 0 : 1, ("campaign", run.Campaign.Id));
        }

        if (parts.Dispatcher is { } dispatcher)
        {
            text.Gauge("sextant_places", "Places for names measured at once, which the campaigns of this process share.");
            text.Sample(dispatcher.Places.Free, ("state", "free")).Sample(dispatcher.Places.Taken, ("state", "taken"));
        }

        text.Gauge("sextant_desk_waiting", "Names that visitors want measured now and that wait.").Sample(parts.Desk.Waiting);
    }

    private static void Outward(MetricsText text, WebParts parts)
    {
        if (parts.Traffic?.Invoke() is { } traffic)
        {
            text.Counter("sextant_sent", "What this process has asked others: DNS queries, connections to web ports, conversations with mail servers.");
            text.Sample(traffic.DnsQueries, ("use", "dns")).Sample(traffic.HttpConnections, ("use", "http")).Sample(traffic.SmtpConnections, ("use", "smtp"));
            text.Counter("sextant_pacing_wait_seconds", "How long all of them together waited for their turn.").Sample(Math.Round(traffic.Waited.TotalSeconds, 3));
        }

        if (MachineOctets.Read() is { Count: > 0 } octets)
        {
            text.Counter("sextant_network_bytes", "Bytes of IP packets of this network namespace, whoever sent them.");
            foreach ((string family, string direction, long bytes) in octets)
            {
                text.Sample(bytes, ("family", family), ("direction", direction));
            }
        }
    }

    private static void Kept(MetricsText text, WebParts parts, BoardView board)
    {
        text.Gauge("sextant_lake_files", "Files of the lake.");
        foreach (LakeSize size in board.Lake)
        {
            text.Sample(size.Files, ("table", Word(size.Table)));
        }

        text.Gauge("sextant_lake_rows", "Rows of the lake.");
        foreach (LakeSize size in board.Lake)
        {
            text.Sample(size.Rows, ("table", Word(size.Table)));
        }

        text.Gauge("sextant_lake_bytes", "Bytes of the lake.");
        foreach (LakeSize size in board.Lake)
        {
            text.Sample(size.Bytes, ("table", Word(size.Table)));
        }

        text.Gauge("sextant_store_faults", "Areas of the data folder that a disk refuses to keep; see /healthz.").Sample(parts.Measured.Health.Faults.Count + (parts.Anchoring.Fault is null ? 0 : 1));
    }

    private static void Process(MetricsText text)
    {
        using Process self = System.Diagnostics.Process.GetCurrentProcess();
        text.Counter("process_cpu_seconds", "Processor time of this process.").Sample(Math.Round(self.TotalProcessorTime.TotalSeconds, 3));
        text.Gauge("process_resident_memory_bytes", "Memory of this process.").Sample(self.WorkingSet64);
        text.Gauge("process_start_time_seconds", "When it was started.").Sample(new DateTimeOffset(self.StartTime.ToUniversalTime()).ToUnixTimeSeconds());
        text.Gauge("process_threads", "Threads of this process.").Sample(self.Threads.Count);
        text.Gauge("dotnet_heap_bytes", "Managed memory in use.").Sample(GC.GetTotalMemory(false));
        text.Counter("dotnet_gc_pause_seconds", "How long all work stood still for garbage collections.").Sample(Math.Round(GC.GetTotalPauseDuration().TotalSeconds, 3));
        text.Gauge("dotnet_pool_threads", "Threads of the pool that does the work.").Sample(ThreadPool.ThreadCount);
        text.Gauge("dotnet_pool_waiting", "Work that waits for one of them.").Sample(ThreadPool.PendingWorkItemCount);
        text.Counter("dotnet_collections", "Garbage collections.");
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            text.Sample(GC.CollectionCount(generation), ("generation", generation.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static string Word<T>(T member)
        where T : struct, Enum => FailureWords.Kebab(member.ToString());
}
