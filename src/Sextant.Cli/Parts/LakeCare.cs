using System.Globalization;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Retention;

namespace Sextant.Cli.Parts;

/// <summary>Puts the lake's small files together now and then. It is housekeeping: what goes wrong is said, and nothing else stops for it.</summary>
internal static class LakeCare
{
    /// <summary>Between two rounds of a server; 1 h: a day's files can be put together from midnight on, and nobody waits for it.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>How long one round may take; 1 min: some millions of rows. The rest is done the next time, as each file is a step of its own.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    /// <summary>One round.</summary>
    public static async Task OnceAsync(VerbRun run, LakeStore lake, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Most, run.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await lake.CompactAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the program ends: files are whole at every moment.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            run.Complain("keeping.lake-care", fault);
        }
    }

    /// <summary>Says of each class what went, or would go.</summary>
    public static void Say(VerbRun run, IEnumerable<PastData> classes, string key)
    {
        foreach (PastData past in classes)
        {
            string name = run.Texts[$"data.class-{past.Class.ToString().ToLowerInvariant()}"];
            run.Say(key, name, past.Before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), past.Rows, past.Files, past.Bytes);
        }
    }

    /// <returns>Whether it came to its end: what is left goes in the next hour.</returns>
    private static async Task<bool> PruneAsync(VerbRun run, MeasurementStores stores, RetentionOptions retention, CancellationToken cancellation)
    {
        try
        {
            if (await stores.Pruning.RunAsync(retention, remove: true, cancellation).ConfigureAwait(false) is not { } gone)
            {
                return false; // another process is looking after the lake
            }

            Say(run, gone.Where(past => past.Rows > 0), "data.pruned");
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            run.Complain("keeping.no-pruning", fault);
            return false;
        }
    }

    /// <summary>A round now and every hour, until it is stopped; once a day what is past its time is removed.</summary>
    public static async Task HourlyAsync(VerbRun run, MeasurementStores stores, RetentionOptions retention, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Every, run.Clock);
        DateOnly? pruned = null;
        do
        {
            await OnceAsync(run, stores.Lake, cancellation).ConfigureAwait(false);
            DateOnly today = DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime);
            if (pruned != today && await PruneAsync(run, stores, retention, cancellation).ConfigureAwait(false))
            {
                pruned = today;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }
}
