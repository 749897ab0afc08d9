using System.Net;
using System.Text.RegularExpressions;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Access;

/// <summary>What rests on a provider's word alone: the page says until when, then it rests, and the refusal says why.</summary>
public sealed partial class ProviderTrustTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 300_000)]
    public async Task Tokens_and_roles_of_who_stays_away_from_the_provider_end_and_say_so()
    {
        await using SomeProvider provider = await SomeProvider.StartAsync(_clock);
        await using Site site = await Site.StartAsync(_clock, null, provider.Line(line => line with
        {
            GroupsClaim = "groups", SecondFactorMethods = ["otp"], GroupRoles = new Dictionary<string, Role> { ["do"] = Role.MeasurementEngineer },
        }));
        await SomePeople.AdministratorAsync(site);
        (provider.Person["amr"], provider.Person["groups"]) = ("otp", new[] { "do" });
        using var minh = new Visitor(site);
        Assert.Equal("/sign-in/authenticator", Visitor.Place(await provider.ThroughAsync(minh)));
        var authenticator = new Authenticator(Key().Match(await Visitor.TextAsync(await minh.GetAsync("/sign-in/authenticator"))).Groups[1].Value);
        await minh.PostAsync("/sign-in/authenticator", "/sign-in/authenticator", ("code", authenticator.Code(_clock.GetUtcNow())));

        Viewer own = (await site.Parts.People.Sessions.FindAsync(minh.Session()!, "127.0.0.1"))!;
        string token = await site.Parts.People.Tokens.IssueAsync(own, "kịch bản", [Rights.Lendable.First(own.Has)], 366);
        Assert.Contains("your tokens rest from 03:00 22/12/2026 on", await Visitor.TextAsync(await minh.GetAsync("/en/account/tokens")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(minh, token)).StatusCode);
        _clock.Advance(TimeSpan.FromDays(30));
        HttpResponseMessage refused = await AskAsync(minh, token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("for too long", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains("has not done so for 30 days", await Visitor.TextAsync(refused), StringComparison.Ordinal);

        using var stop = new CancellationTokenSource();
        Task rounds = site.Parts.Notices.RunAsync(_ => { }, stop.Token);
        while (!rounds.IsCompleted && (await site.Parts.People.Persons.FindAsync(own.Person!))!.Grants.Count > 0)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        await rounds.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Empty((await site.Parts.People.Persons.FindAsync(own.Person!))!.Grants);
    }

    private static Task<HttpResponseMessage> AskAsync(Visitor visitor, string token) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/me") { Headers = { { "Authorization", "Bearer " + token }, { "Accept-Language", "en" } } });

    [GeneratedRegex("<code>([A-Z2-7 ]{39})</code>")]
    private static partial Regex Key();
}
