using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>What the register says wrongly of an organisation: how it is written, which sort it is, its codes, and which domains are its own.</summary>
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
        Ways.Post<LanguageCorrection>("corrections.language", One + "/languages", Right.KeepUnits, Reads, (call, body) => ApiCall.DoneAsync(() =>
            call.Parts.ClassCorrections.AddNameAsync(call.Value("slug"), body.Language, body.Name, body.From, new ClassDecision(call.Viewer.Actor, body.Reason, body.Decision), call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<ClassCorrection>("corrections.class", One + "/class", Right.KeepUnits, Reads, (call, body) => ApiCall.DoneAsync(() =>
            call.Parts.ClassCorrections.ReclassAsync(call.Value("slug"), body.Kind, body.Sector, new ClassDecision(call.Viewer.Actor, body.Reason, body.Decision), call.Cancellation))) with { NeedsMatch = true },
        Ways.Post<CodeCorrection>("corrections.code", One + "/codes", Right.KeepUnits, Reads, (call, body) => ApiCall.DoneAsync(() =>
            call.Parts.ClassCorrections.RecodeAsync(call.Value("slug"), new CodeChange(body.Scheme, body.Was, body.Code, body.From), new ClassDecision(call.Viewer.Actor, body.Reason, body.Decision), call.Cancellation))) with { NeedsMatch = true },
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

/// <summary>A name in a language in which the organisation had none; without a day from its first one on. A decision is named by its id or number.</summary>
public sealed record LanguageCorrection(string Language, string Name, string Reason, DateOnly? From = null, string? Decision = null);

/// <summary>The kind and the sector of an organisation, as words of the pack.</summary>
public sealed record ClassCorrection(string Kind, string Sector, string Reason, string? Decision = null);

/// <summary>A code of a scheme of the pack that begins on a day, one that ends the day before, or both.</summary>
public sealed record CodeCorrection(string Scheme, DateOnly From, string Reason, string? Was = null, string? Code = null, string? Decision = null);

/// <summary>A domain that is another from a day on.</summary>
public sealed record DomainChange(string Domain, string Next, DateOnly From, string Reason);

/// <summary>A domain that the unit says is its own.</summary>
public sealed record DomainConfirmation(string Domain, string Reason);

/// <summary>A further <c>site</c>, <c>mail</c> domain or <c>zone</c> to measure of an organisation.</summary>
public sealed record FurtherTarget([property: OneOf(typeof(DomainWords), nameof(DomainWords.Kinds))] string Kind, string Domain, string Reason, DateOnly? From = null);

[JsonSerializable(typeof(NameCorrection))]
[JsonSerializable(typeof(LanguageCorrection))]
[JsonSerializable(typeof(ClassCorrection))]
[JsonSerializable(typeof(CodeCorrection))]
[JsonSerializable(typeof(DomainChange))]
[JsonSerializable(typeof(DomainConfirmation))]
[JsonSerializable(typeof(FurtherTarget))]
internal sealed partial class CorrectionJson : JsonSerializerContext;
