using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sextant.Checks.Judging;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;
using Sextant.Programme.Audit;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Testing;
using Sextant.Web.Tests.Hosting;
using Sextant.Wire;

namespace Sextant.Web.Tests.Pages.Campaigns;

/// <summary>What a measurement engineer does by pages: campaigns from their making to their end, and figures of others from the upload to undoing.</summary>
public sealed class MeasuringPageTests
{
    private const string Deliveries = "/figures/others/deliveries";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 120_000)]
    public async Task Campaigns_and_deliveries_go_their_whole_way_by_pages()
    {
        await using Site site = await Site.StartAsync(_clock);
        string administrator = await SomePeople.AdministratorAsync(site);
        using Visitor ky = await Visitor.InAsync(site, administrator, Role.MeasurementEngineer);
        using Visitor hoa = await Visitor.InAsync(site, administrator, Role.FocalPoint, "hue");
        await CampaignsAsync(site, ky, hoa);
        await DeliveriesAsync(ky, hoa);
        HashSet<string> log = [.. (await site.Parts.People.Audit.ListAsync(new AuditFilter())).Select(entry => entry.Action)];
        Assert.Empty(((string[])["campaign.make", "campaign.stand", "campaign.again", "campaign.outcome", "schedule.make", "schedule.retime", "campaign.rejudge", "outside.stage", "outside.drop", "outside.import", "outside.undo"]).Except(log));
        Assert.True((await site.Parts.People.Audit.VerifyAsync()).Whole);
    }

    private static async Task CampaignsAsync(Site site, Visitor ky, Visitor hoa)
    {
        await SomeCampaigns.KeepAsync(site.Stores);
        Assert.Equal(HttpStatusCode.Forbidden, (await hoa.GetAsync("/campaigns/new")).StatusCode);
        Assert.DoesNotContain("campaigns/new", await Visitor.TextAsync(await hoa.GetAsync("/campaigns")), StringComparison.Ordinal);
        Assert.Contains("/campaigns/new", await Visitor.TextAsync(await ky.GetAsync("/campaigns")), StringComparison.Ordinal);

        // All that is no name is told at once, harmlessly, and what was typed stays.
        using HttpResponseMessage refused = await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Đo thử"), ("what", "names"), ("names", "hue.gov.vn\n<b>x</b>\n-bad-.vn"));
        string raw = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.DoesNotContain("<b>x", raw, StringComparison.Ordinal);
        Assert.Contains("2 mục không phải tên miền: <b>x</b>, -bad-.vn", WebUtility.HtmlDecode(raw), StringComparison.Ordinal);
        Assert.Contains("hue.gov.vn", raw, StringComparison.Ordinal);
        Assert.Equal("UnprocessableEntity", Visitor.Place(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Đo thử"), ("what", "names"))));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Đo thử"), ("what", "weather"))));

        string place = Visitor.Place(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Đo thử"), ("what", "names"), ("names", "hue.gov.vn, HUE.gov.vn\nhanoi.gov.vn")));
        Assert.Equal("/campaigns/do-thu-20261122", place);
        Assert.Equal((2, "hanoi", true), await StateAsync(site, "do-thu-20261122"));
        Assert.Equal("/campaigns/do-thu-20261122-2", Visitor.Place(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Đo thử"), ("what", "register"), ("kind", "ministry"))));
        Assert.Equal("/campaigns/tuan-46-chua-ro-20261122", Visitor.Place(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Tuần 46 chưa rõ"), ("what", "unknown"), ("of", "tuan-46"))));

        Assert.Equal(place, Visitor.Place(await ky.PostAsync(place, place + "?handler=Stand", ("standing", "paused"))));
        Assert.Contains("tạm nghỉ", await Visitor.TextAsync(await ky.GetAsync(place)), StringComparison.Ordinal);
        Assert.Equal(place, Visitor.Place(await ky.PostAsync(place, place + "?handler=Stand", ("standing", "open"))));
        await GiveUpAsync(site, "do-thu-20261122");
        Assert.Contains("Đo lại 2 tên", await Visitor.TextAsync(await ky.GetAsync(place)), StringComparison.Ordinal);
        Assert.Equal(place, Visitor.Place(await ky.PostAsync(place, place + "?handler=Again")));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await ky.PostAsync("/campaigns/new", place + "?handler=Again"))); // none is left
        Assert.Equal(place, Visitor.Place(await ky.PostAsync(place, place + "?handler=Stand", ("standing", "stopped"))));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await ky.PostAsync("/campaigns/new", place + "?handler=Stand", ("standing", "open")))); // what has ended stays so
        Assert.Equal("/campaigns", Visitor.Place(await ky.PostAsync("/campaigns", "/campaigns?handler=Stand", ("target", "hang-tuan"), ("standing", "paused"))));
        Assert.Equal(CampaignStanding.Paused, (await site.Stores.Schedules.FindAsync("hang-tuan"))!.Standing);
        await SchedulesAsync(site, ky);
        await RejudgeAsync(site, ky);
    }

    private static async Task SchedulesAsync(Site site, Visitor ky)
    {
        Assert.Contains("Không hiểu lịch này", await Visitor.TextAsync(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Hằng ngày"), ("what", "register"), ("cron", "61 * * * *"))), StringComparison.Ordinal);
        Assert.Equal("UnprocessableEntity", Visitor.Place(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Hằng ngày"), ("what", "unknown"), ("of", "tuan-46"), ("cron", "@daily"))));
        Assert.Equal("/campaigns", Visitor.Place(await ky.PostAsync("/campaigns/new", "/campaigns/new", ("name", "Hằng ngày"), ("what", "register"), ("kind", "ministry"), ("cron", "0 2 * * *"))));
        const string Id = "hang-ngay-20261122";
        Assert.Equal(("0 2 * * *", "Asia/Ho_Chi_Minh", "ministry"), (await site.Stores.Schedules.FindAsync(Id)) is { } made ? (made.Cron.Text, made.Zone.Id, made.Rule.Kinds.Single()) : default);
        Assert.Contains("Không hiểu lịch này", await Visitor.TextAsync(await ky.PostAsync("/campaigns", "/campaigns?handler=Retime", ("target", Id), ("cron", "<b>"))), StringComparison.Ordinal);
        Assert.Equal("/campaigns", Visitor.Place(await ky.PostAsync("/campaigns", "/campaigns?handler=Retime", ("target", Id), ("cron", "30 4 * * 1"))));
        Assert.Equal("30 4 * * 1", (await site.Stores.Schedules.FindAsync(Id))!.Cron.Text);
        Assert.Equal("/campaigns", Visitor.Place(await ky.PostAsync("/campaigns", "/campaigns?handler=Stand", ("target", Id), ("standing", "stopped"))));
        Assert.Equal("UnprocessableEntity", Visitor.Place(await ky.PostAsync("/campaigns", "/campaigns?handler=Retime", ("target", Id), ("cron", "@daily")))); // what has ended stays so
    }

    private static async Task RejudgeAsync(Site site, Visitor ky)
    {
        const string Page = "/campaigns/tuan-46/rejudge";
        Assert.Equal("NotFound", Visitor.Place(await ky.GetAsync("/campaigns/khong-co/rejudge")));
        Assert.Contains("chưa được đánh giá lại", await Visitor.TextAsync(await ky.GetAsync(Page)), StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await ky.PostAsync(Page, Page)));
        while ((await site.Parts.Rejudging.FindAsync("tuan-46"))!.State == "running")
        {
            await Task.Delay(10);
        }

        Assert.Equal("done", (await site.Parts.Rejudging.FindAsync("tuan-46"))!.State);
        Assert.Contains("đã xong", await Visitor.TextAsync(await ky.GetAsync(Page)), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_judging_again_found_is_shown_and_outlives_the_server()
    {
        await using Site site = await Site.StartAsync(_clock);
        using Visitor ky = await Visitor.InAsync(site, await SomePeople.AdministratorAsync(site), Role.MeasurementEngineer);
        await SomeCampaigns.DifferingAsync(site.Stores);
        const string Page = "/campaigns/nam-ngoai/rejudge";
        await ky.PostAsync(Page, Page);
        while ((await site.Parts.Rejudging.FindAsync("nam-ngoai"))!.State == "running")
        {
            await Task.Delay(10);
        }

        // Another process finds what this one found.
        using var later = new RejudgeDesk(site.Register, site.Stores, Profile.National, _clock);
        Rejudgement found = (await later.FindAsync("nam-ngoai"))!;
        Assert.Equal(("done", 6, 0, 2), (found.State, found.Judged, found.Missing, found.Differ));
        Assert.Equal(["mail:n0.gov.vn", "site:n0.gov.vn"], found.Differing.Select(one => one.Target).Order(StringComparer.Ordinal));
        RejudgedTarget one = found.Differing.Single(one => one.Target == "site:n0.gov.vn");
        Assert.Equal((TargetClass.Ready, TargetClass.Unknown, (Failure?)Failure.VantageNoIpv6), (one.Was.Class, one.Now.Class, one.Now.Cause));
        Assert.Equal(8, one.Changes.Count);
        Assert.All(one.Changes, change => Assert.Equal((Verdict.Pass, (Verdict?)Verdict.Unknown), (change.Was, change.Now)));
        string page = await Visitor.TextAsync(await ky.GetAsync(Page));
        Assert.Contains("site:n0.gov.vn", page, StringComparison.Ordinal);
        Assert.Contains("đạt → chưa xác định", page, StringComparison.Ordinal);

        // Another server is at it as long as it says so; one that was under way when its server ended is not said to be under way.
        await site.RegisterAsync("UPDATE rejudgement SET state = 'running', worker = 'may-chu-2/7', lease_until = asked_at");
        Rejudgement elsewhere = (await later.FindAsync("nam-ngoai"))!;
        Assert.Equal(("running", "may-chu-2/7"), (elsewhere.State, elsewhere.Worker));
        Assert.Contains("may-chu-2/7", await Visitor.TextAsync(await ky.GetAsync(Page)), StringComparison.Ordinal);
        Assert.Contains("Máy chủ may-chu-2/7 đang đánh giá lại", await Visitor.TextAsync(await ky.PostAsync(Page, Page)), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("interrupted", (await later.FindAsync("nam-ngoai"))!.State);
        Assert.Contains("bị ngắt giữa chừng", await Visitor.TextAsync(await ky.GetAsync(Page)), StringComparison.Ordinal);
        Assert.Equal(Page, Visitor.Place(await ky.PostAsync(Page, Page))); // and can be asked for again
    }

    private static async Task DeliveriesAsync(Visitor ky, Visitor hoa)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await hoa.GetAsync(Deliveries)).StatusCode);
        byte[] faulty = Encoding.UTF8.GetBytes("""{"data":[{"date":"2026-11-01","cc":"VN","30":{"seen":5000,"capable_pc":101,"preferred_pc":60}},{"date":"<i>","cc":"VN","30":{"seen":1,"capable_pc":1,"preferred_pc":1}}]}""");
        using HttpResponseMessage refused = await ky.UploadAsync(Deliveries, Deliveries, "<u>.json", faulty, ("publisher", "apnic"));
        string raw = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.DoesNotContain("<i>", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<u>", raw, StringComparison.Ordinal);
        string page = WebUtility.HtmlDecode(raw);
        Assert.Contains("data[0].30.capable_pc", page, StringComparison.Ordinal);
        Assert.Contains("data[1].date", page, StringComparison.Ordinal);
        Assert.Contains("2 lỗi", page, StringComparison.Ordinal);
        Assert.Contains("is no percentage", await Visitor.TextAsync(await ky.UploadAsync("/en" + Deliveries, "/en" + Deliveries, "x.json", faulty, ("publisher", "apnic"))), StringComparison.Ordinal);

        byte[] good = await File.ReadAllBytesAsync(Repository.At("tests", "Sextant.Programme.Tests", "Sources", "samples", "apnic-economies.json"));
        string dropped = Visitor.Place(await ky.UploadAsync(Deliveries, Deliveries, "a.json", good, ("publisher", "apnic")));
        Assert.Equal(Deliveries, Visitor.Place(await ky.PostAsync(dropped, dropped + "?handler=Drop")));
        Assert.Equal(HttpStatusCode.NotFound, (await ky.GetAsync(dropped)).StatusCode);

        // A file of another economy alone is told apart from one without others to be ranked among.
        byte[] foreign = Encoding.UTF8.GetBytes("""{"data":[{"cc":"TH","date":"2026-11-19","30":{"seen":5000,"capable_pc":50,"preferred_pc":40}}]}""");
        string elsewhere = Visitor.Place(await ky.UploadAsync(Deliveries, Deliveries, "TH.json", foreign, ("publisher", "apnic")));
        Assert.Contains("không có số liệu của quốc gia", await Visitor.TextAsync(await ky.GetAsync(elsewhere)), StringComparison.Ordinal);
        await ky.PostAsync(elsewhere, elsewhere + "?handler=Drop");

        // Staged, nothing counts yet; taken, it does; the very same again is known; undone, it counts no longer.
        string staged = Visitor.Place(await ky.UploadAsync(Deliveries, Deliveries, "a.json", good, ("publisher", "apnic")));
        Assert.Contains("Nhập toàn bộ", await Visitor.TextAsync(await ky.GetAsync(staged)), StringComparison.Ordinal);
        Assert.DoesNotContain("apnic-1", await Visitor.TextAsync(await ky.GetAsync("/figures/others")), StringComparison.Ordinal);
        Assert.Equal(Deliveries, Visitor.Place(await ky.PostAsync(staged, staged + "?handler=Take")));
        string others = await Visitor.TextAsync(await ky.GetAsync("/figures/others"));
        Assert.Contains("apnic-1", others, StringComparison.Ordinal);
        Assert.Contains("thứ 2 trong 10 nước ASEAN có số liệu (ASEAN có 11 nước)", others, StringComparison.Ordinal);
        Assert.Contains("đã được nhập", await Visitor.TextAsync(await ky.UploadAsync(Deliveries, Deliveries, "a.json", good, ("publisher", "apnic"))), StringComparison.Ordinal);
        Assert.Equal(Deliveries, Visitor.Place(await ky.PostAsync(Deliveries, Deliveries + "?handler=Undo", ("key", "apnic-1"), ("reason", "nhầm tệp"))));
        Assert.Contains("nhầm tệp", await Visitor.TextAsync(await ky.GetAsync(Deliveries)), StringComparison.Ordinal);

        Assert.Contains("không ghi ngày", await Visitor.TextAsync(await ky.UploadAsync(Deliveries, Deliveries, "worldmap.js", """[["VN","Vietnam",61.2]]"""u8.ToArray(), ("publisher", "google"))), StringComparison.Ordinal);
        string google = Visitor.Place(await ky.UploadAsync(Deliveries, Deliveries, "worldmap.js", """[["VN","Vietnam",61.2],["TH","Thailand",50]]"""u8.ToArray(), ("publisher", "google"), ("day", "2026-11-20")));
        Assert.Matches(new Regex("61[,.]2"), await Visitor.TextAsync(await ky.GetAsync(google)));
    }

    private static async Task<(int Total, string Vantage, bool Unattended)> StateAsync(Site site, string id)
    {
        Campaign campaign = (await site.Stores.Campaigns.FindAsync(id))!;
        return ((int)campaign.Total, Assert.Single(campaign.Vantages), campaign.Unattended);
    }

    // As three failed attempts, a minute apart, leave it.
    private static async Task GiveUpAsync(Site site, string id)
    {
        await site.MeasuredAsync($"UPDATE campaign_target SET state = 'failed', attempts = {CampaignStore.MostAttempts} WHERE campaign_id = '{id}'");
        site.Parts.Board.Forget();
    }
}
