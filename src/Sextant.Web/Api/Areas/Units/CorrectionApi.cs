using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>What the register says wrongly of an organisation: how it is written, and which domains are its own.</summary>
internal sealed class CorrectionApi : IApiArea
{
    private const string One = "/organisations/{slug}/corrections";
    private const string Reads = "organisations.read";

    public string Id => "corrections";

    public IJsonTypeInfoResolver Shapes => CorrectionJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Post<NameCorrection>("corrections.name", One + "/name", Right.KeepUnits, Reads, async (call, body) =>
        {
            Sextant.Programme.Register.AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
            return await ApiCall.DoneAsync(() => call.Parts.Corrections.CorrectNameAsync(call.Value("slug"), body.Language, body.Name, asOf, By(call, body.Reason), call.Cancellation)).ConfigureAwait(false);
        }) with { NeedsMatch = true },
        Ways.Post<DomainChange>("corrections.domain", One + "/domain", Right.KeepTargets, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Corrections.ChangeDomainAsync(call.Value("slug"), body.Domain, body.Next, body.From, By(call, body.Reason), call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<DomainConfirmation>("corrections.confirm", One + "/confirmation", Right.KeepTargets, Reads, async (call, body) =>
        {
            Sextant.Programme.Register.AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
            return await ApiCall.DoneAsync(() => call.Parts.Corrections.ConfirmDomainAsync(call.Value("slug"), body.Domain, asOf, By(call, body.Reason), call.Cancellation)).ConfigureAwait(false);
        }) with { NeedsMatch = true },
        Ways.Post<FurtherTarget>("corrections.target", One + "/targets", Right.KeepTargets, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Corrections.AddTargetAsync(call.Value("slug"), body.Kind, body.Domain, "service", body.From, By(call, body.Reason), call.Cancellation))) with { NeedsMatch = true },
    ];

    private static Correction By(ApiCall call, string reason) => new(call.Viewer.Person ?? "", reason, call.Viewer.From) { Actor = call.Viewer.Actor };
}

/// <summary>A name that was written wrongly all along, in one language: its days stay.</summary>
public sealed record NameCorrection(string Language, string Name, string Reason);

/// <summary>A domain that is another from a day on.</summary>
public sealed record DomainChange(string Domain, string Next, DateOnly From, string Reason);

/// <summary>A domain that the unit says is its own.</summary>
public sealed record DomainConfirmation(string Domain, string Reason);

/// <summary>A further <c>site</c>, <c>mail</c> domain or <c>zone</c> to measure of an organisation.</summary>
public sealed record FurtherTarget(string Kind, string Domain, string Reason, DateOnly? From = null);

[JsonSerializable(typeof(NameCorrection))]
[JsonSerializable(typeof(DomainChange))]
[JsonSerializable(typeof(DomainConfirmation))]
[JsonSerializable(typeof(FurtherTarget))]
internal sealed partial class CorrectionJson : JsonSerializerContext;
