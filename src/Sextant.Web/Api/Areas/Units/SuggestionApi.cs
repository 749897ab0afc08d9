using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Domains.Suggesting;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>Names that scans saw under a unit's domains: the unit's, or not.</summary>
internal sealed class SuggestionApi : IApiArea
{
    private const string All = "/organisations/{slug}/suggestions";
    private const string Reads = "suggestions.list";

    public string Id => "suggestions";

    public IJsonTypeInfoResolver Shapes => SuggestionJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get(Reads, All, Right.ClaimDomains, async call => call.PageOf(
            await call.Parts.Domains.Suggestions.ListAsync(call.Value("slug"), call.Query("state"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false), one => one.Ascii, Of))
            with { Scope = "slug", Query = [new("state", Words: DomainWords.Decisions), .. Ways.Page] },
        Ways.Post<SuggestionApproval>("suggestions.approve", All + "/approval", Right.ClaimDomains, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Domains.Suggestions.ApproveAsync(call.Value("slug"), (body.Names, StateOf(body.Read)), body.Kind, call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Ways.Post<SuggestionRefusal>("suggestions.refuse", All + "/refusal", Right.ClaimDomains, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Domains.Suggestions.RefuseAsync(call.Value("slug"), (body.Names, StateOf(body.Read)), body.Reason, call.Viewer, call.Cancellation))) with { Scope = "slug" },
    ];

    // A unit may have a thousand suggestions, of which a tag of one page says little: each name that is decided on must stand as it was read.
    private static string StateOf(string read) => DomainWords.Decisions.Contains(read, StringComparer.Ordinal) ? read : throw new RefusedException("suggestion-none");

    private static SuggestionShape Of(SuggestionView one) => new(
        one.Ascii, one.Domain, one.Under, one.State, one.FirstAt, one.LastAt, one.Reason, [.. one.Sights.Select(sight => new SightShape(sight.Way, sight.Host, sight.Evidence, sight.At))]);
}

/// <summary>A suggested name, under which domain, what was decided of it, and where it was seen, the last first.</summary>
public sealed record SuggestionShape(
    string Name, string Domain, string Under, string State, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, string? Reason, IReadOnlyList<SightShape> Sights);

/// <summary>Where a name was seen: how, when which name was measured, and the evidence of that scan.</summary>
public sealed record SightShape(string Way, string Host, string Evidence, DateTimeOffset At);

/// <summary>Names that are the unit's, and as what they are measured from today on: <c>site</c>, <c>mail</c> or <c>zone</c>. All must stand in the state in which they were read, or none is decided on.</summary>
public sealed record SuggestionApproval(IReadOnlyList<string> Names, [property: OneOf(typeof(DomainWords), nameof(DomainWords.Kinds))] string Kind, string Read = "open");

/// <summary>Names that are not to be measured for the unit, and why. All must stand in the state in which they were read, or none is decided on.</summary>
public sealed record SuggestionRefusal(IReadOnlyList<string> Names, string Reason, string Read = "open");

[JsonSerializable(typeof(ApiPage<SuggestionShape>))]
[JsonSerializable(typeof(SuggestionApproval))]
[JsonSerializable(typeof(SuggestionRefusal))]
internal sealed partial class SuggestionJson : JsonSerializerContext;
