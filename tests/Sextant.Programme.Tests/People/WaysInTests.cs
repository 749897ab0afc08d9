using Sextant.Programme.People;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.People;

/// <summary>Nobody shuts himself out: who came by an identity provider chooses a password, and the last way in stays.</summary>
public sealed class WaysInTests
{
    private static readonly SignInProvider Ministry = new() { Name = "bo", Title = "Bộ", Issuer = "https://sso.example", ClientId = "sextant", LinksInvited = true };

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_came_by_a_provider_keeps_a_way_in_and_may_choose_a_password(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer admin = await office.AdministratorAsync();
        await office.Area.Links.InviteAsync(admin, new Invitation("Minh", "minh@example.gov.vn", Role.Reviewer, null));
        var identity = new ProvenIdentity { Subject = "7", VerifiedEmail = "minh@example.gov.vn", Name = "Minh" };
        string step = (await office.Area.Arrivals.ArriveAsync(Ministry, identity, Office.Caller())).Secret!;
        string key = (await office.Area.Arrivals.AuthenticatorAsync(Ministry, step))!.Secret;
        Joined joined = await office.Area.Arrivals.JoinAsync(Ministry, step, office.CodeOf(key), Office.Caller());
        Viewer minh = (await office.Area.Sessions.FindAsync(joined.Session, "192.0.2.7"))!;
        string linked = Assert.Single(await office.Area.Identities.ListAsync(minh.Person!)).Key;

        Assert.False(await office.Area.Own.HasPasswordAsync(minh.Person!));
        Assert.Equal(PeopleFault.LastWayIn, await FaultAsync(() => office.Area.Identities.UnlinkAsync(minh, linked)));
        await office.Area.Passkeys.AddAsync(minh, Passkey(minh.Person!));
        await office.Area.Identities.UnlinkAsync(minh, linked);
        Assert.Equal(PeopleFault.LastWayIn, await FaultAsync(() => office.Area.Passkeys.RemoveAsync(minh, "cred")));

        Assert.Equal(PeopleFault.PasswordShort, await FaultAsync(() => office.Area.Own.ChangePasswordAsync(minh, "", "ngan", "ngan")));
        await office.Area.Own.ChangePasswordAsync(minh, "", Office.Password, Office.Password);
        Assert.True(await office.Area.Own.HasPasswordAsync(minh.Person!));
        await office.Area.Passkeys.RemoveAsync(minh, "cred");
        Assert.NotNull((await office.Area.SignIn.PasswordAsync("minh@example.gov.vn", Office.Password, Office.Caller())).Pending);

        // From now on the present one is asked for.
        Assert.Equal(PeopleFault.PasswordWrong, await FaultAsync(() => office.Area.Own.ChangePasswordAsync(minh, "", "một mật khẩu khác hẳn", "một mật khẩu khác hẳn")));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_rests_on_a_providers_word_alone_ends_when_it_has_not_vouched_for_too_long(DatabaseKind kind)
    {
        using Office office = await Office.OpenAsync(kind);
        Viewer admin = await office.AdministratorAsync();
        SignInProvider groups = Ministry with { GroupsClaim = "groups", GroupRoles = new Dictionary<string, Role> { ["soat-xet"] = Role.Reviewer }, SecondFactorMethods = ["otp"] };
        var identity = new ProvenIdentity { Subject = "7", VerifiedEmail = "minh@example.gov.vn", Name = "Minh", Groups = ["soat-xet"], SecondFactor = true };
        string step = (await office.Area.Arrivals.ArriveAsync(groups, identity, Office.Caller())).Secret!;
        Joined joined = await office.Area.Arrivals.JoinAsync(groups, step, office.CodeOf((await office.Area.Arrivals.AuthenticatorAsync(groups, step))!.Secret), Office.Caller());
        Viewer minh = (await office.Area.Sessions.FindAsync(joined.Session, "192.0.2.7"))!;
        await office.Area.Persons.GrantAsync(admin, minh.Person!, new Grant("", Role.Trainer, null, null, null));
        string secret = await office.Area.Tokens.IssueAsync(minh, "kịch bản", [Right.ReadContacts], 366);
        string own = await office.Area.Tokens.IssueAsync(admin, "của quản trị", [Right.ReadContacts], 366);
        DateTimeOffset until = office.Clock.Now.AddDays(30);
        Assert.Equal((until, null), (await office.Area.Trust.TokensUntilAsync(minh.Person!), await office.Area.Trust.TokensUntilAsync(admin.Person!)));

        office.Clock.Now = until.AddSeconds(-1);
        Assert.Equal(0, await office.Area.Trust.LapseAsync());
        Assert.True((await office.Area.Tokens.FindAsync(secret, "192.0.2.9"))!.Has(Right.ReadContacts));
        Assert.False(await office.Area.Tokens.RestsAsync(secret));
        office.Clock.Now = until;
        Assert.Null(await office.Area.Tokens.FindAsync(secret, "192.0.2.9"));
        Assert.Equal((true, false, false), (await office.Area.Tokens.RestsAsync(secret), await office.Area.Tokens.RestsAsync(own), await office.Area.Tokens.RestsAsync(secret[..^1])));
        Assert.NotNull(await office.Area.Tokens.FindAsync(own, "192.0.2.9"));
        Assert.Equal((1, 0), (await office.Area.Trust.LapseAsync(), await office.Area.Trust.LapseAsync()));
        Assert.Equal([Role.Trainer], await RolesAsync(office, minh.Person!));

        // Who comes again has all of it again; whose identity is unlinked has the groups' roles no more.
        minh = (await office.Area.Sessions.FindAsync((await office.Area.Arrivals.ArriveAsync(groups, identity, Office.Caller())).Secret!, "192.0.2.7"))!;
        Assert.Equal([Role.Trainer, Role.Reviewer], await RolesAsync(office, minh.Person!));
        Assert.NotNull(await office.Area.Tokens.FindAsync(secret, "192.0.2.9"));
        await office.Area.Passkeys.AddAsync(minh, Passkey(minh.Person!));
        Assert.Null(await office.Area.Trust.TokensUntilAsync(minh.Person!));
        await office.Area.Identities.UnlinkAsync(minh, Assert.Single(await office.Area.Identities.ListAsync(minh.Person!)).Key);
        Assert.Equal([Role.Trainer], await RolesAsync(office, minh.Person!));
    }

    private static async Task<IEnumerable<Role>> RolesAsync(Office office, string person) => (await office.Area.Persons.FindAsync(person))!.Grants.Select(grant => grant.Role);

    private static async Task<PeopleFault> FaultAsync(Func<Task> work) => (await Assert.ThrowsAsync<PeopleException>(work)).Fault;

    private static Passkey Passkey(string person) => new()
    {
        Key = "cred", Person = person, Name = "Khóa", PublicKey = [1], SignCount = 0, Transports = [], UserVerified = true, BackupEligible = false, BackedUp = false, Attestation = [], ClientData = [],
    };
}
