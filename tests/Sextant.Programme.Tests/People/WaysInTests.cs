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

    private static async Task<PeopleFault> FaultAsync(Func<Task> work) => (await Assert.ThrowsAsync<PeopleException>(work)).Fault;

    private static Passkey Passkey(string person) => new()
    {
        Key = "cred", Person = person, Name = "Khóa", PublicKey = [1], SignCount = 0, Transports = [], UserVerified = true, BackupEligible = false, BackedUp = false, Attestation = [], ClientData = [],
    };
}
