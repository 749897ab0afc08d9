using System.CommandLine;
using System.Text.Json;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Parts;
using Sextant.Cli.Reports;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Commands;

/// <summary><c>sextant vantage check</c>: whether what this machine says of others can be trusted.</summary>
internal static class VantageCommand
{
    private static readonly Option<bool> Lab = new("--lab");
    private static readonly Option<bool> Json = new("--json");

    public static Verb Create() => new("vantage")
    {
        new Verb("check", SettingGroups.Measuring, CheckAsync) { Lab, Json },
    };

    private static async Task<int> CheckAsync(VerbRun run, CancellationToken cancellation)
    {
        MeasuringUse use = run.Parsed.GetValue(Lab) ? LabUse.Running(run.Settings.Keeping.DataFolder) : new MeasuringUse();
        using MeasuringParts parts = MeasuringParts.Build(run.Settings, use, run.Clock);
        VantageObservation seen = await parts.Vantage.CheckAsync(cancellation).ConfigureAwait(false);
        if (run.Parsed.GetValue(Json))
        {
            ResultJson.Write(run, new { Schema = 1, Fault = Judge.FaultOf(seen), Vantage = JsonSerializer.SerializeToElement(seen, ScanJson.Options) });
        }
        else
        {
            new VantageScreen(run).Write(seen);
        }

        return Judge.FaultOf(seen) is null ? ExitCodes.Ok : ExitCodes.Unknown;
    }
}
