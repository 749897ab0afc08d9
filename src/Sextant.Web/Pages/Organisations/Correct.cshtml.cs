using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Organisations;

/// <summary>What the register says wrongly of an organisation: how it is written, which domains are its own. What becomes of it is an event, and has pages of its own.</summary>
public sealed class CorrectModel : EditingPage
{
    public OrganisationView Organisation { get; private set; } = null!;

    /// <summary>What it is called today, in each language.</summary>
    public IEnumerable<NameSpan> Names => Organisation.Names.Where(name => (name.From is null || name.From <= AsOf.Date) && (name.Until is null || name.Until >= AsOf.Date)).DistinctBy(name => name.Language);

    /// <summary>Languages of the pack in which it has no name today.</summary>
    public IEnumerable<string> Nameless => Header.Languages.Except(Names.Select(name => name.Language), StringComparer.Ordinal);

    /// <summary>Codes that it has today.</summary>
    public IEnumerable<DesignationSpan> Codes => Organisation.Designations.Where(one => one.Until is null || one.Until >= AsOf.Date);

    public Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) => ShowAsync(slug, cancellation);

    /// <summary>A name was written wrongly all along.</summary>
    public Task<IActionResult> OnPostNameAsync(string slug, [FromForm] string? language, [FromForm] string? name, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, by => Parts.Corrections.CorrectNameAsync(slug, language ?? "", name ?? "", AsOf, by, cancellation), reason, cancellation);

    /// <summary>A name in a language in which it had none.</summary>
    public Task<IActionResult> OnPostLanguageAsync(string slug, [FromForm] ClassForm form, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.ClassCorrections.AddNameAsync(slug, form.Language ?? "", form.Name ?? "", DayOf(form.From), By(form), cancellation), cancellation);

    /// <summary>It is of another kind or sector.</summary>
    public Task<IActionResult> OnPostClassAsync(string slug, [FromForm] ClassForm form, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.ClassCorrections.ReclassAsync(slug, form.Kind ?? "", form.Sector ?? "", By(form), cancellation), cancellation);

    /// <summary>It has another code from a day on.</summary>
    public Task<IActionResult> OnPostCodeAsync(string slug, [FromForm] ClassForm form, CancellationToken cancellation) => DoAsync(
        slug,
        () => Parts.ClassCorrections.RecodeAsync(slug, new CodeChange(form.Scheme ?? "", Typed(form.Was), Typed(form.Code), DayOf(form.From) ?? throw new RefusedException("day")), By(form), cancellation), cancellation);

    /// <summary>A domain is another from a day on.</summary>
    public Task<IActionResult> OnPostDomainAsync(string slug, [FromForm] string? domain, [FromForm] string? next, [FromForm] string? from, [FromForm] string? reason, CancellationToken cancellation) => DoAsync(
        slug, by => Parts.Corrections.ChangeDomainAsync(slug, domain ?? "", next ?? "", DayOf(from) ?? throw new RefusedException("day"), by, cancellation), reason, cancellation);

    /// <summary>The unit says that a domain is its own.</summary>
    public Task<IActionResult> OnPostConfirmAsync(string slug, [FromForm] string? domain, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, by => Parts.Corrections.ConfirmDomainAsync(slug, domain ?? "", AsOf, by, cancellation), reason, cancellation);

    /// <summary>A further domain is measured of it.</summary>
    public Task<IActionResult> OnPostTargetAsync(string slug, [FromForm] string? kind, [FromForm] string? domain, [FromForm] string? from, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, by => Parts.Corrections.AddTargetAsync(slug, kind ?? "", domain ?? "", "service", DayOf(from), by, cancellation), reason, cancellation);

    private ClassDecision By(ClassForm form) => new(Viewer.Actor, form.Reason ?? "", Typed(form.Decision));

    private Task<IActionResult> DoAsync(string slug, Func<Correction, Task> work, string? reason, CancellationToken cancellation) =>
        DoAsync(slug, () => work(new Correction(Viewer.Person ?? "", reason ?? "", Viewer.From) { Actor = Viewer.Actor }), cancellation);

    private async Task<IActionResult> DoAsync(string slug, Func<Task> work, CancellationToken cancellation) =>
        await OpenAsync(cancellation).ConfigureAwait(false) ?? await ChangeAsync(work, "/organisations/" + slug, () => ShowAsync(slug, cancellation)).ConfigureAwait(false);

    private async Task<IActionResult> ShowAsync(string slug, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if (await Parts.Organisations.FindAsync(slug, AsOf, cancellation).ConfigureAwait(false) is not { } found)
        {
            return NotFound();
        }

        Organisation = found;
        return Page();
    }
}

/// <summary>What is corrected of names, kinds and codes, as it was typed.</summary>
public sealed class ClassForm
{
    public string? Language { get; set; }

    public string? Name { get; set; }

    public string? Kind { get; set; }

    public string? Sector { get; set; }

    public string? Scheme { get; set; }

    public string? Was { get; set; }

    public string? Code { get; set; }

    public string? From { get; set; }

    public string? Reason { get; set; }

    /// <summary>The decision, by its number or id.</summary>
    public string? Decision { get; set; }
}
