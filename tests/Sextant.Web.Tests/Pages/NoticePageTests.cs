using System.Net;
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
}
