using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Conversions;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Web.Wording;

namespace Sextant.Web.Api.Areas;

/// <summary>Files of a conversion plan, its inventory as a table, and parts that are taken out.</summary>
internal static class ConversionFiles
{
    private const string One = "/organisations/{slug}/conversions/{number:int}";
    private const string Reads = "conversions.read";

    internal static IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Attach(),
        Ways.File("conversions.file", One + "/files/{sha256}", Right.ReadConversions, [ApiRoute.FileType], FileAsync) with { Scope = "slug" },
        Ways.Act("conversions.detach", One + "/files/{sha256}/removal", Right.WriteConversions, Reads, call => ApiCall.DoneAsync(() =>
            call.Parts.ConversionEditing.DetachAsync(KeyOf(call), call.Value("sha256"), call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true },
        Remove("stage"), Remove("system"),
        Ways.File("conversions.inventory", One + "/inventory.csv", Right.ReadConversions, ["text/csv"], async call => await FindAsync(call).ConfigureAwait(false) is { } plan
            ? new ApiFile(InventoryTable.Write(plan.Systems, call.Language), "text/csv", $"{call.Value("slug")}-{call.Value("number")}.csv")
            : null) with { Scope = "slug" },
        Ways.Upload("conversions.replace-inventory", One + "/inventory", Right.WriteConversions, Reads, call => ApiCall.DoneAsync(() => ReplaceAsync(call))) with { Scope = "slug", NeedsMatch = true, Query = [] },
    ];

    internal static string KeyOf(ApiCall call) => string.Create(CultureInfo.InvariantCulture, $"{call.Value("slug")}/{call.Number("number")}");

    private static ApiRoute Attach()
    {
        ApiRoute upload = Ways.Upload("conversions.attach", One + "/files", Right.WriteConversions, Reads, call => ApiCall.DoneAsync(() => call.Parts.ConversionEditing.AttachAsync(
            KeyOf(call), call.Query("role")!, call.Query("file-name"), new MemoryStream(call.Content), call.Viewer, call.Cancellation)));
        return upload with { Scope = "slug", Query = [.. upload.Query, new("role", Words: ConversionWords.FileRoles) { Needed = true }] };
    }

    private static ApiRoute Remove(string part) => Ways.Act($"conversions.remove-{part}", $"{One}/{part}s/{{position:int}}/removal", Right.WriteConversions, Reads, call => ApiCall.DoneAsync(() =>
        call.Parts.ConversionEditing.RemoveAsync(KeyOf(call), part, call.Number("position"), call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true };

    private static async Task<ConversionView?> FindAsync(ApiCall call) =>
        await call.Parts.Conversions.FindAsync(KeyOf(call), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);

    private static async Task<ApiFile?> FileAsync(ApiCall call) =>
        (await FindAsync(call).ConfigureAwait(false))?.Files.Select(one => one.File).FirstOrDefault(one => one.Sha256 == call.Value("sha256")) is { } file ? await ApiFile.OfAsync(call, file).ConfigureAwait(false) : null;

    private static async Task ReplaceAsync(ApiCall call)
    {
        try
        {
            await call.Parts.ConversionEditing.ReplaceSystemsAsync(KeyOf(call), new MemoryStream(call.Content), call.Viewer, call.Cancellation).ConfigureAwait(false);
        }
        catch (InventoryException refused)
        {
            throw new ApiFault(StatusCodes.Status422UnprocessableEntity, "refused.conversion-table")
            {
                Places =
                [
                    .. refused.Faults.Select(one => new ProblemPlace(
                        string.Create(CultureInfo.InvariantCulture, $"/rows/{one.Line}/columns/{one.Column}"), one.Word, WebTexts.Of(call.Language)["conversion.table-" + one.Word])),
                ],
            };
        }
    }
}
