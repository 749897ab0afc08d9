using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Register;

namespace Sextant.Web.Pages.UnitEvents;

/// <summary>Writes an event down: first what would follow from it, then, when that was read, the event itself.</summary>
public sealed class NewModel : UnitEventPage
{
    /// <summary>What kind of event the form is for.</summary>
    public string Kind { get; private set; } = "merge";

    /// <summary>What would follow; null: nothing was asked for yet, or it is refused.</summary>
    public UnitEventPreview? Preview { get; private set; }

    /// <summary>What stands in a field of the form.</summary>
    public string? Value(string field, int at = 0) => Request.HasFormContentType && at < Request.Form[field].Count ? Request.Form[field][at] : Request.HasFormContentType ? null : Request.Query[field].ElementAtOrDefault(at);

    /// <summary>The fields that were sent, to be sent again with what was seen.</summary>
    public IEnumerable<(string Name, string Value)> Sent => Request.Form.Where(pair => pair.Key != "__RequestVerificationToken" && !pair.Key.StartsWith(UnitEventForm.DomainField, StringComparison.Ordinal))
        .SelectMany(pair => pair.Value.OfType<string>().Select(value => (pair.Key, value)));

    public async Task<IActionResult> OnGetAsync([FromQuery] string? kind, CancellationToken cancellation)
    {
        Kind = UnitEventWords.Kinds.Contains(kind, StringComparer.Ordinal) ? kind! : "merge";
        return await ReadAsync(cancellation).ConfigureAwait(false) ?? Page();
    }

    /// <summary>Shows what would follow.</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken cancellation) => WorkAsync(
        async draft =>
        {
            Preview = await Parts.UnitEventDesk.PreviewAsync(draft, Viewer, cancellation).ConfigureAwait(false);
            return Page();
        },
        cancellation);

    /// <summary>Does it.</summary>
    public Task<IActionResult> OnPostDoAsync(CancellationToken cancellation) => WorkAsync(
        async draft => Redirect(To("/organisations/events/" + await Parts.UnitEventDesk.DoAsync(draft, Viewer, cancellation).ConfigureAwait(false))),
        cancellation);

    private async Task<IActionResult> WorkAsync(Func<UnitEventDraft, Task<IActionResult>> work, CancellationToken cancellation)
    {
        string? kind = Request.Form["kind"];
        Kind = UnitEventWords.Kinds.Contains(kind, StringComparer.Ordinal) ? kind! : "merge";
        if (await ReadAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        try
        {
            return await work(new UnitEventForm(Request.Form, Units).Draft()).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            RefuseByName(refused);
            return Page();
        }
    }

    private async Task<IActionResult?> ReadAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        await ReadUnitsAsync(cancellation).ConfigureAwait(false);
        await ReadDocumentsAsync(cancellation).ConfigureAwait(false);
        return null;
    }
}
