using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Returns;

/// <summary>Who owes returns and how they stand; what all of them together say; what the office settles about them.</summary>
public sealed class IndexModel : EditingPage
{
    [BindProperty(SupportsGet = true, Name = "form")]
    public string? Form { get; set; }

    [BindProperty(SupportsGet = true, Name = "period")]
    public string? Period { get; set; }

    public IReadOnlyList<ReturnPeriod> Periods { get; private set; } = [];

    /// <summary>The period shown.</summary>
    public ReturnPeriod? Shown { get; private set; }

    public IReadOnlyList<ReturnStanding> Board { get; private set; } = [];

    /// <summary>Sums, for who reads returns of the whole country.</summary>
    public IReadOnlyList<ReturnTotal> Totals { get; private set; } = [];

    /// <summary>What operators promised by quarter to subscribers without IPv6, and what became of it.</summary>
    public IReadOnlyList<RoadmapQuarter> Roadmap { get; private set; } = [];

    public IReadOnlyList<HoldingView> Holdings { get; private set; } = [];

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>Whether who asks settles who owes what.</summary>
    public bool Settles => Viewer.Has(Right.AskReturns);

    /// <summary>What tables say in this language.</summary>
    public TableTexts Words => TableTexts.For(Lang);

    /// <summary>What an organisation is called; a brand that is none, as it is.</summary>
    public string NameOf(string slug) => Units.FirstOrDefault(unit => unit.Slug == slug)?.Name.In(Lang) ?? slug;

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    /// <summary>Asks for returns.</summary>
    public Task<IActionResult> OnPostAskAsync([FromForm] string? due, CancellationToken cancellation) =>
        DoAsync(() => Parts.ReturnOffice.AskAsync(Form ?? "", Period ?? "", DayOf(due) ?? throw new RefusedException("day"), Viewer, cancellation), cancellation);

    /// <summary>They were asked for by mistake.</summary>
    public Task<IActionResult> OnPostUnaskAsync([FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(() => Parts.ReturnOffice.WithdrawAsync(Form ?? "", Period ?? "", reason ?? "", Viewer, cancellation), cancellation);

    /// <summary>An organisation owes a return, or no longer.</summary>
    public Task<IActionResult> OnPostOweAsync([FromForm] string? organisation, [FromForm] string? from, [FromForm] string? reason, [FromForm] bool owes, CancellationToken cancellation) => DoAsync(
        () => owes
            ? Parts.ReturnOffice.OweAsync(organisation ?? "", Form ?? "", DayOf(from), Viewer, cancellation)
            : Parts.ReturnOffice.ReleaseAsync(organisation ?? "", Form ?? "", (reason ?? "", DayOf(from)), Viewer, cancellation),
        cancellation);

    /// <summary>A network or a brand is counted with an organisation.</summary>
    public Task<IActionResult> OnPostHoldAsync([FromForm] string? organisation, [FromForm] HoldingForm form, CancellationToken cancellation) =>
        DoAsync(() => Parts.ReturnOffice.HoldAsync(organisation ?? "", form.Kind ?? "", form.Name ?? "", Viewer, (DayOf(form.From), DayOf(form.Until)), cancellation), cancellation);

    /// <summary>A network or a brand is counted with it no longer.</summary>
    public Task<IActionResult> OnPostLetGoAsync([FromForm] string? key, [FromForm] string? reason, [FromForm] string? from, CancellationToken cancellation) =>
        DoAsync(() => Parts.ReturnOffice.LetGoAsync(key ?? "", reason ?? "", Viewer, DayOf(from), cancellation), cancellation);

    private Task<IActionResult> DoAsync(Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/returns", () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Periods = await Parts.Returns.PeriodsAsync(cancellation).ConfigureAwait(false);
        Shown = Periods.FirstOrDefault(one => one.Form == Form && (one.Period == Period || string.IsNullOrEmpty(Period))) ?? (Periods.Count > 0 ? Periods[0] : null);
        if (Shown is { } shown)
        {
            Board = await Parts.Returns.BoardAsync(shown, Viewer, cancellation).ConfigureAwait(false);
            if (Viewer.Has(Right.ReadReturns, new HashSet<string>()))
            {
                Totals = await Parts.Returns.TotalsAsync(shown.Form, shown.Period, cancellation).ConfigureAwait(false);
                Roadmap = RoadmapQuarter.Of(await Parts.Returns.CountedAsync(shown.Form, shown.Period, cancellation).ConfigureAwait(false));
            }
        }

        Holdings = await Parts.Returns.HoldingsAsync(null, cancellation).ConfigureAwait(false);
        Units = Settles || Holdings.Count > 0 ? await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false) : [];
        return Page();
    }
}
