using Sextant.Programme.Cases;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>A unit's result sheet, to whom its page shows it: published to everybody, its own to the unit at any time.</summary>
internal static class SheetFile
{
    internal static async Task<ApiFile?> ReadAsync(ApiCall call)
    {
        string slug = call.Value("slug");
        AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
        bool own = call.Has(Right.ObjectVerdicts) && await call.HasAsync(Right.ObjectVerdicts, slug).ConfigureAwait(false);
        PublishedSheets? published = own ? null : await call.Parts.Cases.PublishedAsync(await call.TodayAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);
        if (published is { Until: null })
        {
            return null;
        }

        // What is later than the last publication is not published yet: the sheet is of its day then, as on the page.
        asOf = published is { Until: { } until } && asOf.Date > until ? asOf with { Date = until } : asOf;
        if (await call.Parts.Papers.Units.FindAsync(slug, asOf, own, call.Cancellation).ConfigureAwait(false) is not { } facts)
        {
            return null;
        }

        Letterhead letterhead = await call.Parts.Papers.Letterheads.ReadAsync(asOf, call.Language, call.Cancellation).ConfigureAwait(false);
        return new ApiFile(PaperDocx.Write(ResultSheet.Write(facts, letterhead, call.Language)), PaperDocx.ContentType, $"phieu-ket-qua-{slug}.docx");
    }
}
