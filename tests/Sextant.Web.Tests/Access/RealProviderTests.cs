using System.Net;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Access;

/// <summary>Signing in by an identity provider that others wrote: its discovery, its keys, its tokens.</summary>
public sealed class RealProviderTests
{
    [Fact(Timeout = 300_000)]
    public async Task Who_is_linked_comes_in_by_a_real_provider_and_a_code_of_this_installation_and_nobody_else()
    {
        Assert.SkipWhen(!GlewlwydServer.Installed, "glewlwyd is not installed: apt install glewlwyd");
        await using GlewlwydServer provider = await GlewlwydServer.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var line = new ProviderLine(
            new SignInProvider { Name = "so-ban-nganh", Title = "Tài khoản công vụ", Issuer = provider.Issuer, ClientId = GlewlwydServer.ClientId, ClientSecret = GlewlwydServer.ClientSecret, PersonClaim = "email" },
            client, TimeSpan.FromSeconds(60));

        // Its clock is the machine's, and ours begins there.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using Site site = await Site.StartAsync(clock, null, line);
        await provider.PrepareAsync(site.Parts.Address.Of("/sign-in/from/so-ban-nganh"));

        // Who is unknown is refused, whoever vouches.
        using var minh = new Visitor(site);
        Assert.Equal("/sign-in?fault=unknown&provider=so-ban-nganh", Visitor.Place(await minh.GetAsync(await provider.VisitAsync(Visitor.Place(await minh.GetAsync("/sign-in/with/so-ban-nganh"))))));

        using var lan = new Visitor(site);
        (Authenticator authenticator, _) = await lan.JoinAsync(site.Parts.Address.Of("/welcome?token=" + await site.Parts.People.Links.FirstAdministratorAsync()), clock.GetUtcNow());
        // Linked by the address that it tells. Linking on the own page is not walked: Glewlwyd 2.7 over SQLite says of every sign-in that it was in 1970 (auth_time 0), which is rightly refused.
        Viewer admin = (await site.Parts.People.Sessions.FindAsync(lan.Cookies.GetCookies(site.Address)["sextant-session"]!.Value, "127.0.0.1"))!;
        await site.Parts.People.Identities.LinkAsync(admin, line.Provider, new ProvenIdentity { Subject = "minh@example.gov.vn" });

        // From then on its word counts for the password, and the code of this installation is still asked for.
        string back = await provider.VisitAsync(Visitor.Place(await minh.GetAsync("/sign-in/with/so-ban-nganh")));
        Assert.Equal("/sign-in/code", Visitor.Place(await minh.GetAsync(back)));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("/account", Visitor.Place(await minh.PostAsync("/sign-in/code", "/sign-in/code", ("code", authenticator.Code(clock.GetUtcNow())))));
        Assert.Equal(HttpStatusCode.OK, (await minh.GetAsync("/account")).StatusCode);

        // An answer works once, and in the browser alone that asked.
        using var thief = new Visitor(site);
        Assert.StartsWith("/sign-in?fault=state", Visitor.Place(await thief.GetAsync(back)), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?fault=", Visitor.Place(await minh.GetAsync(back)), StringComparison.Ordinal);
        Assert.Contains(await site.Parts.People.Audit.ListAsync(new AuditFilter()), entry => entry.Action == "session.begin" && entry.After!.Contains("so-ban-nganh", StringComparison.Ordinal));
    }
}
