using Sextant.Cli.Settings;
using Sextant.Programme.People;

namespace Sextant.Cli.Tests.Settings;

public sealed class ProviderKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_short_description_has_careful_defaults_and_a_long_one_is_taken_whole()
    {
        Assert.True(ProviderKind.Provider.TryRead(_folder.Write("a.json", """{ "name": "cong-vu", "issuer": "https://sso.example.gov.vn/realms/gov", "client-id": "sextant" }"""), out SignInProvider? plain, out _));
        Assert.Equal(("cong-vu", null, false, "sub", null), (plain!.Title, plain.ClientSecret, plain.LinksInvited, plain.PersonClaim, plain.GroupsClaim));
        Assert.Empty(plain.SecondFactorMethods);

        _folder.Write("secret", "bí mật\n");
        Assert.True(ProviderKind.Provider.TryRead(
            _folder.Write("b.json", """
                {
                  // beside this file
                  "name": "so", "title": "Tài khoản công vụ", "issuer": "http://localhost:4593/api/oidc", "client-id": "sextant", "client-secret-file": "secret", "scopes": ["openid", "groups"],
                  "person-claim": "oid", "unknown-person": "link-invited", "second-factor-amr": ["otp"], "second-factor-acr": ["gold"], "groups-claim": "groups", "group-roles": { "soat-xet": "reviewer" },
                }
                """),
            out SignInProvider? whole, out _));
        Assert.Equal(("bí mật", true, "oid", Role.Reviewer), (whole!.ClientSecret, whole.LinksInvited, whole.PersonClaim, whole.GroupRoles["soat-xet"]));
    }

    [Theory]
    [InlineData("""{}""", "name, title, issuer, client-id")]
    [InlineData("""{ "name": "A b", "title": "", "issuer": "http://sso.example.vn", "client-id": 7 }""", "name, title, issuer, client-id")]
    [InlineData("""{ "name": "a", "issuer": "https://sso.example.vn/?x=1", "client-id": "s", "klient": 1 }""", "klient, issuer")]
    [InlineData("""{ "name": "a", "issuer": "https://sso.example.vn", "client-id": "s", "client-secret-file": "nowhere", "scopes": ["email"], "unknown-person": "make" }""", "client-secret-file, scopes, unknown-person")]
    [InlineData("""{ "name": "a", "issuer": "https://sso.example.vn", "client-id": "s", "groups-claim": "g", "group-roles": { "goc": "administrator", "dv": "focal-point", "x": "king", "ok": "trainer" } }""",
        "group-roles.goc, group-roles.dv, group-roles.x")]
    [InlineData("""{ "name": "a", "issuer": "https://sso.example.vn", "client-id": "s", "group-roles": { "ok": "trainer" } }""", "groups-claim")]
    [InlineData("""{ "name": "a", "issuer": "https://sso.example.vn", "client-id": "s", "groups-claim": "g" }""", "groups-claim")]
    [InlineData("""{ "name": "a", "issuer": "https://sso.example.vn", "client-id": "s", "second-factor-amr": "otp" }""", "second-factor-amr")]
    public void Every_key_that_is_wrong_is_named(string content, string keys)
    {
        Assert.False(ProviderKind.Provider.TryRead(_folder.Write("p.json", content), out _, out Rule? closer));
        Assert.Equal(("provider-keys", keys), (closer!.Key, Assert.Single(closer.Parameters)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    public void What_describes_nothing_is_refused(string content) => Assert.False(ProviderKind.Provider.TryRead(_folder.Write("p.json", content), out _, out _));

    [Fact]
    public void A_slip_of_JSON_is_told_by_its_line_and_a_folder_is_none()
    {
        Assert.False(ProviderKind.Provider.TryRead(_folder.Write("p.json", "{\n\"name\": }"), out _, out Rule? closer));
        Assert.Equal(("config-json", "2"), (closer!.Key, closer.Parameters[0]));
        Assert.False(ProviderKind.Provider.TryRead(_folder.Path, out _, out _));
        Assert.False(ProviderKind.Provider.TryRead("", out _, out _));
    }
}
