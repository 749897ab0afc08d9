using System.CommandLine;
using System.Text.Json;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Parts;
using Sextant.Cli.Screen;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

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
            run.Console.Out.WriteLine(JsonSerializer.Serialize(seen, ScanJson.Options));
        }
        else
        {
            Write(run, seen);
        }

        return Judge.FaultOf(seen) is null ? ExitCodes.Ok : ExitCodes.Unknown;
    }

    private static void Write(VerbRun run, VantageObservation seen)
    {
        CheckTexts says = CheckTexts.For(run.Texts.Language.Word());
        var paint = new Paint(run.Console.Interactive);
        Line("vantage.ipv4", seen.Ipv4);
        Line("vantage.ipv6", seen.Ipv6);
        Line("vantage.resolver", seen.Resolver);
        Line("vantage.no-dns64", seen.Dns64 is { } dns64 ? !dns64 : null);
        Line("vantage.port25-v4", seen.Port25V4);
        Line("vantage.port25-v6", seen.Port25V6);
        Line("vantage.ptr-v4", seen.ForwardConfirmedV4);
        Line("vantage.ptr-v6", seen.ForwardConfirmedV6);
        run.Say("vantage.ehlo", seen.EhloName ?? run.Texts["vantage.ehlo-none"]);
        run.Console.Out.WriteLine();
        run.Say("vantage.anchors");
        foreach (AnchorLook anchor in seen.Anchors)
        {
            bool good = anchor.Healthy != anchor.KnownBroken;
            string why = anchor.Failure is { } failure ? says.Of(failure) : "";
            run.Console.Out.WriteLine($"  {paint.OfVerdict(good ? Verdict.Pass : Verdict.Fail)} {anchor.Role,-6} {TerminalText.Safe(anchor.Name, 40),-24} {(anchor.Family == Family.V6 ? "IPv6" : "IPv4")} {anchor.Port,3}  {anchor.Address?.ToString() ?? "-",-28} {anchor.Milliseconds,7:0.0} ms  {why}");
        }

        run.Console.Out.WriteLine();
        Failure? fault = Judge.FaultOf(seen);
        run.Console.Out.WriteLine(fault is { } cause ? paint.Warn(run.Sentence("check.vantage-fault", says.Of(cause))) : run.Texts["vantage.fine"]);
        foreach ((Family family, int port) in new[] { (Family.V6, 443), (Family.V6, 25), (Family.V4, 443), (Family.V4, 25) })
        {
            if (!seen.HasHealthyAnchor(family, port))
            {
                run.Say("vantage.no-anchor", family == Family.V6 ? "IPv6" : "IPv4", port);
            }
        }

        void Line(string key, bool? value) =>
            run.Console.Out.WriteLine($"{paint.OfVerdict(value switch { true => Verdict.Pass, false => Verdict.Fail, _ => Verdict.Unknown })} {run.Texts[key]}{(value is null ? $" ({run.Texts["vantage.not-looked"]})" : "")}");
    }
}
