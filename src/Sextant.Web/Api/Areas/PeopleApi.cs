using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas;

/// <summary>Everybody who may sign in: invited, given and taken roles, let in anew, ended. A program makes, changes and ends nobody who looks after people.</summary>
internal sealed class PeopleApi : IApiArea
{
    private const string Reads = "people.read";
    private const string One = "/people/{key}";
    private const string Links = "people.links";

    public string Id => "people";

    public IJsonTypeInfoResolver Shapes => PeopleJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("people.list", "/people", Right.ManagePeople, async call => await call.PageOfKeysAsync(
            part => call.Parts.People.Persons.PageAsync(part, call.Cancellation), people => Task.FromResult<IReadOnlyList<PersonShape>>([.. people.Select(Of)])).ConfigureAwait(false)) with { Query = Ways.Page },
        Ways.Get(Links, "/person-links", Right.ManagePeople, async call =>
            call.PageOf(await call.Parts.People.Links.ListAsync(call.Cancellation).ConfigureAwait(false), one => one.Key, Of)) with { Query = Ways.Page },
        Ways.Ask<InvitationBody, InvitedShape>("people.invite", "/person-links", Right.ManagePeople, InviteAsync),
        Ways.Act("people.withdraw-link", "/person-links/{key}/withdrawal", Right.ManagePeople, Links, call =>
            ApiCall.DoneAsync(() => call.Parts.People.Links.RevokeAsync(call.Viewer, call.Value("key"), call.Cancellation))),
        Ways.Get("people.stuck-letters", "/stuck-letters", Right.ManagePeople, async call =>
            call.PageOf(await call.Parts.Notices.Outbox.StuckAsync(call.Cancellation).ConfigureAwait(false), one => string.Create(CultureInfo.InvariantCulture, $"{one.MadeAt.UtcDateTime:O} {one.Key}"), Of)) with { Query = Ways.Page },
        Ways.Get(Reads, One, Right.ManagePeople, async call =>
            await call.Parts.People.Persons.FindAsync(call.Value("key"), call.Cancellation).ConfigureAwait(false) is { } found ? Of(found) : null),
        Ways.Put<PersonBody>("people.write", One, Right.ManagePeople, Reads, (call, body) =>
            DoAsync(call, () => call.Parts.People.Persons.RenameAsync(call.Viewer, call.Value("key"), body.Name, call.Cancellation))),
        Ways.New<GrantBody>("people.grant", One + "/roles", Right.ManagePeople, Reads, (call, body) => DoAsync(call, () => call.Parts.People.Persons.GrantAsync(
            call.Viewer, call.Value("key"), new Grant("", RoleOf(body.Role), body.Organisation, body.From, body.Until), call.Cancellation))),
        Ways.Act("people.revoke", One + "/roles/{grant}/withdrawal", Right.ManagePeople, Reads, call =>
            DoAsync(call, () => call.Parts.People.Persons.RevokeAsync(call.Viewer, call.Value("key"), call.Value("grant"), call.Cancellation))) with { NeedsMatch = true },
        Ways.Act("people.sign-out", One + "/sign-out", Right.ManagePeople, Reads, call =>
            DoAsync(call, () => call.Parts.People.Persons.SignOutAsync(call.Viewer, call.Value("key"), call.Cancellation))),
        Ways.Act("people.recover", One + "/recovery", Right.ManagePeople, Reads, call => DoAsync(call, () => RecoverAsync(call))),
        Ways.Act("people.end", One + "/end", Right.ManagePeople, Reads, call =>
            DoAsync(call, () => call.Parts.People.Persons.EndAsync(call.Viewer, call.Value("key"), call.Cancellation))) with { NeedsMatch = true },
    ];

    // The link is a secret, which is kept nowhere but as its hash: a repeated request makes another, and who used the first needs none.
    private static async Task<InvitedShape> InviteAsync(ApiCall call, InvitationBody body)
    {
        string secret = await call.Parts.People.Links.InviteAsync(
            call.Viewer with { Terms = null }, new Invitation(body.Name, body.Email, RoleOf(body.Role), body.Organisation), call.Cancellation).ConfigureAwait(false);
        string address = AddressOf(call, secret);
        if (!body.Mail)
        {
            return new InvitedShape(address, false);
        }

        if (!call.Parts.Notices.Mails)
        {
            throw new RefusedException("person-no-mail");
        }

        await call.Parts.Notices.Outbox.InviteAsync(body.Email.Trim(), body.Name.Trim(), address, call.Language, call.Cancellation).ConfigureAwait(false);
        return new InvitedShape(null, true);
    }

    // A program is not given the way into somebody's account: it goes to the person.
    private static async Task RecoverAsync(ApiCall call)
    {
        if (!call.Parts.Notices.Mails)
        {
            throw new RefusedException("person-no-mail");
        }

        string key = call.Value("key");
        PersonView person = (await call.Parts.People.Persons.FindAsync(key, call.Cancellation).ConfigureAwait(false))!;
        string secret = await call.Parts.People.Links.RecoverAsync(call.Viewer with { Terms = null }, key, call.Cancellation).ConfigureAwait(false);
        await call.Parts.Notices.Outbox.TellAsync(person.Email, call.Language, "recover", [person.Name, AddressOf(call, secret)], call.Cancellation).ConfigureAwait(false);
    }

    private static async Task<ApiPlace?> DoAsync(ApiCall call, Func<Task> work) =>
        await call.Parts.People.Persons.FindAsync(call.Value("key"), call.Cancellation).ConfigureAwait(false) is null ? null : await ApiCall.DoneAsync(work).ConfigureAwait(false);

    private static Role RoleOf(string word) => Rights.RoleOf(word) ?? throw new PeopleException(PeopleFault.BadRole);

    private static string AddressOf(ApiCall call, string secret) =>
        call.Parts.Address.Of(call.Http.Request.PathBase + (call.Language == "en" ? "/en" : "") + "/welcome?token=" + secret);

    private static PersonShape Of(PersonView one) => new(
        one.Key, one.Name, one.Email, one.Organisation, one.CreatedAt, one.EndedAt,
        [.. one.Grants.Select(grant => new PersonGrantShape(grant.Key, grant.Role.Word(), grant.Organisation, grant.From, grant.Until))]);

    private static StuckLetterShape Of(StuckLetter one) => new(one.Key, one.To, one.Subject, one.State, one.MadeAt, one.Attempts, one.State == "waiting" ? one.NextAt : null, one.Said);

    private static LinkShape Of(LinkView one) => new(one.Key, TargetApi.Word(one.Purpose), one.Name, one.Email, one.Role?.Word(), one.Organisation, one.CreatedAt, one.ExpiresAt);
}

/// <summary>A person, with the roles that were not taken back, of whatever days.</summary>
public sealed record PersonShape(string Key, string Name, string Email, string? Organisation, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, IReadOnlyList<PersonGrantShape> Roles);

/// <summary>A role: for an organisation and what is part of it, or without for the country; from and until days, or without.</summary>
public sealed record PersonGrantShape(string Key, string Role, string? Organisation, DateOnly? From, DateOnly? Until);

/// <summary>A link that would still work: what it is for, and for whom. The link itself is kept nowhere.</summary>
public sealed record LinkShape(string Key, string Purpose, string? Name, string? Email, string? Role, string? Organisation, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A letter that did not go out: <c>waiting</c> until it is tried again, or <c>failed</c>; and what the mail server said last. Its text is not given.</summary>
public sealed record StuckLetterShape(string Key, string To, string Subject, string State, DateTimeOffset MadeAt, int Attempts, DateTimeOffset? NextAt, string Said);

/// <summary>Somebody to invite. With <c>mail</c> the link goes by letter, and does not come back.</summary>
public sealed record InvitationBody(string Name, string Email, string Role, string? Organisation = null, bool Mail = false);

/// <summary>The link, which works once and is not shown again; or that it went by letter.</summary>
public sealed record InvitedShape(string? Link, bool Mailed);

/// <summary>What a person is to be called.</summary>
public sealed record PersonBody(string Name);

/// <summary>A role to give.</summary>
public sealed record GrantBody(string Role, string? Organisation = null, DateOnly? From = null, DateOnly? Until = null);

[JsonSerializable(typeof(ApiPage<PersonShape>))]
[JsonSerializable(typeof(ApiPage<LinkShape>))]
[JsonSerializable(typeof(ApiPage<StuckLetterShape>))]
[JsonSerializable(typeof(InvitationBody))]
[JsonSerializable(typeof(InvitedShape))]
[JsonSerializable(typeof(PersonBody))]
[JsonSerializable(typeof(GrantBody))]
internal sealed partial class PeopleJson : JsonSerializerContext;
