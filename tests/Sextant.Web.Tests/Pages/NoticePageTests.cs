using System.Net;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

/// <summary>Notices by the pages: an invitation by letter, a plan that was handed in, and how one wants to be told.</summary>
public sealed class NoticePageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 120_000)]
    public async Task An_invitation_goes_by_letter_and_who_approves_is_told_of_a_plan()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await Visitor.InAsync(site, administrator, Role.Office);
        using Visitor minh = await Visitor.InAsync(site, administrator, Role.Reviewer);
        string page = await Visitor.TextAsync(await lan.PostAsync("/people/invite", "/people/invite", ("name", "Trần Thị Hoa"), ("email", "hoa@hue.gov.vn"), ("role", "focal-point"), ("organisation", "hue"), ("letters", "en"), ("mail", "true")));
        Assert.Contains("qua thư điện tử và không hiện ở đây", page, StringComparison.Ordinal);
        Assert.DoesNotContain("welcome?token=", page, StringComparison.Ordinal);
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Assert.Contains("/en/welcome?token=", Assert.Single(site.Mail.Letters, letter => letter.To == "hoa@hue.gov.vn" && letter.Subject == "Invitation to Sextant").Body, StringComparison.Ordinal);

        await lan.PostAsync("/plans", "/plans", ("year", "2027"), ("title", "Kế hoạch <i>2027</i>"));
        await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Task", ("text", "Việc"), ("group", "4"), ("lead", "hue"), ("due", "2027-05-05"), ("dueBy", "day"));
        await lan.PostAsync("/plans/ke-hoach-2027", "/plans/ke-hoach-2027?handler=Write", ("step", "submit"));
        await site.Parts.Notices.Round.RunAsync();
        string html = await (await minh.GetAsync("/account/notices")).Content.ReadAsStringAsync();
        Assert.Contains("href=\"/plans/ke-hoach-2027\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>2027", html, StringComparison.Ordinal);
        Assert.Contains("<strong>Mới</strong>", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await minh.PostAsync("/account/notices", "/account/notices?handler=Read")).StatusCode);
        Assert.DoesNotContain("<strong>Mới</strong>", await (await minh.GetAsync("/account/notices")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await minh.PostAsync("/account/notices", "/account/notices?handler=Choose", ("mail", "weekly"), ("letters", "en"), ("kind", "plan-submitted"));
        string chosen = await (await minh.GetAsync("/en/account/notices")).Content.ReadAsStringAsync();
        Assert.Contains("value=\"weekly\" selected", chosen, StringComparison.Ordinal);
        Assert.Contains("value=\"en\" lang=\"en\" selected", chosen, StringComparison.Ordinal);
        Assert.Equal(1, chosen.Split(" checked").Length - 1);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await minh.PostAsync("/account/notices", "/account/notices?handler=Choose", ("mail", "hourly"), ("letters", "vi"))).StatusCode);
        Assert.DoesNotContain("ke-hoach-2027", await Visitor.TextAsync(await lan.GetAsync("/account/notices")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_link_in_a_letter_stops_letters_without_signing_in_by_a_post_alone_and_undoes_it()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor lan = await Visitor.InAsync(site, administrator, Role.Office);
        using Visitor minh = await Visitor.InAsync(site, administrator, Role.Reviewer);
        await minh.PostAsync("/account/notices", "/account/notices?handler=Choose", ("mail", "each"), ("letters", "en"), ("kind", "plan-submitted"));
        await SubmittedAsync(lan, "2027");
        await site.Parts.Notices.Round.RunAsync();
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Letter letter = Assert.Single(site.Mail.Letters, one => one.To.StartsWith("reviewer", StringComparison.Ordinal));
        string link = letter.Stop!.PathAndQuery;
        Assert.StartsWith("/en/stop-letters/", link, StringComparison.Ordinal);
        Assert.Contains(letter.Stop.AbsoluteUri, letter.Body, StringComparison.Ordinal);

        // Who looks at links changes nothing; nobody makes one up.
        using var nobody = new Visitor(site);
        Assert.Contains("Send me no more of these letters", await Visitor.TextAsync(await nobody.GetAsync(link)), StringComparison.Ordinal);
        string person = (await site.Parts.People.Persons.ListAsync()).Single(one => one.Grants.Any(grant => grant.Role == Role.Reviewer)).Key;
        Assert.Equal("each", (await site.Parts.Notices.Notices.ChoiceAsync(person)).Mail);
        foreach (string bad in new[] { link[..^2] + "AA", "/stop-letters/" + person, "/stop-letters/x" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await OneClickAsync(nobody, bad)).StatusCode);
        }

        // As a mail program does: no page before, no cookie, no token of a form (RFC 8058, section 3.2); twice does no harm.
        Assert.Equal(HttpStatusCode.OK, (await OneClickAsync(nobody, link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await OneClickAsync(nobody, link)).StatusCode);
        Assert.Equal("never", (await site.Parts.Notices.Notices.ChoiceAsync(person)).Mail);
        await SubmittedAsync(lan, "2028");
        _clock.Advance(TimeSpan.FromHours(1));
        await site.Parts.Notices.Round.RunAsync();
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Assert.Single(site.Mail.Letters, one => one.To == letter.To);

        Assert.Contains("Send them again as before", await Visitor.TextAsync(await nobody.GetAsync(link)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await OneClickAsync(nobody, link + "?handler=Undo")).StatusCode);
        Assert.Equal("each", (await site.Parts.Notices.Notices.ChoiceAsync(person)).Mail);
        await site.Parts.Notices.Outbox.TellAsync("minh@example.gov.vn", "vi", "email-changed", ["Minh", "x"]);
        await site.Parts.Notices.Outbox.SendAsync(site.Mail);
        Assert.Null(site.Mail.Letters[^1].Stop); // must reach
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_role_chooses_among_what_it_can_be_told_of_and_another_roles_choice_stays()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor an = await Visitor.InAsync(site, administrator, Role.FocalPoint, "hue");
        string page = await (await an.GetAsync("/account/notices")).Content.ReadAsStringAsync();
        Assert.Contains("value=\"task-due\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"round-opened\"", page, StringComparison.Ordinal);
        foreach (string kind in new[] { "plan-submitted", "webhook-off", "case-opened", "task-raised", "exemption-ends", "conversion-submitted" })
        {
            Assert.DoesNotContain($"value=\"{kind}\"", page, StringComparison.Ordinal);
        }

        using Visitor trainer = await Visitor.InAsync(site, administrator, Role.Trainer);
        Assert.DoesNotContain("name=\"kind\"", await (await trainer.GetAsync("/account/notices")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using Visitor minh = await Visitor.InAsync(site, administrator, Role.Reviewer);
        Viewer viewer = (await site.Parts.People.Sessions.FindAsync(minh.Session()!, "127.0.0.1"))!;
        await site.Parts.Notices.Notices.ChooseAsync(new NoticeChoice("daily", ["task-due"], "vi"), viewer);
        await minh.PostAsync("/account/notices", "/account/notices?handler=Choose", ("mail", "daily"), ("letters", "vi"), ("kind", "conversion-submitted"));
        IReadOnlyList<string> without = (await site.Parts.Notices.Notices.ChoiceAsync(viewer.Person!)).Without;
        Assert.Contains("task-due", without);
        Assert.Contains("plan-submitted", without);
        Assert.DoesNotContain("conversion-submitted", without);
        Assert.DoesNotContain("webhook-off", without);
    }

    private static async Task SubmittedAsync(Visitor office, string year)
    {
        await office.PostAsync("/plans", "/plans", ("year", year), ("title", "Kế hoạch " + year));
        string plan = "/plans/ke-hoach-" + year;
        await office.PostAsync(plan, plan + "?handler=Task", ("text", "Việc"), ("group", "4"), ("lead", "hue"), ("due", year + "-05-05"), ("dueBy", "day"));
        await office.PostAsync(plan, plan + "?handler=Write", ("step", "submit"));
    }

    private static Task<HttpResponseMessage> OneClickAsync(Visitor visitor, string link) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]) });
}
