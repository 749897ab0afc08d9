using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Outreach;

/// <summary>What the press wrote or sent.</summary>
internal sealed class PressApi : IApiArea
{
    private const string One = "/press/{key}";
    private const string Reads = "press.read";

    public string Id => "press";

    public IJsonTypeInfoResolver Shapes => PressJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("press.list", "/press", Right.ReadPublished, async call => call.PageOf(
            await AllAsync(call).ConfigureAwait(false), one => string.Create(CultureInfo.InvariantCulture, $"{one.Date:yyyy-MM-dd} {one.Key}"), Of)) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call =>
            (await AllAsync(call).ConfigureAwait(false)).FirstOrDefault(one => one.Key == call.Value("key")) is { } item ? Of(item) : null) with { Query = Ways.Day },
        Ways.New<PressBody>("press.begin", "/press", Right.WriteCommunication, Reads, (call, body) =>
            ApiCall.MadeAsync("key", () => call.Parts.Communication.Press.RecordAsync(Draft(null, body), call.Viewer, call.Cancellation))),
        Ways.Put<PressBody>("press.write", One, Right.WriteCommunication, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Communication.Press.RecordAsync(Draft(call.Value("key"), body), call.Viewer, call.Cancellation))),
        Ways.Gone("press.withdraw", One + "/withdrawal", Right.WriteCommunication, Reads, (call, reason) =>
            call.Parts.Communication.Press.WithdrawAsync(call.Value("key"), reason, call.Viewer, call.Cancellation)),
    ];

    private static async Task<IReadOnlyList<PressItemView>> AllAsync(ApiCall call) =>
        await call.Parts.Communication.Press.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);

    private static PressItemDraft Draft(string? key, PressBody body) => new(key, body.Title, body.Outlet, body.Date, body.Link, body.Tag, body.Tone);

    private static PressItemShape Of(PressItemView one) => new(one.Key, one.Title, one.Outlet, one.Date, one.Link, one.Tag, one.Tone);
}

/// <summary>What the press wrote or sent; its tone is <c>positive</c>, <c>neutral</c> or <c>critical</c>.</summary>
public sealed record PressItemShape(string Key, string Title, string Outlet, DateOnly Date, string? Link, string? Tag, string Tone);

/// <summary>A press item to write. One title of one outlet on one day is one item.</summary>
public sealed record PressBody(string Title, string Outlet, DateOnly Date, string? Link = null, string? Tag = null, [property: OneOf(typeof(CommunicationWords), nameof(CommunicationWords.Tones))] string Tone = "neutral");

[JsonSerializable(typeof(ApiPage<PressItemShape>))]
[JsonSerializable(typeof(PressBody))]
internal sealed partial class PressJson : JsonSerializerContext;
