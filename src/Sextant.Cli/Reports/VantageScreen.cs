using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports;

/// <summary>What a vantage's look at itself found, for a person.</summary>
internal sealed class VantageScreen(VerbRun run)
{
    private readonly CheckTexts _says = CheckTexts.For(run.Texts.Language.Word());
    private readonly Paint _paint = Paint.For(run.Console);

    public void Write(VantageObservation seen)
    {
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
        int names = Widest(seen.Anchors.Select(Name));
        int addresses = Widest(seen.Anchors.Select(Address));
        foreach (AnchorLook anchor in seen.Anchors)
        {
            run.Console.Out.WriteLine(Line(anchor, names, addresses));
        }

        run.Console.Out.WriteLine();
        run.Write(Judge.FaultOf(seen) is { } cause ? _paint.Warn(run.Sentence("check.vantage-fault", _says.Of(cause))) : run.Texts["vantage.fine"]);
        foreach ((Family family, int port) in new[] { (Family.V6, 443), (Family.V6, 25), (Family.V4, 443), (Family.V4, 25) })
        {
            if (!seen.HasHealthyAnchor(family, port))
            {
                run.Say("vantage.no-anchor", family == Family.V6 ? "IPv6" : "IPv4", port);
            }
        }
    }

    private string Line(AnchorLook anchor, int names, int addresses)
    {
        bool good = anchor.Healthy != anchor.KnownBroken;
        string why = anchor.Failure is { } failure ? _says.Of(failure) : "";
        string time = anchor.Milliseconds.ToString("0.0", run.Texts.Language.Culture());
        return $"  {_paint.OfVerdict(good ? Verdict.Pass : Verdict.Fail)} {anchor.Role,-6} {TextWidth.Pad(Name(anchor), names)} {(anchor.Family == Family.V6 ? "IPv6" : "IPv4")} {anchor.Port,3}  {TextWidth.Pad(Address(anchor), addresses)} {time,7} ms  {why}".TrimEnd();
    }

    private void Line(string key, bool? value) =>
        run.Write($"{_paint.OfVerdict(value switch { true => Verdict.Pass, false => Verdict.Fail, _ => Verdict.Unknown })} {run.Texts[key]}{(value is null ? $" ({run.Texts["vantage.not-looked"]})" : "")}");

    private static string Name(AnchorLook anchor) => TerminalText.Safe(anchor.Name, 40);

    private static string Address(AnchorLook anchor) => anchor.Address?.ToString() ?? "-";

    private static int Widest(IEnumerable<string> texts) => texts.Select(TextWidth.Of).DefaultIfEmpty().Max();
}
