namespace Sextant.Programme.Cases;

/// <summary>What cases need of Measurement: vantages, and a campaign of one name.</summary>
public interface ISecondLooks
{
    /// <summary>The vantages that measure here: those of schedules and of the last campaigns.</summary>
    Task<IReadOnlyList<string>> VantagesAsync(CancellationToken cancellation);

    /// <summary>Sees to it that a target is measured in a campaign of this id, from this vantage; asked again, it changes nothing.</summary>
    Task AskAsync(string campaign, string target, string vantage, CancellationToken cancellation);

    /// <summary>What was seen; null while it is not finished.</summary>
    Task<CaseLook?> ResultAsync(string campaign, string target, string criterion, CancellationToken cancellation);
}

/// <summary>
/// Goes on with open cases: settles from where each is looked at again (another vantage than the first, where one is configured), has it measured, and writes down what was seen.
/// What is to be done stands in the databases alone, so whichever server runs goes on with it.
/// </summary>
public sealed class CaseRunner(CaseStore store, CaseEditing editing, ISecondLooks looks, TimeProvider clock)
{
    /// <summary>30 seconds: a measurement of one name takes about ten.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    /// <summary>Looks again and again, until cancelled.</summary>
    /// <param name="trouble">Told why a look failed; it is looked again.</param>
    public async Task RunAsync(Action<Exception> trouble, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await LookAsync(trouble, cancellation).ConfigureAwait(false);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested && fault is not OutOfMemoryException)
            {
                trouble(fault);
            }

            await Task.Delay(Look, clock, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One look at all open cases; one that cannot be gone on with holds no other up.</summary>
    /// <param name="trouble">Told why one was left out; null: it is thrown.</param>
    public async Task LookAsync(Action<Exception>? trouble = null, CancellationToken cancellation = default)
    {
        foreach (CaseView one in (await store.CasesAsync(null, cancellation).ConfigureAwait(false)).Where(one => one.State == "opened"))
        {
            try
            {
                await GoOnAsync(one, cancellation).ConfigureAwait(false);
            }
            catch (Exception fault) when (trouble is not null && !cancellation.IsCancellationRequested && fault is not OutOfMemoryException)
            {
                trouble!(fault);
            }
        }
    }

    private async Task GoOnAsync(CaseView one, CancellationToken cancellation)
    {
        string vantage = one.SecondVantage ?? await SettleAsync(one, cancellation).ConfigureAwait(false);
        await looks.AskAsync(one.Campaign, one.Target, vantage, cancellation).ConfigureAwait(false);
        if (await looks.ResultAsync(one.Campaign, one.Target, one.Criterion, cancellation).ConfigureAwait(false) is { } seen)
        {
            await editing.SeenAsync(one.Number, seen, cancellation).ConfigureAwait(false);
        }
    }

    // A vantage that did not answer in an earlier round is passed over: it may be gone for good.
    private async Task<string> SettleAsync(CaseView one, CancellationToken cancellation)
    {
        string?[] silent = [one.First.Vantage, .. one.Earlier.Where(round => round.Second is null).Select(round => round.Vantage)];
        string? other = (await looks.VantagesAsync(cancellation).ConfigureAwait(false)).Where(vantage => !silent.Contains(vantage, StringComparer.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
        await editing.SettleAsync(one.Number, other ?? one.First.Vantage, other is null, cancellation).ConfigureAwait(false);
        return other ?? one.First.Vantage;
    }
}
