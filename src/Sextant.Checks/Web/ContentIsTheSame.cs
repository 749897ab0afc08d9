using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Checks.Web.Content;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>WEB-05: every IPv6 address serves the page that IPv4 serves, judged against the page's own noise (rule 9).</summary>
public sealed class ContentIsTheSame : ICheck
{
    /// <inheritdoc/>
    public string Id => "WEB-05";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "web-content-same", "web-content-differs", "web-content-some-differ", "web-http-content-differs", "web-content-undecided",
        "web-content-refused", "web-content-open", "web-content-nothing-to-compare",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? site.Hosts.SelectMany(Judge) : [];

    private IEnumerable<Finding> Judge(HostView host)
    {
        if (host.Standing != Standing.Published)
        {
            return [host.IsOpen ? this.Says("web-content-open", host.Name).Because(host.Cause) : this.Says("web-content-nothing-to-compare", host.Name)];
        }

        var pages = new PagesOfHost(host);
        PageLook[] v6 = [.. pages.MainV6.Where(l => l.IsPage)];
        Fetch[] v4 = [.. pages.MainV4.Where(l => l.IsPage).Select(l => l.Fetch)];
        if (v6.Length > 0 && v4.Length > 0)
        {
            return [.. Main(host, pages, v4), .. Plain(host, pages)];
        }

        return [Incomparable(host, pages, v6.Length > 0)];
    }

    private Finding Incomparable(HostView host, PagesOfHost pages, bool v6Served)
    {
        if (pages.MainV6.Concat(pages.MainV4).FirstOrDefault(l => l.Ending == Ending.Refused) is { } refused)
        {
            return this.Says("web-content-refused", host.Name).Because(refused.Cause);
        }

        // Served over IPv6 and not over IPv4, or no IPv4 at all: there is nothing that could differ. WEB-03 judges a page that does not come over IPv6.
        return v6Served && host.Host.A.Answered && pages.MainV4.All(l => l.Ending != Ending.Open)
            ? this.Says("web-content-nothing-to-compare", host.Name)
            : this.Says("web-content-open", host.Name)
                .Because(pages.MainV6.Concat(pages.MainV4).Select(l => l.Cause).FirstOrDefault(c => c is not null) ?? host.Host.A.Failure ?? Failure.NotMeasured);
    }

    private IEnumerable<Finding> Main(HostView host, PagesOfHost pages, Fetch[] v4)
    {
        (PageLook Look, Comparison Result, int Times)[] all =
        [
            .. pages.MainV6Again.Select(address => address.Where(l => l.IsPage).ToArray()).Where(looks => looks.Length > 0)
                .Select(looks => (looks[0], PageComparison.Compare([.. looks.Select(l => l.Fetch)], v4), looks.Length)),
        ];
        (PageLook Look, Comparison Result, int Times)[] seen = [.. all.Where(c => c.Result.Likeness == Likeness.Different)];
        // Rule 1: another page once may be chance; three times it is the site.
        (PageLook Look, Comparison Result, int Times)[] other = [.. seen.Where(c => c.Times >= RepeatedFault.Tries)];
        (PageLook Look, Comparison Result, int Times)[] open = [.. all.Where(c => c.Result.Likeness == Likeness.Undecided), .. seen.Except(other)];
        foreach ((PageLook look, Comparison result, _) in other)
        {
            string tag = other.Length == all.Length ? "web-content-differs" : "web-content-some-differ";
            yield return this.Says(
                    tag, host.Name, ("address", look.Fetch.Address?.ToString() ?? "-"), ("by", result.By), ("shared", Text(result.TextShared)), ("noise", Text(result.TextNoise)),
                    ("titleV6", look.Fetch.Page?.Title ?? "-"), ("titleV4", v4[0].Page?.Title ?? "-"))
                .Over(Family.V6, 443);
        }

        if (open.Length > 0)
        {
            yield return this.Says("web-content-undecided", host.Name, ("shared", Text(open[0].Result.TextShared)), ("noise", Text(open[0].Result.TextNoise)))
                .Because(open[0].Result.Likeness == Likeness.Different ? Failure.Pending : Failure.HttpUnstable);
        }

        if (other.Length == 0 && open.Length == 0)
        {
            yield return this.Says("web-content-same", host.Name, ("shared", Text(all.Min(c => c.Result.TextShared))), ("noise", Text(all.Min(c => c.Result.TextNoise))));
        }
    }

    private IEnumerable<Finding> Plain(HostView host, PagesOfHost pages)
    {
        Fetch[] six = [.. pages.PlainV6Again.Where(l => l.IsPage).Select(l => l.Fetch)];
        Fetch[] four = [.. pages.PlainV4Again.Where(l => l.IsPage).Select(l => l.Fetch)];
        if (six.Length >= RepeatedFault.Tries && four.Length > 0 && PageComparison.Compare(six, four) is { Likeness: Likeness.Different } result)
        {
            yield return this.Says("web-http-content-differs", host.Name, ("by", result.By), ("titleV6", six[0].Page?.Title ?? "-"), ("titleV4", four[0].Page?.Title ?? "-")).Over(Family.V6, 80);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
