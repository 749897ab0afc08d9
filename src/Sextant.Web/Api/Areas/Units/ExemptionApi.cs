using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>Who is exempted from what, by whom, until when.</summary>
internal sealed class ExemptionApi : IApiArea
{
    private const string One = "/exemptions/{key}";
    private const string Reads = "exemptions.read";

    public string Id => "exemptions";

    public IJsonTypeInfoResolver Shapes => ExemptionJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("exemptions.list", "/exemptions", Right.ReadPublished, async call => call.PageOf(
            (await AllAsync(call).ConfigureAwait(false)).Where(one => call.Query("organisation") is not { } slug || one.Organisation == slug), one => one.Key, Of)) with { Query = [.. Ways.Day, new("organisation"), .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call => (await AllAsync(call).ConfigureAwait(false)).FirstOrDefault(one => one.Key == call.Value("key")) is { } found ? Of(found) : null) with { Query = Ways.Day },
        Ways.New<ExemptionBody>("exemptions.begin", "/exemptions", Right.KeepUnits, Reads, (call, body) =>
            ApiCall.MadeAsync("key", () => call.Parts.ExemptionDesk.RecordAsync(Draft(null, body), call.Viewer, call.Cancellation))),
        Ways.Put<ExemptionBody>("exemptions.write", One, Right.KeepUnits, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.ExemptionDesk.RecordAsync(Draft(call.Value("key"), body), call.Viewer, call.Cancellation))),
        Ways.Gone("exemptions.take-back", One + "/withdrawal", Right.KeepUnits, Reads, (call, reason) =>
            call.Parts.ExemptionDesk.TakeBackAsync(call.Value("key"), reason, call.Viewer, call.Cancellation)),
    ];

    private static async Task<IReadOnlyList<ExemptionView>> AllAsync(ApiCall call) => await call.Parts.Exemptions.ListAsync(await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false);

    private static ExemptionDraft Draft(string? key, ExemptionBody body) =>
        new(key, body.Organisation, body.Target, body.Criterion, body.Why, body.DecidedBy, body.Document, body.From, body.Until);

    private static ExemptionShape Of(ExemptionView one) => new(one.Key, one.Organisation, one.Name, one.Target, one.Criterion, one.Why, one.DecidedBy, one.Document?.Document, one.From, one.Until);
}

/// <summary>An exemption: of one target or all, from one criterion or all.</summary>
public sealed record ExemptionShape(
    string Key, string Organisation, LocalText OrganisationName, string? Target, string? Criterion, string Why, string DecidedBy, string? Document, DateOnly From, DateOnly Until);

/// <summary>An exemption to write. Without a target it is of the whole organisation, without a criterion from all of them.</summary>
public sealed record ExemptionBody(
    string Organisation, string Why, string DecidedBy, DateOnly From, DateOnly Until, string? Target = null, string? Criterion = null, string? Document = null);

[JsonSerializable(typeof(ApiPage<ExemptionShape>))]
[JsonSerializable(typeof(ExemptionBody))]
internal sealed partial class ExemptionJson : JsonSerializerContext;
