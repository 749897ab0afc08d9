using Sextant.Cli.Verbs;
using Sextant.Measurement.Lake;

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

    /// <summary>A round now and every hour, until it is stopped.</summary>
    public static async Task HourlyAsync(VerbRun run, LakeStore lake, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Every, run.Clock);
        do
        {
            await OnceAsync(run, lake, cancellation).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }
}
