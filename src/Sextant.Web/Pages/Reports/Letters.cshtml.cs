using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Web.Hosting;

namespace Sextant.Web.Pages.Reports;

/// <summary>Letters to many units at once, as one archive.</summary>
public sealed class LettersModel : EditingPage
{
    /// <summary>30 days: what a unit is commonly given to answer.</summary>
    private const int DaysToAnswer = 30;

    public IReadOnlyList<OrganisationLine> Units { get; private set; } = [];

    /// <summary>Kinds with the number of their units.</summary>
    public IEnumerable<(string Kind, int Count)> Kinds => Units.CountBy(unit => unit.Kind).OrderByDescending(pair => pair.Value).Select(pair => (pair.Key, pair.Value));

    public DateOnly Deadline => AsOf.Date.AddDays(DaysToAnswer);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ReadAsync(cancellation).ConfigureAwait(false) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm] string? deadline, [FromForm] string? kind, [FromForm(Name = "unit")] string[]? unit, CancellationToken cancellation)
    {
        if (await ReadAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        try
        {
            string[] chosen = [.. (unit ?? []).Concat(Units.Where(one => one.Kind == kind).Select(one => one.Slug)).Distinct(StringComparer.Ordinal)];
            byte[] archive = await Parts.Papers.Letters.WriteAsync(chosen, DayOf(deadline) ?? throw new RefusedException("day"), AsOf, Lang, Viewer, cancellation).ConfigureAwait(false);
            return File(archive, "application/zip", string.Create(CultureInfo.InvariantCulture, $"cong-van-{AsOf.Date:yyyy-MM-dd}.zip"));
        }
        catch (RefusedException refused)
        {
            Refuse(refused, StatusCodes.Status422UnprocessableEntity);
            return Page();
        }
    }

    private async Task<IActionResult?> ReadAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation).ConfigureAwait(false) is { } instead)
        {
            return instead;
        }

        Units = await Parts.Organisations.ListAsync(new OrganisationFilter(), AsOf, cancellation).ConfigureAwait(false);
        return null;
    }
}
