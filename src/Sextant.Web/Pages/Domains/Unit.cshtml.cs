using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Domains;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Domains;

/// <summary>The domains of a unit: claims, what proves them, and for who may read them, contacts.</summary>
public sealed class UnitModel : EditingPage
{
    public OrganisationView Organisation { get; private set; } = null!;

    public IReadOnlyList<DomainView> Claims { get; private set; } = [];

    public ILookup<string, DomainContactView> Contacts { get; private set; } = Array.Empty<DomainContactView>().ToLookup(_ => "");

    /// <summary>Names that are suggested and not decided.</summary>
    public int Suggested { get; private set; }

    public bool MayClaim { get; private set; }

    public bool MayAccept => MayClaim && Viewer.Has(Right.AcceptDomains);

    public bool SeesContacts { get; private set; }

    public Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation) => ShowAsync(slug, cancellation);

    public Task<IActionResult> OnPostClaimAsync(string slug, [FromForm] string? name, [FromForm] string[]? kinds, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Editing.ClaimAsync(slug, name, kinds ?? [], Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostCheckAsync(string slug, [FromForm] string? name, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Checks.CheckAsync(slug, name ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostRenewAsync(string slug, [FromForm] string? name, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Editing.RenewAsync(slug, name ?? "", Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAcceptAsync(string slug, [FromForm] string? name, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Editing.AcceptAsync(slug, name ?? "", reason, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostWithdrawAsync(string slug, [FromForm] string? name, [FromForm] string? reason, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Editing.WithdrawAsync(slug, name ?? "", reason, Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostContactAsync(string slug, [FromForm] string? name, [FromForm] ContactForm form, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Editing.PutContactAsync(slug, name ?? "", new DomainContactDraft(form.Kind, form.Person, form.Email, form.Phone), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostRemoveContactAsync(string slug, [FromForm] string? name, [FromForm] int position, CancellationToken cancellation) =>
        DoAsync(slug, () => Parts.Domains.Editing.RemoveContactAsync(slug, name ?? "", position, Viewer, cancellation), cancellation);

    /// <summary>Whether it is this claim's form that was refused: it is shown unfolded then.</summary>
    public bool IsRefused(string handler, string ascii) => Refused is not null && Request.Query["handler"] == handler && Request.Form["name"] == ascii;

    private Task<IActionResult> DoAsync(string slug, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, $"/organisations/{slug}/domains", () => ShowAsync(slug, cancellation));

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
        IReadOnlySet<string> line = await Parts.People.Reach.LineAsync(slug, cancellation).ConfigureAwait(false);
        (MayClaim, SeesContacts) = (Viewer.Has(Right.ClaimDomains, line), Viewer.Has(Right.ReadContacts, line));
        // Everybody reads what holds; what is only said, and why it is not shown yet, is the unit's own matter.
        Claims = [.. (await Parts.Domains.Store.ListAsync(slug, AsOf, cancellation).ConfigureAwait(false)).Where(claim => MayClaim || SeesContacts || claim.Holds)];
        if (SeesContacts)
        {
            Contacts = await Parts.Domains.Store.ContactsAsync(slug, AsOf, cancellation).ConfigureAwait(false);
        }

        Suggested = MayClaim ? (await Parts.Domains.Suggestions.OpenAsync(cancellation).ConfigureAwait(false)).GetValueOrDefault(slug) : 0;
        return Page();
    }
}

/// <summary>A contact as the form has it.</summary>
public sealed class ContactForm
{
    public string? Kind { get; set; }

    public string? Person { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }
}
