using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.People;
using Sextant.Programme.Training;

namespace Sextant.Web.Api.Areas.Learning;

/// <summary>Whether a certificate is genuine, and experts who agreed to be named, as they agree this moment.</summary>
internal sealed class CertificateApi : IApiArea
{
    private const string Expert = "/learners/{key}/expert";

    public string Id => "certificates";

    public IJsonTypeInfoResolver Shapes => CertificateJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("certificates.check", "/certificates/{code}", Right.ReadPublished, CheckAsync),
        Ways.Get("experts.list", "/experts", Right.ReadPublished, ExpertsAsync) with { Query = Ways.Page },
        Ways.Ask<ExpertBody, ExpertLink>("experts.propose", Expert, Right.WriteTraining, ProposeAsync),
        Ways.Post<ExpertConsent>("experts.agreed", Expert + "/consent", Right.WriteTraining, "learners.read", (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Training.Experts.AgreedAsync(call.Value("key"), body.Paper, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
        Ways.Act("experts.withdrawn", Expert + "/withdrawal", Right.WriteTraining, "learners.read", call =>
            ApiCall.DoneAsync(() => call.Parts.Training.Experts.WithdrawnAsync(call.Value("key"), call.Viewer, call.Cancellation))),
    ];

    internal static CertificateShape Whole(CertificateView one) => new(one.Key, one.Code, one.Name, one.Title, one.Level, one.Issued, one.Expires, one.Revoked);

    internal static ExpertShape Of(ExpertView one) => new(one.Name, one.Fields, one.Seat, one.Contact, one.Consent, one.Since, one.Paper);

    // Of one that is void nothing but that is said, as on the page.
    private static async Task<CertificateCheckShape?> CheckAsync(ApiCall call)
    {
        call.Http.Response.Headers.CacheControl = "no-store";
        if (!call.Parts.Verifying.TryTake(call.Viewer.From))
        {
            throw new ApiFault(StatusCodes.Status429TooManyRequests, "rate", 60) { After = 60 };
        }

        if (await call.Parts.Training.Certificates.VerifyAsync(call.Value("code"), call.Cancellation).ConfigureAwait(false) is not { } one)
        {
            return null;
        }

        string state = one.StateOn(await call.TodayAsync().ConfigureAwait(false));
        return state == "revoked" ? new CertificateCheckShape(state, null, null, null, null, null) : new CertificateCheckShape(state, one.Name, one.Title, one.Level, one.Issued, one.Expires);
    }

    // Who takes the consent back is gone at once, and from no cache comes back.
    private static async Task<ApiPage<NamedExpertShape>?> ExpertsAsync(ApiCall call)
    {
        call.Http.Response.Headers.CacheControl = "no-store";
        return call.PageOf(
            await call.Parts.Training.Experts.PublicAsync(call.Cancellation).ConfigureAwait(false), one => one.Learner, one => new NamedExpertShape(one.Name, one.Fields, one.Seat, one.Contact));
    }

    private static async Task<ExpertLink> ProposeAsync(ApiCall call, ExpertBody body)
    {
        string? secret = null;
        await ApiCall.OnceAsync(async () => secret = await call.Parts.Training.Experts.ProposeAsync(
            call.Value("key"), new ExpertDraft(body.Name, body.Fields, body.Seat, body.Contact), call.Viewer, call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        return new ExpertLink(secret is null ? null : call.Parts.Address.Of("/experts/own?token=" + secret));
    }
}

/// <summary>A certificate for who may read lists; void since the day on which it was revoked.</summary>
public sealed record CertificateShape(string Key, string Code, string Name, string Title, string Level, DateOnly Issued, DateOnly? Expires, DateOnly? Revoked);

/// <summary>A certificate as it is today: <c>valid</c>, <c>expired</c> or <c>revoked</c>; of a revoked one nothing else is said.</summary>
public sealed record CertificateCheckShape(string State, string? Name, string? Title, string? Level, DateOnly? Issued, DateOnly? Expires);

/// <summary>An expert who agreed to be named.</summary>
public sealed record NamedExpertShape(string Name, string Fields, string? Seat, string? Contact);

/// <summary>What is to be shown of an expert, and whether that was agreed to: <c>asked</c>, <c>given</c> or <c>withdrawn</c>, since when, by which paper.</summary>
public sealed record ExpertShape(string Name, string Fields, string? Seat, string? Contact, string Consent, DateOnly Since, string? Paper);

/// <summary>What would be shown of a person.</summary>
public sealed record ExpertBody(string Name, string Fields, string? Seat = null, string? Contact = null);

/// <summary>The person's own link, by which to agree or not. It is told once: to a repeated request no more.</summary>
public sealed record ExpertLink(string? Link);

/// <summary>The paper on which the person agreed.</summary>
public sealed record ExpertConsent(string Paper);

[JsonSerializable(typeof(CertificateCheckShape))]
[JsonSerializable(typeof(ApiPage<NamedExpertShape>))]
[JsonSerializable(typeof(ExpertBody))]
[JsonSerializable(typeof(ExpertLink))]
[JsonSerializable(typeof(ExpertConsent))]
internal sealed partial class CertificateJson : JsonSerializerContext;
