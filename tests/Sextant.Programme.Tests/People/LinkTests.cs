using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.People;

public sealed class LinkTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_first_administrator_comes_by_a_link_that_works_once(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        string old = (await office.Area.Links.FirstAdministratorAsync())!;
        string link = (await office.Area.Links.FirstAdministratorAsync())!;
        Assert.Null(await office.Area.Links.FindAsync(old)); // the next start voids it
        JoinStep step = await office.Area.Join.BeginAsync(link, new JoinForm("Lan", "lan@example.gov.vn", Office.Password, Office.Password));
        Assert.Equal(PeopleFault.BadCode, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Join.CompleteAsync(link, step.Sealed, "000000", Office.Caller()))).Fault);
        Assert.Equal(PeopleFault.Stale, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Join.CompleteAsync(link, step.Sealed[..^8] + "AAAAAAA=", "000000", Office.Caller()))).Fault);
        Assert.Equal(0, await PersonsAsync(office)); // nothing was kept by the first step

        Exception?[] both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Record.ExceptionAsync(() => Task.Run(() => office.JoinAsync(link))).AsTask()));
        Assert.IsType<PeopleException>(Assert.Single(both, one => one is not null));
        Assert.Equal(1, await PersonsAsync(office));
        Assert.Null(await office.Area.Links.FirstAdministratorAsync());
        Assert.DoesNotContain(await SaidAsync(office), text => text.Contains(link, StringComparison.Ordinal) || text.Contains(Office.Password, StringComparison.Ordinal) || text.Contains(step.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_that_is_too_old_or_revoked_or_of_another_does_nothing()
    {
        using Office office = await Office.OpenAsync(DatabaseKind.Sqlite);
        string late = (await office.Area.Links.FirstAdministratorAsync())!;
        office.Clock.Now += TimeSpan.FromMinutes(61);
        Assert.Equal(PeopleFault.BadLink, (await Assert.ThrowsAsync<PeopleException>(() => office.JoinAsync(late))).Fault);
        Viewer admin = await office.AdministratorAsync();
        string one = await office.Area.Links.InviteAsync(admin, new Invitation("Minh", "minh@example.gov.vn", Role.Trainer, null));
        string two = await office.Area.Links.InviteAsync(admin, new Invitation("Hoa", "hoa@example.gov.vn", Role.Office, null));
        JoinStep step = await office.Area.Join.BeginAsync(one, new JoinForm("", "", Office.Password, Office.Password));
        await office.Area.Links.RevokeAsync(admin, (await office.Area.Links.ListAsync()).Single(link => link.Email == "minh@example.gov.vn").Key);
        Assert.Equal(PeopleFault.BadLink, (await Assert.ThrowsAsync<PeopleException>(() => office.JoinAsync(one))).Fault);

        // The first step of one link does not open another, which would give its role.
        await Assert.ThrowsAsync<PeopleException>(() => office.Area.Join.CompleteAsync(two, step.Sealed, "000000", Office.Caller()));
        Assert.Equal(PeopleFault.EmailTaken, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Links.InviteAsync(admin, new Invitation("Lan", "LAN@example.gov.vn", Role.Trainer, null)))).Fault);
        foreach (string email in (string[])["", "x", "a@b", "a b@c.vn", "a@c.vn\r\nBcc: x@y.vn", "<a@c.vn>", new string('a', 65) + "@c.vn"])
        {
            Assert.Equal(PeopleFault.BadEmail, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Links.InviteAsync(admin, new Invitation("Minh", email, Role.Trainer, null)))).Fault);
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_recovery_voids_everything_that_was(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer admin = await office.AdministratorAsync();
        Joined minh = await office.JoinAsync(await office.Area.Links.InviteAsync(admin, new Invitation("Minh", "minh@example.gov.vn", Role.Trainer, null)));
        Viewer viewer = await office.ViewerAsync(minh.Session);
        string token = await office.Area.Tokens.IssueAsync(viewer, "script", [Right.ReadPublished], 30);
        await office.Area.Passkeys.AddAsync(viewer, Key("credential", viewer.Person!));
        string link = await office.Area.Links.RecoverAsync(admin, viewer.Person!);
        Assert.NotNull(await office.Area.Sessions.FindAsync(minh.Session, "192.0.2.1")); // until it is used
        Joined again = await office.JoinAsync(link);
        Assert.Equal(viewer.Person, again.Person);

        // Whoever finds the link afterwards, in a mailbox or a log, takes nothing over by it.
        Assert.Null(await office.Area.Links.FindAsync(link));
        Assert.Equal(PeopleFault.BadLink, (await Assert.ThrowsAsync<PeopleException>(() => office.JoinAsync(link))).Fault);
        Assert.Null(await office.Area.Sessions.FindAsync(minh.Session, "192.0.2.1"));
        Assert.Null(await office.Area.Tokens.FindAsync(token, "192.0.2.1"));
        Assert.Empty(await office.Area.Passkeys.ListAsync(viewer.Person!));
        Assert.DoesNotContain(again.Codes, code => minh.Codes.Contains(code));
        Assert.Equal([Role.Trainer], (await office.ViewerAsync(again.Session)).Grants.Select(grant => grant.Role));
        Assert.NotNull(await office.Area.Links.RecoverAsync(Actor.CommandLine("x", "y"), "LAN@example.gov.vn"));
        Assert.Equal(PeopleFault.Gone, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Links.RecoverAsync(Actor.CommandLine("x", "y"), "nobody@example.gov.vn"))).Fault);
    }

    internal static Passkey Key(string credential, string person) => new()
    {
        Key = credential, Person = person, Name = "Khóa", PublicKey = [1], SignCount = 0, Transports = ["internal"], UserVerified = true, BackupEligible = false, BackedUp = false, Attestation = [2], ClientData = [3],
    };

    private static async Task<int> PersonsAsync(Office office)
    {
        await using ProgrammeContext context = office.Database.Create();
        return await context.Set<PersonRow>().CountAsync();
    }

    private static async Task<IEnumerable<string>> SaidAsync(Office office) =>
        (await office.Area.Audit.ListAsync(new AuditFilter { Most = 1000 })).Select(entry => $"{entry.Before}{entry.After}{entry.Subject}{entry.Who}{entry.Reason}");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_address_goes_to_who_is_invited_after_its_account_has_ended_and_to_nobody_by_a_group(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer admin = await office.AdministratorAsync();
        Joined first = await office.JoinAsync(await office.Area.Links.InviteAsync(admin, new Invitation("Minh", "ipv6@langson.gov.vn", Role.Reviewer, null)));
        var provider = new SignInProvider
        {
            Name = "bo", Title = "Bộ", Issuer = "https://sso.example", ClientId = "sextant", GroupsClaim = "groups", GroupRoles = new Dictionary<string, Role> { ["tham-dinh"] = Role.Reviewer },
        };
        var identity = new ProvenIdentity { Subject = "7", VerifiedEmail = "ipv6@langson.gov.vn", Name = "Minh", Groups = ["tham-dinh"] };
        await office.Area.Identities.LinkAsync(await office.ViewerAsync(first.Session), provider, identity);
        await office.Area.Persons.EndAsync(admin, first.Person);
        Assert.Equal(ArrivalStep.Unknown, (await office.Area.Arrivals.ArriveAsync(provider, identity, Office.Caller())).Step);
        Assert.Equal(ArrivalStep.Unknown, (await office.Area.Arrivals.ArriveAsync(provider, identity with { Subject = "8" }, Office.Caller())).Step); // who was shut out

        // The unit's mailbox goes to the next one, who may link the identity, too.
        Joined next = await office.JoinAsync(await office.Area.Links.InviteAsync(admin, new Invitation("Hoa", "IPV6@langson.gov.vn", Role.Trainer, null)));
        Assert.NotEqual(first.Person, next.Person);
        Assert.Equal(next.Person, (await office.Area.SignIn.PasswordAsync("ipv6@langson.gov.vn", Office.Password, Office.Caller())).Pending);
        await office.Area.Identities.LinkAsync(await office.ViewerAsync(next.Session), provider, identity);
        Assert.Equal(PeopleFault.EmailTaken, (await Assert.ThrowsAsync<PeopleException>(() => office.Area.Links.InviteAsync(admin, new Invitation("Lan", "ipv6@langson.gov.vn", Role.Trainer, null)))).Fault);
        Assert.NotNull((await office.Area.Persons.FindAsync(first.Person))!.EndedAt);
        await office.Area.Persons.EndAsync(admin, next.Person);
        Assert.NotNull(await office.JoinAsync(await office.Area.Links.InviteAsync(admin, new Invitation("Lan", "ipv6@langson.gov.vn", Role.Trainer, null)))); // and again
    }
}
