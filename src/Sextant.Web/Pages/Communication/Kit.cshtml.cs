using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Communication;

/// <summary>One item of the kit with its files.</summary>
public sealed class KitModel : EditingPage
{
    public KitItemView Item { get; private set; } = null!;

    public bool Writes => Viewer.Has(Right.WriteCommunication);

    public Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => ShowAsync(id, cancellation);

    public Task<IActionResult> OnPostRecordAsync(string id, [FromForm] KitForm form, CancellationToken cancellation) =>
        DoAsync(id, () => Parts.Communication.Kit.RecordAsync(form.Draft(id), Viewer, cancellation), cancellation);

    public Task<IActionResult> OnPostAttachAsync(string id, [FromForm] KitFileForm form, CancellationToken cancellation) => DoAsync(
        id,
        async () =>
        {
            Stream content = form.File?.OpenReadStream() ?? throw new RefusedException("file-empty");
            await using (content.ConfigureAwait(false))
            {
                await Parts.Communication.Kit.AttachAsync(id, (form.Language ?? "", form.Label ?? ""), form.File.FileName, content, Viewer, cancellation).ConfigureAwait(false);
            }
        },
        cancellation);

    public Task<IActionResult> OnPostWithdrawAsync(string id, [FromForm] int? number, [FromForm] string? reason, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            await Parts.Communication.Kit.WithdrawAsync(id, number, reason ?? "", Viewer, cancellation).ConfigureAwait(false);
            return number is null ? "/communication" : "/communication/kit/" + id;
        },
        () => ShowAsync(id, cancellation));

    private Task<IActionResult> DoAsync(string id, Func<Task> work, CancellationToken cancellation) => ChangeAsync(work, "/communication/kit/" + id, () => ShowAsync(id, cancellation));

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        if ((await Parts.Communication.Kit.ListAsync(AsOf, id, cancellation).ConfigureAwait(false)).FirstOrDefault() is not { } item)
        {
            return NotFound();
        }

        Item = item;
        return Page();
    }
}
