using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Domains;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Units;

/// <summary>Domains that units claim and prove. What everybody sees is which are proven or accepted; the rest is the unit's own matter.</summary>
internal sealed class DomainApi : IApiArea
{
    private const string All = "/organisations/{slug}/domains";
    private const string One = All + "/{name}";
    private const string Contacts = One + "/contacts";
    private const string Reads = "domains.read";
    private const string ReadsContacts = "domains.contacts";

    public string Id => "domains";

    public IJsonTypeInfoResolver Shapes => DomainJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("domains.list", All, Right.ReadPublished, async call =>
        {
            bool own = await OwnAsync(call).ConfigureAwait(false);
            return call.PageOf(await SeenAsync(call).ConfigureAwait(false), one => one.Ascii, one => Of(one, own));
        }) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call =>
            (await SeenAsync(call).ConfigureAwait(false)).FirstOrDefault(one => one.Ascii == call.Value("name")) is { } found ? Of(found, await OwnAsync(call).ConfigureAwait(false)) : null) with { Query = Ways.Day },
        Ways.New<DomainClaim>("domains.claim", All, Right.ClaimDomains, Reads, (call, body) =>
            ApiCall.MadeAsync("name", () => call.Parts.Domains.Editing.ClaimAsync(call.Value("slug"), body.Name, body.Kinds, call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Act("domains.check", "/check", call => call.Parts.Domains.Checks.CheckAsync(call.Value("slug"), call.Value("name"), call.Viewer, call.Cancellation)),
        Act("domains.renew", "/token", call => call.Parts.Domains.Editing.RenewAsync(call.Value("slug"), call.Value("name"), call.Viewer, call.Cancellation)),
        Ways.Post<Because>("domains.accept", One + "/acceptance", Right.AcceptDomains, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Domains.Editing.AcceptAsync(call.Value("slug"), call.Value("name"), body.Reason, call.Viewer, call.Cancellation))) with { Scope = "slug", NeedsMatch = true },
        Ways.Gone("domains.withdraw", One + "/withdrawal", Right.ClaimDomains, Reads, (call, reason) =>
            call.Parts.Domains.Editing.WithdrawAsync(call.Value("slug"), call.Value("name"), reason, call.Viewer, call.Cancellation)) with { Scope = "slug" },
        Ways.Get(ReadsContacts, Contacts, Right.ReadContacts, ContactsAsync) with { Scope = "slug", Query = [.. Ways.Day, .. Ways.Page] },
        Ways.New<DomainContactBody>("domains.contact", Contacts, Right.ClaimDomains, ReadsContacts, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Domains.Editing.PutContactAsync(
                call.Value("slug"), call.Value("name"), new DomainContactDraft(body.Kind, body.Name, body.Email, body.Phone, body.Position), call.Viewer, call.Cancellation))) with { Scope = "slug" },
        Ways.Act("domains.remove-contact", Contacts + "/{position:int}/removal", Right.ClaimDomains, ReadsContacts, call =>
            ApiCall.DoneAsync(() => call.Parts.Domains.Editing.RemoveContactAsync(call.Value("slug"), call.Value("name"), call.Number("position"), call.Viewer, call.Cancellation))) with { Scope = "slug" },
    ];

    private static ApiRoute Act(string id, string path, Func<ApiCall, Task> work) =>
        Ways.Act(id, One + path, Right.ClaimDomains, Reads, call => ApiCall.DoneAsync(() => work(call))) with { Scope = "slug" };

    private static Task<bool> OwnAsync(ApiCall call) => call.HasAsync(Right.ClaimDomains, call.Value("slug"));

    // As on the page: what is only said, and why it is not shown yet, is seen by who may claim or may read who is to be written to.
    private static async Task<IReadOnlyList<DomainView>> SeenAsync(ApiCall call)
    {
        bool all = await OwnAsync(call).ConfigureAwait(false) || await call.HasAsync(Right.ReadContacts, call.Value("slug")).ConfigureAwait(false);
        return [.. (await call.Parts.Domains.Store.ListAsync(call.Value("slug"), await call.AsOfAsync().ConfigureAwait(false), call.Cancellation).ConfigureAwait(false)).Where(one => all || one.Holds)];
    }

    private static async Task<ApiPage<DomainContactShape>?> ContactsAsync(ApiCall call)
    {
        AsOf asOf = await call.AsOfAsync().ConfigureAwait(false);
        if ((await call.Parts.Domains.Store.ListAsync(call.Value("slug"), asOf, call.Cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Ascii == call.Value("name")) is not { } claim)
        {
            return null;
        }

        ILookup<string, DomainContactView> contacts = await call.Parts.Domains.Store.ContactsAsync(call.Value("slug"), asOf, call.Cancellation).ConfigureAwait(false);
        return call.PageOf(
            contacts[claim.Key], one => one.Position.ToString("000000000", CultureInfo.InvariantCulture), one => new DomainContactShape(one.Position, one.Kind, one.Name, one.Email, one.Phone));
    }

    private static DomainShape Of(DomainView one, bool own) => new(
        one.Ascii, one.Domain, one.Kinds, TargetApi.Word(one.Standing), one.Holds, one.Way, one.ProvenAt, one.HoldsUntil, one.Reason, one.Registered,
        own ? new DomainProofShape(one.TxtName, one.Value, one.TokenUntil, one.CheckedAt, one.DnsFault, one.FileFault) : null);
}

/// <summary>
/// A claim: <c>claimed</c>, <c>token-over</c>, <c>proven</c>, <c>failing</c>, <c>accepted</c> or <c>over</c>. What is to be published, and what was lacking at the last look, is told to who may claim.
/// </summary>
public sealed record DomainShape(
    string Name, string Domain, IReadOnlyList<string> Kinds, string Standing, bool Holds, string? Way, DateTimeOffset? ProvenAt, DateTimeOffset? HoldsUntil, string? Reason, IReadOnlyList<string> Registered,
    DomainProofShape? Proof);

/// <summary>What is to be published as a TXT record of that name, or as the file /.well-known/sextant-domain.txt, until when; and what the last look lacked.</summary>
public sealed record DomainProofShape(string TxtName, string Value, DateTimeOffset Until, DateTimeOffset? CheckedAt, string? DnsFault, string? FileFault);

/// <summary>Who is to be written to about a domain.</summary>
public sealed record DomainContactShape(int Position, string Kind, string Name, string Email, string? Phone);

/// <summary>A domain that a unit says is its own, and as what it is measured once it is proven: <c>site</c>, <c>mail</c>, <c>zone</c>.</summary>
public sealed record DomainClaim(string Name, IReadOnlyList<string> Kinds);

/// <summary>A contact to enter, or with a position to change.</summary>
public sealed record DomainContactBody([property: OneOf(typeof(DomainWords), nameof(DomainWords.Contacts))] string Kind, string Name, string Email, string? Phone = null, int? Position = null);

[JsonSerializable(typeof(ApiPage<DomainShape>))]
[JsonSerializable(typeof(ApiPage<DomainContactShape>))]
[JsonSerializable(typeof(DomainClaim))]
[JsonSerializable(typeof(DomainContactBody))]
internal sealed partial class DomainJson : JsonSerializerContext;
