using System.CommandLine;
using System.Globalization;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Programme.Register;

namespace Sextant.Cli.Parts.Campaigning;

/// <summary>The options that say how a campaign is run, and when.</summary>
internal static class TermOptions
{
    public static readonly Option<string> Cron = new("--cron") { HelpName = "RULE" };

    private static readonly Option<string> Priority = new("--priority") { HelpName = "N" };
    private static readonly Option<string> Hours = new("--hours") { HelpName = "HH:MM-HH:MM" };
    private static readonly Option<string> AtOnce = new("--at-once") { HelpName = "N" };
    private static readonly Option<string> Rate = new("--rate") { HelpName = "N" };

    /// <summary>All but <see cref="Cron"/>, which a campaign that is measured once does not take.</summary>
    public static IReadOnlyList<Option> All { get; } = [Priority, Hours, AtOnce, Rate];

    /// <summary>The terms that are asked for; what is not said stays as it was.</summary>
    /// <exception cref="BadInputException">A value is none.</exception>
    public static CampaignTerms Read(VerbRun run, CampaignTerms before, TimeZoneInfo? zone) => new()
    {
        Priority = Number(run, Priority, -100, 100) ?? before.Priority,
        Window = WindowOf(run, before.Window, zone),
        Concurrency = Said(run, AtOnce) ? Number(run, AtOnce, 1, 2000) : before.Concurrency,
        NamesPerSecond = Said(run, Rate) ? RateOf(run) : before.NamesPerSecond,
    };

    /// <summary>The rule of time; null when none is given.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    public static CronRule? CronOf(VerbRun run)
    {
        string? text = run.Parsed.GetValue(Cron);
        return text is null ? null : CronRule.TryParse(text, out CronRule? rule) ? rule : throw new BadInputException("campaign.bad-cron", text);
    }

    /// <summary>The time zone of the loaded pack, where hours or a rule of time are given; else null.</summary>
    public static async Task<TimeZoneInfo?> ZoneAsync(VerbRun run, CancellationToken cancellation)
    {
        if (!Said(run, Hours) && !Said(run, Cron))
        {
            return null;
        }

        ProgrammeDatabase register = await RegisterRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        return (await register.CalendarAsync(cancellation).ConfigureAwait(false)).Zone;
    }

    private static bool Said(VerbRun run, Option<string> option) => run.Parsed.GetValue(option) is not null;

    private static int? Number(VerbRun run, Option<string> option, int least, int most)
    {
        string? text = run.Parsed.GetValue(option);
        if (text is null or "none")
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new BadInputException("campaign.bad-number", option.Name, text, least, most);
    }

    private static double? RateOf(VerbRun run)
    {
        string text = run.Parsed.GetValue(Rate)!;
        return text == "none" ? null
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate is >= 0.01 and <= 1000 ? rate
            : throw new BadInputException("campaign.bad-number", Rate.Name, text, "0.01", 1000);
    }

    private static DailyWindow? WindowOf(VerbRun run, DailyWindow? before, TimeZoneInfo? zone)
    {
        string? text = run.Parsed.GetValue(Hours);
        return text is null ? before
            : text == "none" ? null
            : DailyWindow.TryParse(text, zone!, out DailyWindow? window) ? window
            : throw new BadInputException("campaign.bad-hours", text);
    }
}
