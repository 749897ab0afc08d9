using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Documents;
using Sextant.Programme.Figures;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Exemptions;

/// <summary>Who is exempted from what, by whom, until when.</summary>
public sealed class IndexModel : EditingPage
{
    /// <summary>500: what a browser offers while somebody types.</summary>
    private const int MostOffered = 500;

    public IReadOnlyList<ExemptionView> Exemptions { get; private set; } = [];

    /// <summary>Organisations of the day; only for who writes.</summary>
    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    public IReadOnlyList<CriterionView> Criteria { get; private set; } = [];

    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    [BindProperty(SupportsGet = true, Name = "change")]
    public string? Change { get; set; }

    /// <summary>The exemption that the form changes; null: it enters a new one.</summary>
    public ExemptionView? Held => Exemptions.FirstOrDefault(one => one.Key == Change);

    public bool Keeps => Viewer.Has(Right.KeepUnits);

    /// <summary>The state on the day shown, as the word of its sentence.</summary>
    public string StateOf(ExemptionView one) => one.Until < AsOf.Date ? "ended" : one.From > AsOf.Date ? "to-come" : one.EndsSoon(AsOf.Date) ? "ends-soon" : "in-force";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] ExemptionForm form, CancellationToken cancellation) =>
        DoAsync(() => Parts.ExemptionDesk.RecordAsync(form.Draft(), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostTakeBackAsync([FromForm] string? key, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(() => Parts.ExemptionDesk.TakeBackAsync(key ?? "", reason ?? "", Viewer, cancellation), cancellation);

    private Task<IActionResult> DoAsync(Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/organisations/exemptions", () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Exemptions = await Parts.Exemptions.ListAsync(AsOf, cancellation).ConfigureAwait(false);
        Change = Request.HasFormContentType ? Typed(Request.Form["key"]) : Change;
        if (Keeps)
        {
            Units = await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
            Criteria = await Parts.Figures.CriteriaAsync(AsOf, cancellation).ConfigureAwait(false);
            Documents = (await Parts.Documents.ListAsync(new DocumentFilter { Most = MostOffered }, Ahead, cancellation).ConfigureAwait(false)).Lines;
        }

        return Page();
    }
}

/// <summary>An exemption as its form sends it.</summary>
public sealed class ExemptionForm
{
    public string? Key { get; set; }

    public string? Organisation { get; set; }

    public string? Target { get; set; }

    public string? Criterion { get; set; }

    public string? Why { get; set; }

    public string? DecidedBy { get; set; }

    public string? Document { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }

    internal ExemptionDraft Draft() => new(
        EditingPage.Typed(Key), Organisation ?? "", Target, Criterion, Why ?? "", DecidedBy ?? "", Document, EditingPage.DayOf(From), EditingPage.DayOf(Until));
}
