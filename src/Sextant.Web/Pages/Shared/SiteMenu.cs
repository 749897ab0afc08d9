using Sextant.Programme.People;

namespace Sextant.Web.Pages.Shared;

/// <summary>Which pages stand in the menu under which heading: the one list. Who lacks a page's right does not see it; a heading with one page left is that page.</summary>
public static class SiteMenu
{
    /// <summary>Every heading, in the order of the bar.</summary>
    public static IReadOnlyList<MenuHeading> All { get; } =
    [
        new("nav.country", [new("nav.country", "/", Right.ReadPublished)]),
        new("nav.units",
        [
            new("nav.organisations", "/organisations", Right.ReadPublished),
            new("nav.domains", "/domains", Right.ClaimDomains),
            new("nav.events", "/organisations/events", Right.ReadPublished),
            new("nav.exemptions", "/organisations/exemptions", Right.ReadPublished),
            new("nav.duplicates", "/organisations/duplicates", Right.KeepUnits),
        ]),
        new("nav.results",
        [
            new("nav.figures", "/figures", Right.ReadPublished),
            new("nav.others", "/figures/others", Right.ReadPublished),
            new("nav.campaigns", "/campaigns", Right.ReadPublished) { Also = ["/targets"] },
            new("nav.publications", "/publications", Right.ObjectVerdicts),
            new("nav.cases", "/cases", Right.ObjectVerdicts),
            new("nav.criteria", "/criteria", Right.ReadPublished),
            new("nav.method", "/method", Right.ReadPublished),
        ]),
        new("nav.programme",
        [
            new("nav.plans", "/plans", Right.ReadPublished),
            new("nav.tasks", "/tasks", Right.ReadPublished),
            new("nav.escalation", "/tasks/escalation", Right.WritePlans),
            new("nav.conversion", "/conversion-plans", Right.ReadPublished),
            new("nav.returns", "/returns", Right.ReadReturns),
            new("nav.training", "/training", Right.ReadPublished) { Also = ["/learners", "/certificates"] },
            new("nav.enrolments", "/enrolments", Right.EnrolLearners),
            new("nav.experts", "/experts", Right.ReadPublished),
            new("nav.communication", "/communication", Right.ReadPublished),
            new("nav.cooperation", "/cooperation", Right.ReadPublished),
        ]),
        new("nav.papers",
        [
            new("nav.documents", "/documents", Right.ReadPublished),
            new("nav.drafts", "/drafts", Right.ReadDrafts),
            new("nav.meetings", "/meetings", Right.ReadPublished) { Also = ["/conference"] },
            new("nav.reports", "/reports", Right.PreparePapers),
        ]),
        new("nav.keeping",
        [
            new("nav.imports", "/imports", Right.ImportTables),
            new("nav.people", "/people", Right.ManagePeople),
            new("nav.audit", "/audit", Right.ReadAudit),
            new("nav.webhooks", "/webhooks", Right.KeepWebhooks),
        ]),
    ];

    /// <summary>What one person sees, with the page that is open marked.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="path">The path of the page, without its language.</param>
    public static IReadOnlyList<MenuHeading> For(Viewer viewer, string path)
    {
        MenuHeading[] seen = [.. All.Select(heading => heading with { Pages = [.. heading.Pages.Where(page => viewer.Has(page.Right))] }).Where(heading => heading.Pages.Count > 0)];
        // The nearest page above the open one: /organisations/events is not the list of organisations.
        MenuPage? here = seen.SelectMany(heading => heading.Pages).Where(page => page.Depth(path) >= 0).MaxBy(page => page.Depth(path));
        return here is null ? seen : [.. seen.Select(heading => heading with { Here = heading.Pages.Contains(here), Pages = [.. heading.Pages.Select(page => page == here ? page with { Here = page.Path == path ? "page" : "true" } : page)] })];
    }
}

/// <summary>One heading of the menu.</summary>
/// <param name="Text">The key of its word.</param>
/// <param name="Pages">What stands under it.</param>
public sealed record MenuHeading(string Text, IReadOnlyList<MenuPage> Pages)
{
    /// <summary>Whether the open page is under it.</summary>
    public bool Here { get; init; }
}

/// <summary>One page of the menu.</summary>
/// <param name="Text">The key of its word.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Right">What it asks for.</param>
public sealed record MenuPage(string Text, string Path, Right Right)
{
    /// <summary>Other paths that belong to it.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>What <c>aria-current</c> says: this very page, or one below it.</summary>
    public string? Here { get; init; }

    /// <summary>How far a path is this page's own: the length of what they share, -1 where it is not.</summary>
    public int Depth(string path) => Also.Prepend(Path).Max(own => path == own || (own != "/" && path.StartsWith(own + "/", StringComparison.Ordinal)) ? own.Length : -1);
}
