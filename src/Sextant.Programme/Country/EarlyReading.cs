using System.Data.Common;
using Sextant.Programme.Register;

namespace Sextant.Programme.Country;

/// <summary>
/// Reads and counts what every visitor is shown before one asks: after a start, after each change, and shortly before midnight for the day that begins. It is one piece of work at a
/// time, and whoever asks meanwhile waits for what is under way instead of doing the same.
/// </summary>
public sealed class EarlyReading(CountryReader country, TimeProvider clock)
{
    /// <summary>1 min: where nothing has changed a round asks a few numbers.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>15 min before midnight: a country of 20,000 names takes seconds.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(15);

    /// <summary>Goes on until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stop).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is DbException or InvalidOperationException or IOException or NoPackException)
            {
                // Whoever asks for the page is told; the next round tries again.
            }

            await Task.Delay(Every, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One round.</summary>
    /// <returns>The days that were read.</returns>
    public async Task<IReadOnlyList<DateOnly>> RoundAsync(CancellationToken stop)
    {
        using IDisposable look = ProgrammeDatabase.Look();
        if (await country.HeaderAsync(stop).ConfigureAwait(false) is not { } header)
        {
            return [];
        }

        DateOnly[] days = [.. ((DateTimeOffset[])[clock.GetUtcNow(), clock.GetUtcNow() + Ahead]).Select(header.Calendar.DateOf).Distinct()];
        foreach (DateOnly day in days)
        {
            await country.PrepareAsync(new AsOf(day), stop).ConfigureAwait(false);
        }

        return days;
    }
}
