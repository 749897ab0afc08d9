using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Imports;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Imports;

/// <summary>Where tables are handed in, and those that were.</summary>
public sealed class IndexModel : EditingPage
{
    /// <summary>50: two screens.</summary>
    private const int PerPage = 50;

    /// <summary>Forms that who asks may bring in.</summary>
    public IReadOnlyList<ImportChoice> Forms { get; private set; } = [];

    public IReadOnlyList<ImportView> Imports { get; private set; } = [];

    /// <summary>How many imports there are.</summary>
    public int Count { get; private set; }

    /// <summary>Pages of the list.</summary>
    public int Pages => Math.Max(1, (Count + PerPage - 1) / PerPage);

    [BindProperty(SupportsGet = true, Name = "page-number")]
    public int PageNumber { get; set; } = 1;

    /// <summary>What is wrong with the table that was just handed in.</summary>
    public TableFaults? Faults { get; private set; }

    /// <summary>What that table was called.</summary>
    public string? FileName { get; private set; }

    /// <summary>The form that is wanted.</summary>
    [BindProperty(SupportsGet = true, Name = "form")]
    public string? Chosen { get; set; }

    /// <summary>What tables say in this language.</summary>
    public TableTexts Words => TableTexts.For(Lang);

    /// <summary>Where a form is had: as it is today, or empty.</summary>
    public string Template(ImportChoice one, string kind, bool blank)
    {
        string scope = one.Scope is null || blank ? "" : "&belongs-to=" + Uri.EscapeDataString(one.Scope);
        return To($"/tables/{one.Form}?as={kind}{scope}{(blank ? "&blank=true" : "")}");
    }

    /// <summary>Who took a step, and when.</summary>
    public string Who(ImportStep step) => $"{step.Who}, {T.Time(step.At, Header.Calendar.Zone)}";

    public Task<IActionResult> OnGetAsync(CancellationToken cancellation) => ShowAsync(cancellation);

    public Task<IActionResult> OnPostAsync([FromForm] IFormFile? file, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            string[] parts = (Chosen ?? "").Split('|', 2);
            using var content = new MemoryStream();
            await (file ?? throw new RefusedException("import-file", 200)).CopyToAsync(content, cancellation).ConfigureAwait(false);
            var upload = new ImportUpload(parts[0], parts.Length > 1 ? parts[1] : null, file.FileName, content.ToArray());
            ImportOutcome outcome = await Parts.Imports.StageAsync(upload, Viewer, cancellation).ConfigureAwait(false);
            (Faults, FileName) = (outcome.Key is null ? outcome.Faults : null, file.FileName);
            return outcome.Key is { } key ? "/imports/" + key : throw new RefusedException("import-faulty", outcome.Faults.Count);
        },
        () => ShowAsync(cancellation));

    private async Task<IActionResult> ShowAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Forms = await ImportChoices.OfAsync(this, cancellation).ConfigureAwait(false);
        (Count, Imports) = await Parts.Imports.Store.PageAsync(Viewer, PageNumber, PerPage, cancellation).ConfigureAwait(false);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        return Page();
    }
}
