using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Outreach;

/// <summary>The communication kit: items with their files, each fetch counted and nothing of who fetches kept.</summary>
internal sealed class KitApi : IApiArea
{
    private const string One = "/kit/{id}";
    private const string Reads = "kit.read";

    public string Id => "kit";

    public IJsonTypeInfoResolver Shapes => KitJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("kit.list", "/kit", Right.ReadPublished, async call => call.PageOf(
            await call.Parts.Communication.Kit.ListAsync(await call.AsOfAsync().ConfigureAwait(false), null, call.Cancellation).ConfigureAwait(false), one => one.Id, Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call => await ItemAsync(call).ConfigureAwait(false) is { } item ? Of(item) : null) with { Query = Ways.Day },
        Ways.New<KitBody>("kit.begin", "/kit", Right.WriteCommunication, Reads, (call, body) =>
            ApiCall.MadeAsync("id", () => call.Parts.Communication.Kit.RecordAsync(Draft(null, body), call.Viewer, call.Cancellation))),
        Ways.Put<KitBody>("kit.write", One, Right.WriteCommunication, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Communication.Kit.RecordAsync(Draft(call.Value("id"), body), call.Viewer, call.Cancellation))),
        Attach(),
        Ways.File("kit.file", One + "/files/{number:int}", Right.ReadPublished, [ApiRoute.FileType], FileAsync),
        Ways.Gone("kit.withdraw-file", One + "/files/{number:int}/withdrawal", Right.WriteCommunication, Reads, (call, reason) =>
            call.Parts.Communication.Kit.WithdrawAsync(call.Value("id"), call.Number("number"), reason, call.Viewer, call.Cancellation)),
        Ways.Gone("kit.withdraw", One + "/withdrawal", Right.WriteCommunication, Reads, (call, reason) =>
            call.Parts.Communication.Kit.WithdrawAsync(call.Value("id"), null, reason, call.Viewer, call.Cancellation)),
    ];

    private static ApiRoute Attach()
    {
        ApiRoute upload = Ways.Upload("kit.attach", One + "/files", Right.WriteCommunication, Reads, call => ApiCall.DoneAsync(() => call.Parts.Communication.Kit.AttachAsync(
            call.Value("id"), (call.Query("language")!, call.Query("label")!), call.Query("file-name"), new MemoryStream(call.Content), call.Viewer, call.Cancellation)));
        return upload with { Query = [.. upload.Query, new("language", Words: CommunicationWords.Languages) { Needed = true }, new("label", Most: 50) { Needed = true }] };
    }

    private static async Task<KitItemView?> ItemAsync(ApiCall call) =>
        (await call.Parts.Communication.Kit.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Value("id"), call.Cancellation).ConfigureAwait(false)).FirstOrDefault();

    // Counted as on the page: whole files that are sent, not questions about one.
    private static async Task<ApiFile?> FileAsync(ApiCall call)
    {
        int number = call.Number("number");
        if ((await ItemAsync(call).ConfigureAwait(false))?.Files.FirstOrDefault(one => one.Number == number) is not { } found || await ApiFile.OfAsync(call, found.File).ConfigureAwait(false) is not { } file)
        {
            return null;
        }

        if (call.Http.Request.Method == "GET" && call.Http.Request.Headers.IfNoneMatch.Count == 0)
        {
            await call.Parts.Communication.Kit.CountAsync(call.Value("id"), number, call.Cancellation).ConfigureAwait(false);
        }

        return file;
    }

    private static KitItemDraft Draft(string? id, KitBody body) => new(id, body.Title, body.Kind, body.Audience, body.Text);

    private static KitItemShape Of(KitItemView item) => new(
        item.Id, item.Title, item.Kind, item.Audience, item.Text, item.Downloads,
        [.. item.Files.Select(one => new KitFileShape(one.Number, one.Language, one.Label, one.Day, one.Downloads, new FileShape(one.File.Sha256, one.File.Name, one.File.Type, one.File.Bytes)))]);
}

/// <summary>An item of the kit with its versions, the newest first, and how often any of them was fetched by the day.</summary>
public sealed record KitItemShape(
    string Id, string Title, string Kind, string? Audience, string? Text, [property: Unit("downloads")] long Downloads, IReadOnlyList<KitFileShape> Files);

/// <summary>A version of an item in one language.</summary>
public sealed record KitFileShape(int Number, string Language, string Label, DateOnly Day, [property: Unit("downloads")] long Downloads, FileShape File);

/// <summary>An item to write.</summary>
public sealed record KitBody(string Title, [property: OneOf(typeof(CommunicationWords), nameof(CommunicationWords.Items))] string Kind, string? Audience = null, string? Text = null);

[JsonSerializable(typeof(ApiPage<KitItemShape>))]
[JsonSerializable(typeof(KitBody))]
internal sealed partial class KitJson : JsonSerializerContext;
