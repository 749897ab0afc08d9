using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Cli.Explaining;

/// <summary>Where it was measured from, and what vouches for that place.</summary>
internal static class VantagePart
{
    public static void Write(Page page, Scan scan)
    {
        VantageObservation seen = scan.Vantage;
        page.Heading("explain.vantage", seen.Name);
        page.Marked(2, Judge.FaultOf(seen) is null ? Verdict.Pass : Verdict.Fail, page.Joined(seen), page.Texts.Format("explain.checked", page.Instant(seen.CheckedAt)));
        foreach (AnchorLook anchor in seen.Anchors)
        {
            Verdict mark = anchor.Healthy != anchor.KnownBroken ? Verdict.Pass : Verdict.Fail;
            page.Marked(2, mark, $"{anchor.Role,-6} {anchor.Name}  {Page.Remote(anchor.Address, anchor.Port)}", Page.Joined(page.Ms(anchor.Milliseconds), page.Why(anchor.Failure)));
        }
    }

    private static string Joined(this Page page, VantageObservation seen) => Page.Joined(
        $"IPv4 {Yes(seen.Ipv4)}", $"IPv6 {Yes(seen.Ipv6)}", $"{page.Texts["vantage.resolver"]} {Yes(seen.Resolver)}", $"{page.Texts["explain.no-dns64"]} {Yes(!seen.Dns64)}",
        seen.EhloName is { } name ? $"EHLO {name}" : null, page.Why(Judge.FaultOf(seen)));

    private static string Yes(bool? value) => value switch
    {
        true => "✓",
        false => "✗",
        _ => "?",
    };
}
