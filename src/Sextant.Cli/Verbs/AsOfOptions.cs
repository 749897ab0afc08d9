using System.CommandLine;
using System.Globalization;
using Sextant.Programme.Register;

namespace Sextant.Cli.Verbs;

/// <summary>For which day a verb answers, and by what was known when.</summary>
internal sealed class AsOfOptions
{
    /// <summary>The day.</summary>
    public Option<string> Day { get; } = new("--as-of") { HelpName = "DATE" };

    /// <summary>The instant of knowledge.</summary>
    public Option<string> Known { get; } = new("--as-known") { HelpName = "INSTANT" };

    /// <summary>The day asked for; null: none.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public DateOnly? DayOf(VerbRun run) => run.Parsed.GetValue(Day) is not { } word
        ? null
        : DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : throw new BadInputException("kpi.bad-day", word);

    /// <summary>What the register knew by the instant asked for; null: all of it.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public DateTimeOffset? KnownOf(VerbRun run, ProgrammeCalendar calendar) =>
        run.Parsed.GetValue(Known) is not { } word ? null : calendar.InstantOf(word) ?? throw new BadInputException("kpi.bad-instant", word);
}
