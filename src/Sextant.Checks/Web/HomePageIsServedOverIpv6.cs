using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>WEB-03: the home page comes over IPv6, every redirect hop included (rule 3), from every address.</summary>
public sealed class HomePageIsServedOverIpv6 : ICheck
{
    /// <inheritdoc/>
    public string Id => "WEB-03";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "web-v6-page-served", "web-v6-page-some", "web-v6-no-page", "web-v6-status", "web-v6-redirect-to-ipv4-only", "web-redirect-to-ipv4-only",
        "web-v6-redirect-bad", "web-v6-redirect-down", "web-meta-refresh-to-ipv4-only", "web-v6-http-fails", "web-v6-http-redirect-bad", "web-v6-page-lost",
        "web-page-fails-both", "web-page-refused", "web-v6-page-open", "web-v6-nothing-to-fetch",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? site.Hosts.SelectMany(Judge) : [];

    private IEnumerable<Finding> Judge(HostView host)
    {
        if (host.Standing != Standing.Published)
        {
            return [host.IsOpen ? this.Says("web-v6-page-open", host.Name).Because(host.Cause) : this.Says("web-v6-nothing-to-fetch", host.Name)];
        }

        var pages = new PagesOfHost(host);
        return pages.MainV6.Count == 0
            ? [Unfetched(host)]
            : [.. Main(host, pages), .. Plain(host, pages), .. Refresh(host, pages)];
    }

    // Nothing was fetched because no port answers: WEB-02 says whether that is IPv6's fault.
    private Finding Unfetched(HostView host)
    {
        PortState state = PortState.LeastSure(host.Ipv6.SelectMany(a => new[] { host.Port(a, 443), host.Port(a, 80) }).Where(s => !s.Open));
        return state.IsKnown && !host.IsReachable(Family.V6) && host.IsReachable(Family.V4)
            ? this.Says("web-v6-no-page", host.Name, ("address", host.Ipv6[0].ToString())).Because(state.Cause).Over(Family.V6, 443)
            : this.Says("web-v6-page-open", host.Name).Because(state.Cause ?? Failure.NotMeasured);
    }

    private IEnumerable<Finding> Main(HostView host, PagesOfHost pages)
    {
        PageLook[] good = [.. pages.MainV6.Where(l => l.IsPage)];
        PageLook[] bad = [.. pages.MainV6.Where(l => !l.IsPage)];
        if (good.Length > 0)
        {
            yield return this.Says("web-v6-page-served", host.Name, ("url", good[0].Fetch.FinalUrl ?? good[0].Fetch.Url), ("status", good[0].StatusText));
        }

        foreach (PageLook look in good.Length > 0 ? bad : bad.Take(1))
        {
            Finding finding = Say(host, look, pages.MainV4.Count > 0 ? pages.MainV4 : pages.AnyV4);
            // What only some addresses do is a defect; what cannot be told stays so.
            yield return good.Length == 0 || look.Ending is Ending.Refused or Ending.Open
                ? finding
                : this.Says("web-v6-page-some", host.Name, ("address", AddressOf(look)), ("status", look.StatusText)).Because(look.Cause).Over(Family.V6, 443);
        }

        if (good.Any(l => l.GoesDown) && !pages.MainV4.Any(l => l.GoesDown))
        {
            yield return this.Says("web-v6-redirect-down", host.Name, ("url", good.First(l => l.GoesDown).Fetch.FinalUrl ?? "-")).Over(Family.V6, 443);
        }
    }

    private Finding Say(HostView host, PageLook look, IReadOnlyList<PageLook> v4)
    {
        (string, string) address = ("address", AddressOf(look));
        (string, string) target = ("target", look.LastHost);
        if (look.Ending == Ending.Refused || (v4.Any(l => l.Ending == Ending.Refused) && !v4.Any(l => l.IsPage)))
        {
            return this.Says("web-page-refused", host.Name).Because(look.Ending == Ending.Refused ? look.Cause : v4.First(l => l.Ending == Ending.Refused).Cause);
        }

        if (look.Ending == Ending.Open)
        {
            return this.Says("web-v6-page-open", host.Name).Because(look.Cause);
        }

        if (look is { Ending: Ending.NoPage, Cause: Failure.TimedOut } && host.Loses(look.Fetch.Address))
        {
            return this.Says("web-v6-page-lost", host.Name, address).Because(look.Cause).Over(Family.V6, 443);
        }

        if (look.Ending == Ending.Ipv4OnlyTarget)
        {
            // All visitors are sent there: IPv6 works as far as this host goes.
            bool all = host.Ipv4.Count == 0 || v4.Any(l => l.Visits(look.LastHost));
            return all || v4.Any(l => l.IsPage)
                ? this.Says(all ? "web-redirect-to-ipv4-only" : "web-v6-redirect-to-ipv4-only", host.Name, target).Because(look.Cause).Over(Family.V6, 443)
                : Both(host, look);
        }

        if (!v4.Any(l => l.IsPage))
        {
            return v4.FirstOrDefault(l => l.Ending == Ending.Open) is { } open
                ? this.Says("web-v6-page-open", host.Name).Because(open.Cause)
                : Both(host, look);
        }

        return (look.Ending switch
        {
            Ending.Status => this.Says("web-v6-status", host.Name, address, ("status", look.StatusText)),
            Ending.BadTarget => this.Says("web-v6-redirect-bad", host.Name, target),
            _ => this.Says("web-v6-no-page", host.Name, address),
        }).Because(look.Cause).Over(Family.V6, 443);
    }

    private Finding Both(HostView host, PageLook look) =>
        this.Says("web-page-fails-both", host.Name, ("status", look.StatusText), ("target", look.LastHost)).Because(look.Cause);

    // Beside a working https: what http does over IPv6 alone.
    private IEnumerable<Finding> Plain(HostView host, PagesOfHost pages)
    {
        if (pages.PlainV6 is not { IsPage: false } look || !pages.MainV6.Any(l => l.IsPage) || pages.PlainV4 is not { } v4)
        {
            yield break;
        }

        bool sameTarget = v4.Visits(look.LastHost) && look.Ending == Ending.Ipv4OnlyTarget;
        if (sameTarget)
        {
            yield return this.Says("web-redirect-to-ipv4-only", host.Name, ("target", look.LastHost)).Because(look.Cause).Over(Family.V6, 80);
        }
        else if (v4.IsPage && look.Ending is Ending.Ipv4OnlyTarget or Ending.BadTarget)
        {
            yield return this.Says("web-v6-http-redirect-bad", host.Name, ("target", look.LastHost)).Because(look.Cause).Over(Family.V6, 80);
        }
        else if (v4.IsPage && look.Ending is Ending.Status or Ending.NoPage)
        {
            yield return this.Says("web-v6-http-fails", host.Name, ("status", look.StatusText)).Because(look.Cause).Over(Family.V6, 80);
        }
    }

    private IEnumerable<Finding> Refresh(HostView host, PagesOfHost pages)
    {
        PageShape? page = pages.MainV6.Where(l => l.IsPage).Select(l => l.Fetch.Page)
            .FirstOrDefault(p => p is { MetaRefreshAaaa: { Answered: true, HasData: false }, MetaRefreshA.HasData: true });
        if (page is not null)
        {
            yield return this.Says("web-meta-refresh-to-ipv4-only", host.Name, ("target", PageLook.HostOf(page.MetaRefresh ?? ""))).Over(Family.V6, 443);
        }
    }

    private static string AddressOf(PageLook look) => look.Fetch.Address?.ToString() ?? "-";
}
