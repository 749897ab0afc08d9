using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Conversions;

namespace Sextant.Web.Pages.Conversions;

/// <summary>The inventory as a table for spreadsheets; of an empty one, the template.</summary>
public sealed class InventoryModel : ConversionPage
{
    public async Task<IActionResult> OnGetAsync(string slug, int number, CancellationToken cancellation) =>
        await ReadAsync(slug, number, cancellation).ConfigureAwait(false)
            ?? File(InventoryTable.Write(Plan.Systems, Lang), "text/csv; charset=utf-8", $"{slug}-{number}.csv");
}
