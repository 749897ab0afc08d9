using System.Globalization;
using Sextant.Programme.Conversions;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Files of a conversion plan, and parts that are taken out. Its stages and its inventory go out and come in as tables.</summary>
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
}
