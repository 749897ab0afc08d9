using System.CommandLine;
using System.Globalization;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Measurement;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Register;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant kpi [ID...]</c>: the indicators of a day, with numerator, denominator, unknown share, target and source.</summary>
internal static class KpiCommand
{
    private static readonly Argument<string[]> Ids = new("id") { Arity = ArgumentArity.ZeroOrMore };
    private static readonly AsOfOptions When = new();
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("kpi", SettingGroups.None, ShowAsync) { Ids, When.Day, When.Known, Json };

    private static async Task<int> ShowAsync(VerbRun run, CancellationToken cancellation)
    {
        string[] wanted = [.. (run.Parsed.GetValue(Ids) ?? []).Select(Known).Distinct(StringComparer.Ordinal)];
        DateOnly? day = When.DayOf(run);
        ProgrammeDatabase register = await RegisterRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        MeasurementStores stores = await StoreRoom.OpenAsync(run, cancellation).ConfigureAwait(false);
        await using (stores.ConfigureAwait(false))
        {
            ProgrammeCalendar calendar = await register.CalendarAsync(cancellation).ConfigureAwait(false);
            var asOf = new AsOf(day ?? calendar.Today(run.Clock), When.KnownOf(run, calendar));
            KpiReport report = await new KpiReader(register, new MeasuredScans(stores.Scans)).ReadAsync(asOf, null, cancellation).ConfigureAwait(false);
            KpiReading[] readings = [.. report.Readings.Where(reading => wanted.Length == 0 || wanted.Contains(reading.Id))];
            if (run.Parsed.GetValue(Json))
            {
                KpiJson.Write(run.Console.Out, report, readings);
            }
            else
            {
                new KpiScreen(run, report, all: wanted.Length > 0).Write(readings);
            }
        }

        return ExitCodes.Ok;
    }

    private static string Known(string id)
    {
        string upper = id.ToUpperInvariant();
        return KpiCatalog.All.Any(kpi => kpi.Id == upper)
            ? upper
            : throw new BadInputException("kpi.no-such", id, string.Join(", ", KpiCatalog.All.Select(kpi => kpi.Id)));
    }
}
