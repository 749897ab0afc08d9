using Sextant.Programme.Cases;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>A unit's result sheet, to whom its page shows it: published to everybody, its own to the unit at any time.</summary>
internal static class SheetFile
{
    internal static async Task<ApiFile?> ReadAsync(ApiCall call)
    {
        string slug = call.Value("slug");
        (AsOf, DateOnly) days = (await call.AsOfAsync().ConfigureAwait(false), await call.TodayAsync().ConfigureAwait(false));
        SheetSight sight = await SheetSight.OfAsync(call.Parts.Cases, call.Viewer, await call.Parts.People.Reach.LineAsync(slug, call.Cancellation).ConfigureAwait(false), days, call.Cancellation).ConfigureAwait(false);
        if (sight.AsOf is not { } asOf || await call.Parts.Papers.Units.FindAsync(slug, asOf, sight.Own, call.Cancellation).ConfigureAwait(false) is not { } facts)
        {
            return null;
        }

        Letterhead letterhead = await call.Parts.Papers.Letterheads.ReadAsync(asOf, call.Language, call.Cancellation).ConfigureAwait(false);
        return new ApiFile(PaperDocx.Write(ResultSheet.Write(facts, letterhead, call.Language)), PaperDocx.ContentType, $"phieu-ket-qua-{slug}.docx");
    }
}
