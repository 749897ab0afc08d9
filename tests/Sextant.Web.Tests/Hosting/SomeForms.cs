using System.Net;
using System.Text;
using Sextant.Programme.People;
using Sextant.Testing;

namespace Sextant.Web.Tests.Hosting;

/// <summary>A site in which every form that takes what is typed stands on some page, with who may fill it in.</summary>
public sealed class SomeForms : IAsyncDisposable
{
    private const string Plan = "/plans/ke-hoach-2026";

    /// <summary>A return that can be handed in.</summary>
    private static readonly (string, string)[] Whole =
    [
        ("figure-fixed-subscribers", "10000000"), ("figure-fixed-ipv6", "9000000"), ("figure-mobile-subscribers", "50000000"), ("figure-mobile-ipv6", "50000000"), ("figure-traffic", "4000"), ("figure-traffic-ipv6", "2500"),
        ("figure-forecast-fixed-1", "94"), ("figure-forecast-fixed-3", "99"), ("figure-forecast-mobile-1", "100"), ("figure-forecast-mobile-3", "100"),
        ("road-network", "fixed"), ("road-cause", "customer-device"), ("road-quarter", "2027-Q2"), ("road-promised", "1000000"), ("road-actual", ""), ("support-unit", "hue"), ("support-service", "site"), ("support-state", "done"),
        ("finding", "networks-unknown"), ("reason", "đã gửi văn phòng"),
    ];

    private readonly Site _site;
    private readonly Dictionary<string, Visitor> _people = [];
    private readonly List<(Visitor Who, string Page)> _pages = [];

    private SomeForms(Site site) => _site = site;

    /// <summary>The pages, each with somebody who may do what can be done there.</summary>
    public IReadOnlyList<(Visitor Who, string Page)> Pages => _pages;

    /// <summary>What makes a form be refused that takes anything else: by way in and field; empty is a box that is not ticked.</summary>
    public IReadOnlyDictionary<string, string> Refusing { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/meetings/{id}/edit Sites lines"] = "Huế; nhiều",
        ["/organisations/{slug}/suggestions Approve names"] = "",
        ["/organisations/{slug}/suggestions Refuse names"] = "",
        ["/communication/events/{id} ThrowAway entry"] = "",
        ["/campaigns/{id} Priority priority"] = "1000",
        ["/tasks/escalation headAfter"] = "1",
    };

    private Visitor Office => _people["office"];

    private Visitor Unit => _people["unit"];

    private Visitor Reviewer => _people["reviewer"];

    private Visitor Engineer => _people["engineer"];

    /// <summary>The site, with something of everything.</summary>
    public static async Task<SomeForms> StartAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero));
        var some = new SomeForms(await Site.StartAsync(clock));
        string administrator = await SomePeople.AdministratorAsync(some._site);
        some._people["administrator"] = new Visitor(some._site);
        some._people["administrator"].Cookies.Add(some._site.Address, new Cookie("sextant-session", administrator));
        foreach ((string name, Role role, string? unit) in new (string, Role, string?)[]
                 { ("office", Role.Office, null), ("unit", Role.FocalPoint, "lang-son"), ("reviewer", Role.Reviewer, null), ("engineer", Role.MeasurementEngineer, null), ("operator", Role.FocalPoint, "vnpt") })
        {
            some._people[name] = await SomePeople.VisitorAsync(some._site, administrator, role, unit);
        }

        await some._site.KeepAsync(HostileScan.Of("langson.gov.vn", clock.GetUtcNow().AddHours(-1)));
        await some.PapersAsync();
        await some.PlansAsync();
        await some.UnitsAsync();
        await some.ConversionsAsync();
        await some.ReturnsAsync();
        await some.LearningAsync();
        await some.CasesAsync();
        await some.MeasuringAsync();
        await some.PeopleAsync();
        return some;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Visitor who in _people.Values)
        {
            who.Dispose();
        }

        await _site.DisposeAsync();
    }

    private async Task PapersAsync()
    {
        const string Edit = "/documents/9-qd-bkhcn/edit";
        await DoneAsync(Office, "/documents/new", ("kind", "decision"), ("number", "9/QĐ-BKHCN"), ("date", "2026-11-20"), ("title", "Ban hành kế hoạch năm 2026"));
        await AttachedAsync(Office, Edit, Edit + "?handler=Attach");
        await DoneAsync(Office, Edit + "?handler=Relate", ("kind", "replaces"), ("to", "38/QĐ-BTTTT"));
        await DoneAsync(Office, Edit + "?handler=Article", ("number", "Điều 1"), ("text", "Các tỉnh hoàn thành"));
        await DoneAsync(Office, Edit + "?handler=Obligation", ("text", "Hoàn thành"), ("organisation", "hue"));
        Add(Office, "/documents/new", Edit);

        string meeting = await DoneAsync(Office, "/meetings/new", ("date", "2026-11-20"), ("title", "Giao ban"));
        await DoneAsync(Office, meeting + "?handler=Direction", ("text", "Các tỉnh hoàn thành"));
        await DoneAsync(Office, meeting + "?handler=Site", ("name", "Huế"));
        Add(Office, "/meetings/new", meeting, meeting[..^"/edit".Length]);

        await DoneAsync(Office, "/drafts", ("title", "Thông tư"), ("kind", "circular"), ("text", "Điều 1"));
        Add(Office, "/drafts", "/drafts/thong-tu");
        await DoneAsync(Office, "/drafts/thong-tu?handler=Round", ("closes", "2026-12-01"));
        await DoneAsync(Unit, "/drafts/thong-tu?handler=Comment", ("organisation", "lang-son"), ("text", "Thêm đối tượng"));
        await DoneAsync(Office, "/drafts", ("title", "Nghị định"), ("kind", "decree"), ("text", "Điều 1"));
        Add(Unit, "/drafts/thong-tu");
        Add(Office, "/drafts/nghi-dinh", "/reports/letterhead", "/reports/letters");
    }

    private async Task PlansAsync()
    {
        await PlanAsync("2026", "issue");
        await DoneAsync(Office, Plan + "?handler=Write", ("step", "issue"), ("decision", "9/QĐ-BKHCN"));
        await PlanAsync("2027", "begin");
        await PlanAsync("2028", "submit");
        await PlanAsync("2029", "issue");
        const string Task = "/tasks/ke-hoach-2026/1";
        Add(Office, "/tasks/escalation", "/plans", "/plans/ke-hoach-2027", "/plans/ke-hoach-2029", "/tasks/ke-hoach-2027/1", "/tasks/ke-hoach-2015/17");
        Add(Reviewer, "/plans/ke-hoach-2028");
        await Unit.UploadAsync(Task, Task + "?handler=Report", "a.pdf", [.. "%PDF-1.7 "u8, 1, 2, 3], ("date", "2026-11-22"), ("text", "Đã họp"));
        Add(Unit, Task);
        await DoneAsync(Unit, Task + "?handler=Extend", ("wanted", "2027-01-15"), ("reason", "chờ thiết bị"));
        Add(Office, Task);
    }

    private async Task PlanAsync(string year, string upTo)
    {
        string plan = await DoneAsync(Office, "/plans", ("year", year), ("title", "Kế hoạch năm " + year));
        await DoneAsync(Office, plan + "?handler=Task", ("text", "Chuyển đổi cổng"), ("group", "4"), ("lead", "lang-son"), ("due", year + "-12-15"), ("dueBy", "month"));
        if (upTo != "begin")
        {
            await DoneAsync(Office, plan + "?handler=Write", ("step", "submit"));
        }

        if (upTo == "issue")
        {
            await DoneAsync(Reviewer, plan + "?handler=Review", ("step", "approve"));
        }
    }

    private async Task UnitsAsync()
    {
        await DoneAsync(
            Office, "/organisations/exemptions", ("organisation", "lang-son"), ("why", "đang chuyển"), ("decidedBy", "Bộ KH&CN"), ("document", "38/QĐ-BTTTT"), ("from", "2026-11-01"), ("until", "2026-12-10"));
        await DoneAsync(Office, "/organisations/duplicates", ("first", "lang-son"), ("second", "hue"), ("why", "hai tỉnh"));
        string happened = await DoneAsync(
            Office, "/organisations/events/new?handler=Do", ("kind", "merge"), ("day", "2026-07-01"), ("units", "ca-mau-2025"), ("units", "quang-tri-2025"), ("new", "Tỉnh mới"), ("code", "99"), ("number", "12/2026/QH16"),
            ("decided", "2026-06-15"), ("issuer", "Quốc hội"));
        await DoneAsync(
            Office, "/organisations/events/new?handler=Do", ("kind", "founding"), ("day", "2026-07-01"), ("new", "Sở Khoa học và Công nghệ Lạng Sơn"), ("unitKind", "agency"), ("sector", "central-government"), ("parent", "bo-noi-vu"),
            ("document", "38/QĐ-BTTTT"));
        await DoneAsync(
            Office, "/organisations/events/new?handler=Do", ("kind", "founding"), ("day", "2026-07-01"), ("new", "Sở khoa học và công nghệ  Lạng Sơn"), ("unitKind", "agency"), ("sector", "central-government"), ("parent", "bo-noi-vu"),
            ("document", "38/QĐ-BTTTT"));
        Add(Office, "/organisations/lang-son/correct", "/organisations/so-khoa-hoc-va-cong-nghe-lang-son/correct", "/organisations/exemptions?change=lang-son", "/organisations/duplicates", "/organisations/events/new?kind=merge", happened);

        await DoneAsync(Unit, "/organisations/lang-son/domains?handler=Claim", ("name", "moi.langson.gov.vn"), ("kinds", "site"));
        await _site.KeepAsync(HostileScan.Of("langson.gov.vn", _site.Parts.Clock.GetUtcNow()));
        await _site.Parts.Domains.CollectAsync();
        Add(Office, "/organisations/lang-son/domains", "/organisations/lang-son/suggestions");

        await DoneAsync(Office, "/cooperation", ("kind", "press"), ("name", "Báo"));
        Add(Office, "/cooperation", "/cooperation/bao");
        await DoneAsync(Unit, "/cooperation?handler=Activity", ("organisation", "lang-son"), ("kind", "event"), ("date", "2026-11-20"), ("title", "Ngày hội"));
        Add(Unit, "/cooperation");

        byte[] rows = Encoding.UTF8.GetBytes("Đơn vị;Đo về;Tên miền\nlang-son;trang web;bao-langson.vn\n");
        string import = Visitor.Place(await Office.UploadAsync("/imports", "/imports", "a.csv", rows, ("form", "organisation-domains")));
        await DoneAsync(Office, import + "?handler=Apply");
        Add(Office, "/imports", import);
    }

    private async Task ConversionsAsync()
    {
        foreach ((string unit, string upTo) in new[] { ("lang-son", "begin"), ("hue", "submit"), ("ha-noi", "issue") })
        {
            string edit = await DoneAsync(Office, $"/organisations/{unit}/conversion", ("title", "Kế hoạch"));
            string plan = edit[..^"/edit".Length];
            await DoneAsync(Office, edit + "?handler=Stage", ("title", "Chuẩn bị"), ("starts", "2026-01-01"), ("ends", "2026-12-31"));
            if (upTo == "begin")
            {
                Add(Office, edit);
                continue;
            }

            await DoneAsync(
                Office, edit + "?handler=Record", ("title", "Kế hoạch"), ("legal", "Quyết định 38"), ("present", "Hiện trạng"), ("aims", "Mục tiêu"), ("content", "Nội dung"), ("funding", "Kinh phí"), ("work", "Tổ chức"),
                ("notHad", "wan"), ("notHad", "lan"), ("notHad", "data-centre"), ("notHad", "application"), ("notHad", "mail"), ("notHad", "public-services"), ("notHad", "dns"));
            await DoneAsync(Office, edit + "?handler=System", ("title", "Cổng"), ("layer", "portal"), ("stack", "ipv4-only"), ("capability", "ready"), ("stage", "1"));
            await DoneAsync(Office, plan + "?handler=Write", ("step", "submit"));
            if (upTo == "issue")
            {
                await DoneAsync(Reviewer, plan + "?handler=Review", ("step", "approve"));
            }

            Add(upTo == "issue" ? Office : Reviewer, plan);
        }

        Add(Office, "/organisations/da-nang/conversion");
    }

    private async Task ReturnsAsync()
    {
        Visitor holder = _people["operator"];
        const string Page = "/returns/vnpt/operator/2026-Q3";
        await DoneAsync(Office, "/returns?handler=Ask", ("form", "operator"), ("period", "Q3/2026"), ("due", "2026-10-15"));
        await DoneAsync(Office, "/returns?handler=Owe", ("form", "operator"), ("organisation", "vnpt"), ("owes", "true"));
        await DoneAsync(Office, "/returns?handler=Hold", ("organisation", "vnpt"), ("kind", "brand"), ("name", "vinaphone"));
        Add(Office, "/returns");
        await DoneAsync(holder, Page + "?handler=Save", ("figure-fixed-subscribers", "10"));
        Add(holder, Page);
        foreach ((string quarter, string year) in new[] { ("4", "2025"), ("1", "2026"), ("2", "2026") })
        {
            string written = $"/returns/vnpt/operator/{year}-Q{quarter}";
            await DoneAsync(Office, "/returns?handler=Ask", ("form", "operator"), ("period", $"Q{quarter}/{year}"), ("due", "2026-10-15"));
            await DoneAsync(holder, written + "?handler=Save", Whole);
            await DoneAsync(holder, written + "?handler=Submit", ("by", "Trần Văn Tâm"), ("position", "Trưởng ban"));
        }

        Add(Reviewer, "/returns/vnpt/operator/2026-Q1");
        await DoneAsync(holder, "/returns/vnpt/operator/2025-Q4?handler=Correct", ("reason", "đếm lại"));
        Add(holder, "/returns/vnpt/operator/2025-Q4");
        await DoneAsync(Reviewer, "/returns/vnpt/operator/2026-Q2?handler=Answer", ("accepted", "true"));
        Add(holder, "/returns/vnpt/operator/2026-Q2");
    }

    private async Task LearningAsync()
    {
        await DoneAsync(Office, "/training", ("title", "IPv6"), ("level", "basic"), ("months", "24"));
        await DoneAsync(Office, "/training/ipv6?handler=Session", ("starts", "2026-11-10"), ("mode", "place"), ("parts", "2"), ("state", "held"));
        await DoneAsync(Office, "/training/ipv6?handler=Session", ("starts", "2026-12-10"), ("mode", "online"), ("parts", "2"), ("state", "planned"));
        await DoneAsync(Office, "/training/ipv6/1?handler=Enrol", ("name", "Nguyễn An"), ("organisation", "lang-son"), ("email", "an@langson.gov.vn"));
        await DoneAsync(Office, "/training/ipv6/1?handler=Mark", ("learner", "1"), ("attended-1", "1"), ("attended-1", "2"), ("result-1", "passed"));
        await DoneAsync(Office, "/training/ipv6/1?handler=Issue");
        await Office.PostAsync("/learners/1", "/learners/1?handler=Propose", ("name", "Nguyễn An"), ("fields", "DNS"));
        await DoneAsync(Unit, "/enrolments/ipv6/2?handler=Enrol", ("name", "Nguyễn An"), ("organisation", "lang-son"), ("email", "an@langson.gov.vn"));
        Add(Office, "/training", "/training/ipv6", "/training/ipv6/1", "/learners/1");
        Add(Unit, "/enrolments/ipv6/2");

        string kit = await DoneAsync(Office, "/communication?handler=Kit", ("title", "Tờ rơi"), ("kind", "leaflet"));
        await DoneAsync(Office, "/communication?handler=Press", ("title", "Bài"), ("outlet", "Báo A"), ("date", "2026-05-06"), ("tone", "neutral"));
        string happening = await DoneAsync(Office, "/communication?handler=Event", ("title", "Ngày IPv6"), ("kind", "ipv6-day"), ("starts", "2026-12-06"), ("state", "planned"), ("seats", "500"));
        await Unit.PostAsync(happening, happening + "?handler=Register", ("name", "An"), ("email", "an@x.vn"));
        Add(Office, "/communication", kit, happening);
    }

    private async Task CasesAsync()
    {
        await DoneAsync(Office, "/publications", ("title", "Kết quả"), ("day", "2026-11-30"));
        string id = (await _site.Parts.Cases.PublicationsAsync()).Single().Id;
        string sheet = $"/publications/{id}/lang-son";
        IReadOnlyList<string> about = PageForm.Of(await (await Unit.GetAsync(sheet)).Content.ReadAsStringAsync()).SelectMany(form => form.Fields).First(field => field.Name == "about").Choices;
        string opened = await DoneAsync(Unit, sheet + "?handler=Object", ("about", about[0]), ("text", "Kết quả sai"));
        string ended = await DoneAsync(Unit, sheet + "?handler=Object", ("about", about[1]), ("text", "Kết quả sai"));
        await DoneAsync(Unit, ended + "?handler=Withdraw", ("reason", "nhầm tiêu chí"));
        Add(Office, "/publications", opened, ended);
        Add(Unit, sheet, opened);
    }

    private async Task MeasuringAsync()
    {
        await SomeCampaigns.KeepAsync(_site.Stores);
        string campaign = await DoneAsync(Engineer, "/campaigns/new", ("name", "Đo thử"), ("what", "names"), ("names", "hue.gov.vn"));
        Add(Engineer, "/campaigns/new", "/campaigns", campaign);
        const string Deliveries = "/figures/others/deliveries";
        byte[] delivery = await File.ReadAllBytesAsync(Repository.At("tests", "Sextant.Programme.Tests", "Sources", "samples", "apnic-economies.json"));
        string staged = Visitor.Place(await Engineer.UploadAsync(Deliveries, Deliveries, "a.json", delivery, ("publisher", "apnic")));
        await DoneAsync(Engineer, staged + "?handler=Take");
        Add(Engineer, Deliveries);
    }

    private async Task PeopleAsync()
    {
        Visitor administrator = _people["administrator"];
        await administrator.PostAsync("/webhooks", "/webhooks", ("url", "https://nhan.example.vn/a"), ("label", "Bộ"), ("event", "plan.issued"));
        string webhook = (await _site.Parts.Webhooks.Store.ListAsync()).Single().Key;
        string person = (await _site.Parts.People.Persons.ListAsync()).First(one => one.Grants.Any(grant => grant.Role == Role.FocalPoint)).Key;
        Add(administrator, "/people/invite", "/people/" + person, "/account/security", "/account/tokens", "/webhooks", "/webhooks/" + webhook);
    }

    private void Add(Visitor who, params string[] pages) => _pages.AddRange(pages.Select(page => (who, page)));

    /// <summary>Does something by a form; gives where that leads.</summary>
    private static async Task<string> DoneAsync(Visitor who, string path, params (string, string)[] fields)
    {
        HttpResponseMessage answer = await who.PostAsync("/account", path, fields);
        string text = answer.StatusCode == HttpStatusCode.Redirect ? "" : await Visitor.TextAsync(answer);
        Assert.True(text.Length == 0, $"{path}: {answer.StatusCode} {System.Text.RegularExpressions.Regex.Match(text, "role=\"alert\">([^<]*)").Groups[1].Value}");
        return Visitor.Place(answer).Split('#')[0];
    }

    private static async Task AttachedAsync(Visitor who, string page, string path) => Assert.StartsWith(page, Visitor.Place(await who.UploadAsync("/account", path, "a.pdf", [.. "%PDF-1.7 "u8, 1, 2, 3])), StringComparison.Ordinal);
}
