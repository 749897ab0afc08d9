using System.Net;
using Sextant.Programme.People;
using Sextant.Programme.Webhooks;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Webhooks by the pages: added with the secret shown once, tried, delivered, changed, paused, removed.</summary>
public sealed class WebhookPageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 600_000)]
    public async Task An_address_is_added_tried_and_removed()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await Visitor.InAsync(site, administrator, Role.Office);
        HttpResponseMessage refused = await lan.PostAsync("/en/webhooks", "/en/webhooks", ("url", "http://x.example/"), ("label", "Of the <b>ministry</b>"), ("event", "plan.issued"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        string again = await refused.Content.ReadAsStringAsync();
        Assert.Contains("begins with https://", again, StringComparison.Ordinal);
        Assert.Contains("value=\"plan.issued\" checked", again, StringComparison.Ordinal);

        string made = await Visitor.TextAsync(await lan.PostAsync("/en/webhooks", "/en/webhooks", ("url", "https://nhan.example.vn/a"), ("label", "Of the <b>ministry</b>"), ("event", "plan.issued"), ("event", "case.decided")));
        string secret = made[made.IndexOf("whsec_", StringComparison.Ordinal)..];
        secret = secret[..secret.IndexOf('<', StringComparison.Ordinal)];
        WebhookView hook = Assert.Single(await site.Parts.Webhooks.Store.ListAsync());
        Assert.Equal(["plan.issued", "case.decided"], hook.Events);
        foreach (string page in new[] { "/webhooks", "/en/webhooks", "/webhooks/" + hook.Key, "/audit" })
        {
            string html = await (await lan.GetAsync(page)).Content.ReadAsStringAsync();
            Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>ministry", html, StringComparison.Ordinal);
        }

        string here = "/en/webhooks/" + hook.Key;
        Assert.Equal(here, Visitor.Place(await lan.PostAsync(here, here + "?handler=Test")));
        var receiver = new Receiver();
        await site.Parts.Webhooks.Outbox.SendAsync(receiver);
        Assert.True(WebhookSignature.Holds(receiver.Last!.Headers[WebhookSignature.Header], secret, receiver.Last.Body, _clock.GetUtcNow()));
        string told = await Visitor.TextAsync(await lan.GetAsync(here));
        Assert.Contains("nothing came within the time allowed", told, StringComparison.Ordinal);
        Assert.Contains("next attempt 10:01 22/11/2026", told, StringComparison.Ordinal);
        string delivery = (await site.Parts.Webhooks.Store.DeliveriesAsync(hook.Key))[0].Key;
        Assert.Equal(here, Visitor.Place(await lan.PostAsync(here, here + "?handler=Again", ("delivery", delivery))));
        Assert.Equal(2, (await site.Parts.Webhooks.Store.DeliveriesAsync(hook.Key)).Count);
        Assert.Contains("whsec_", await Visitor.TextAsync(await lan.PostAsync(here, here + "?handler=Rotate")), StringComparison.Ordinal);
        HttpResponseMessage third = await lan.PostAsync(here, here + "?handler=Rotate");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, third.StatusCode);
        Assert.Contains("for 24 more hours", await Visitor.TextAsync(third), StringComparison.Ordinal);
        Assert.Contains("whsec_", await Visitor.TextAsync(await lan.PostAsync(here, here + "?handler=Rotate", ("when", "now"))), StringComparison.Ordinal);
        Assert.Null((await site.Parts.Webhooks.Store.FindAsync(hook.Key))!.FormerUntil);
        Assert.Equal(here, Visitor.Place(await lan.PostAsync(here, here + "?handler=State", ("to", "paused"))));
        Assert.Contains("goes out when the address is told again", await Visitor.TextAsync(await lan.GetAsync(here)), StringComparison.Ordinal);
        Assert.Equal("paused", (await site.Parts.Webhooks.Store.FindAsync(hook.Key))!.State);
        Assert.Equal("/en/webhooks", Visitor.Place(await lan.PostAsync(here, here + "?handler=State", ("to", "removed"))));
        Assert.Equal(HttpStatusCode.NotFound, (await lan.GetAsync(here)).StatusCode);
    }

    private sealed class Receiver : IHookSender
    {
        public HookRequest? Last { get; private set; }

        public Task<HookFate> SendAsync(HookRequest request, CancellationToken cancellation)
        {
            Last = request;
            return Task.FromResult(new HookFate(null, "timed-out", TimeSpan.FromSeconds(10)));
        }
    }
}
