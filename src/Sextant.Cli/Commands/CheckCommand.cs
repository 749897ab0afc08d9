using System.CommandLine;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Scans;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant check NAME...</c>: measures names now and says of each what works over IPv6 and what to fix first.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> Names = new("name") { Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> FromFile = new("--from-file");
    private static readonly Option<string> Kind = new("--kind");
    private static readonly Option<string[]> Zone = new("--zone") { Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Require = new("--require");
    private static readonly Option<bool> Lab = new("--lab");
    private static readonly Option<bool> Json = new("--json");
    private static readonly Option<bool> Csv = new("--csv");

    public static Verb Create() => new("check", SettingGroups.Measuring | SettingGroups.Judging, CheckAsync)
    {
        Names, FromFile, Kind, Zone, Require, Lab, Json, Csv,
    };

    private static async Task<int> CheckAsync(VerbRun run, CancellationToken cancellation)
    {
        IReadOnlyList<string> names = await NameList.ReadAsync(run, run.Parsed.GetValue(Names) ?? [], run.Parsed.GetValue(FromFile), cancellation).ConfigureAwait(false);
        IReadOnlyList<TargetKind>? kinds = Words.KindsOf(run.Parsed.GetValue(Kind));
        var like = new ScanRequest("", kinds) { Zones = await ZonesAsync(run, kinds, cancellation).ConfigureAwait(false) };
        Level? required = Words.LevelOf(run.Parsed.GetValue(Require));
        Profile profile = Profiles.Of(run.Settings.Profile);
        await using MeasuringRoom room = MeasuringRoom.Open(run, run.Parsed.GetValue(Lab) ? LabUse.Running(run.Settings.Keeping.DataFolder) : new MeasuringUse(), cancellation);
        ICheckReport report = (run.Parsed.GetValue(Json), run.Parsed.GetValue(Csv)) switch
        {
            (true, true) => throw new BadInputException("check.json-or-csv"),
            (true, _) => new JsonReport(run.Console.Out),
            (_, true) => new CsvReport(run.Console.Out),
            _ => new ScreenReport(run),
        };
        var worst = new ExitCode(required);
        report.Begin();
        var progress = new CheckProgress(run, names);
        await using (progress.ConfigureAwait(false))
        {
            await foreach (MeasuredName measured in room.MeasureAsync(names, like, profile, run.Settings.Limits.Concurrency, progress, cancellation).ConfigureAwait(false))
            {
                worst.Add(measured.Entries);
                progress.Write(() => report.Write(measured));
            }
        }

        report.End();
        return worst.Value;
    }

    // A zone says on what a name server's authority is proved; of other targets the zone is found out.
    private static async Task<IReadOnlyList<string>> ZonesAsync(VerbRun run, IReadOnlyList<TargetKind>? kinds, CancellationToken cancellation) =>
        run.Parsed.GetValue(Zone) is not { Length: > 0 } zones ? []
        : kinds is [TargetKind.NameServer] ? await NameList.ReadAsync(run, zones, null, cancellation).ConfigureAwait(false)
        : throw new BadInputException("check.zone-needs-kind");
}
