namespace Sextant.Bench.Office;

/// <summary>How much the office has, and how many work with it.</summary>
/// <param name="Organisations">Organisations of today.</param>
/// <param name="Targets">Targets beside those of the program's own pack.</param>
/// <param name="Campaigns">Measurements of every target, a month apart.</param>
/// <param name="TasksAYear">Tasks of each of the five yearly plans; each is reported on twice.</param>
/// <param name="Documents">Documents, each with an article and an obligation.</param>
/// <param name="Readers">People who read at once.</param>
/// <param name="Writers">People and programs that write at once.</param>
/// <param name="Measured">How long readers are measured.</param>
/// <param name="Evidence">Names whose evidence is kept; their pages are read.</param>
internal sealed record OfficeSize(int Organisations, int Targets, int Campaigns, int TasksAYear, int Documents, int Readers, int Writers, TimeSpan Measured, int Evidence)
{
    /// <summary>The size that was promised, and one that takes seconds.</summary>
    public static OfficeSize Asked { get; } = BenchRun.Asked.Short
        ? new(140, 500, 3, 5, 10, 10, 10, TimeSpan.FromSeconds(4), 20)
        : new(500, 20_000, 60, 100, 500, 200, 50, TimeSpan.FromSeconds(double.TryParse(BenchRun.Asked.Told("seconds"), System.Globalization.CultureInfo.InvariantCulture, out double told) ? told : 90), 400);
}
