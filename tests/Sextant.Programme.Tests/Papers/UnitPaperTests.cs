using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks;
using Sextant.Checks.Observations;
using Sextant.Programme.Audit;
using Sextant.Programme.Cases;
using Sextant.Programme.Conversions;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Returns;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Papers;

public sealed class UnitPaperTests
{
    private static readonly AsOf Now = new(PaperRoom.Today);

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_sheet_says_what_was_reported_measured_and_who_must_act_first(DatabaseKind kind)
    {
        using PaperRoom room = await PaperRoom.OpenAsync(kind);
        await room.Tasks.IssuedAsync(new TaskDraft { Text = "Chuyển đổi cổng", WorkGroup = 4, Lead = "lang-son", Due = TaskRoom.Day("2026-11-01"), DueBy = "day" });
        UnitFacts facts = (await room.Desk.Units.FindAsync("lang-son", Now))!;

        // The site is published and broken, so its fault is first; then names, of which the basic criterion leads; then mail.
        Assert.Equal(["WEB-03", "DNS-01", "DNS-04", "MAIL-02"], facts.Repairs.Select(repair => repair.Criterion));
        Assert.Equal([Party.Registrar, Party.DnsHost], facts.Repairs[2].Who);
        string text = PaperRoom.Seen(ResultSheet.Write(facts, await room.Desk.Letterheads.ReadAsync(Now, "vi"), "vi"));
        foreach (string said in new[] { "PHIẾU KẾT QUẢ", "Lạng Sơn", "quá hạn 21 ngày", "chưa báo cáo", "langson.gov.vn", "Nhà đăng ký tên miền; Đơn vị vận hành máy chủ tên miền", "1/2" })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Nơi nhận", text, StringComparison.Ordinal);
        Assert.Null(await room.Desk.Units.FindAsync("no-such", Now));

        // Of a unit of which nothing was measured nothing is said to be well.
        UnitFacts unknown = (await room.Desk.Units.FindAsync("ha-noi", Now))!;
        Assert.Contains("Chưa có kết quả đo để đánh giá", PaperRoom.Seen(ResultSheet.Write(unknown, await room.Desk.Letterheads.ReadAsync(Now, "vi"), "vi")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_unit_that_has_registered_nothing_no_services_are_counted()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        using var archive = new ZipArchive(new MemoryStream(await room.Desk.Letters.WriteAsync(["vnpt"], new DateOnly(2026, 12, 20), Now, "vi", TaskRoom.Office)));
        using var letter = new MemoryStream();
        await using (Stream entry = await archive.GetEntry("001-vnpt.docx")!.OpenAsync())
        {
            await entry.CopyToAsync(letter);
        }

        string text = PaperRoom.Read(letter.ToArray());
        Assert.Contains("Đơn vị chưa đăng ký tên miền, dịch vụ nào để đo.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0 dịch vụ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_task_of_a_unit_that_was_merged_is_its_heirs_matter()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        string plan = await room.Tasks.Plans.RecordAsync(new PlanDraft(null, 2025, "Kế hoạch năm 2025"), TaskRoom.Office);
        await room.Tasks.Tasks.PutAsync(plan, new TaskDraft { Text = "Chuyển đổi cổng Quảng Nam", WorkGroup = 4, Lead = "quang-nam", Due = TaskRoom.Day("2025-06-30"), DueBy = "day" }, TaskRoom.Office);
        await room.Tasks.Plans.StepAsync(plan, PlanStep.Submit, TaskRoom.Office);
        await room.Tasks.Plans.StepAsync(plan, PlanStep.Approve, TaskRoom.Reviewer);
        await room.Tasks.Plans.StepAsync(plan, PlanStep.Issue, TaskRoom.Office, decision: await room.Tasks.DecisionAsync());
        Assert.Equal("Chuyển đổi cổng Quảng Nam", Assert.Single((await room.Desk.Units.FindAsync("da-nang-2025", Now))!.Late).Text);
        IReadOnlyList<UnitFacts> all = await room.Desk.Units.ReadAsync(new Programme.Organisations.OrganisationFilter { Kinds = ["province"] }, [], Now);
        Assert.Equal(["da-nang-2025"], all.Where(unit => unit.Late.Any()).Select(unit => unit.Unit.Slug));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_sheet_has_the_plan_for_everybody_and_what_is_the_units_own_for_the_unit_alone(DatabaseKind kind)
    {
        using PaperRoom room = await PaperRoom.OpenAsync(kind);
        UnitFacts facts = (await room.Desk.Units.FindAsync("lang-son", Now))!;
        Assert.Contains("Kế hoạch chuyển đổi: chưa ban hành.", await SeenAsync(facts), StringComparison.Ordinal);
        var line = new ConversionLine("lang-son/1", "lang-son", 1, "Kế hoạch", "issued", "12/KH-UBND", new DateOnly(2026, 3, 1));
        facts = facts with
        {
            Plan = new ConversionView
            {
                Line = line, Organisation = ("lang-son", LocalText.Empty), Sections = new Dictionary<string, string>(),
                Stages = [new StageView(1, "Chuẩn bị", new DateOnly(2026, 1, 1), new DateOnly(2026, 10, 31), null), new StageView(2, "Kết nối", new DateOnly(2026, 11, 1), new DateOnly(2027, 3, 31), null)],
            },
        };
        string text = await SeenAsync(facts);
        Assert.Contains("ban hành theo văn bản 12/KH-UBND ngày 01/03/2026. Giai đoạn hiện tại: Kết nối (từ 01/11/2026 đến 31/03/2027).", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chuẩn bị", text, StringComparison.Ordinal);
        Assert.DoesNotContain("khai báo", text, StringComparison.Ordinal);

        var cases = new CaseEditing(room.Tasks.Country.Database, room.States, new PeopleArea(room.Tasks.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Tasks.Country.Clock).Reach, room.Tasks.Country.Clock);
        await cases.DeclareAsync(new DeclarationDraft("lang-son", "WEB-03", "site:langson.gov.vn", "pass", null), TaskRoom.Office);
        await cases.DeclareAsync(new DeclarationDraft("lang-son", "WEB-01", "site:langson.gov.vn", "pass", null), TaskRoom.Office);
        text = await SeenAsync((await room.Desk.Units.FindAsync("lang-son", Now, own: true))!);
        Assert.Contains("khai báo: 2, trong đó 2 khai báo đạt.", text, StringComparison.Ordinal);
        Assert.Contains("đo được khác: 1: WEB-03 (langson.gov.vn).", text, StringComparison.Ordinal);
        Assert.Contains("Khiếu nại đang mở: không có.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("khai báo", await SeenAsync((await room.Desk.Units.FindAsync("lang-son", Now))!), StringComparison.Ordinal);

        async Task<string> SeenAsync(UnitFacts seen) => PaperRoom.Seen(ResultSheet.Write(seen, await room.Desk.Letterheads.ReadAsync(Now, "vi"), "vi"));
    }

    [Fact]
    public async Task Who_must_act_is_named_by_servers_networks_and_the_register()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        DateTimeOffset at = room.Tasks.Country.Clock.Now.AddHours(-3);
        Lookup Address(string name, string address) => new() { Name = name, Type = "AAAA", Addresses = [IPAddress.Parse(address)] };
        Lookup none = new() { Name = "x", Type = "A", Failure = Wire.Failure.DnsNoData };
        var scan = new Scan
        {
            Name = "langson.gov.vn", Kinds = [TargetKind.Site, TargetKind.Zone], StartedAt = at, FinishedAt = at, Context = new ScanContext { Program = "test" }, Vantage = new VantageObservation { Name = "t", CheckedAt = at, Ipv4 = true, Ipv6 = true, Resolver = true },
            Web = new WebObservation { Site = "langson.gov.vn", Hosts = [new HostObservation { Name = "langson.gov.vn", A = none, Aaaa = Address("langson.gov.vn", "2001:db8::1") }] },
            Zone = new ZoneObservation { Zone = "langson.gov.vn", Delegation = new Delegation { Parent = "gov.vn", Names = ["ns1.dns.example.net.", "ns2.dns.example.net.", "ns1.thuathienhue.gov.vn", "a b<script>"] }, ChildNames = ["ns.langson.gov.vn"] },
            Origins = new OriginObservation { Sources = [], Addresses = [new AddressOriginSeen(IPAddress.Parse("2001:db8::1"), 64500, "Example Carrier"), new AddressOriginSeen(IPAddress.Parse("2001:db8::2"), 7552, "not of this site")] },
        };
        var desk = new PaperDesk(room.Tasks.Country.Database, room.States.Seen("langson.gov.vn", "sha256:1"), room.Tasks.Country.Clock, evidence: new KeptEvidence(name => name == "sha256:1" ? scan : throw new InvalidDataException(), _ => null));
        UnitFacts facts = (await desk.Units.FindAsync("lang-son", Now))!;
        string Who(string criterion, string language = "vi") => ResultSheet.Who(PaperTexts.For(language), facts.Repairs.Single(repair => repair.Criterion == criterion));
        Assert.Equal("Đơn vị vận hành máy chủ tên miền: chính đơn vị, example.net, Huế (thuathienhue.gov.vn)", Who("DNS-01"));
        Assert.StartsWith("Nhà đăng ký tên miền; Đơn vị vận hành máy chủ tên miền: chính", Who("DNS-04"), StringComparison.Ordinal);
        Assert.Equal("Đơn vị", Who("MAIL-02"));
        Assert.Equal([new NamedParty(null, "Example Carrier, AS64500")], await ActorsAsync());

        // A network that the office counts with an organisation is that organisation's.
        await new ReturnOffice(room.Tasks.Country.Database, room.Tasks.Country.Clock).HoldAsync("vnpt", "network", "64500", TaskRoom.Office);
        NamedParty named = Assert.Single(await ActorsAsync());
        Assert.Equal(("AS64500", true), (named.Seen, named.Name!.In("vi").Contains("VNPT", StringComparison.Ordinal)));

        // What sheets are written with is remembered, and anew after each change of it: a name, an exemption, the letterhead.
        await new OrganisationCorrections(room.Tasks.Country.Database, TimeProvider.System).CorrectNameAsync("hue", "vi", "Huế mới", Now, new Correction("test", "test"));
        facts = (await desk.Units.FindAsync("lang-son", Now))!;
        Assert.Contains("Huế mới (thuathienhue.gov.vn)", Who("DNS-01"), StringComparison.Ordinal);
        var exemptions = new ExemptionDesk(room.Tasks.Country.Database, TimeProvider.System);
        await exemptions.RecordAsync(new ExemptionDraft(null, "lang-son", null, "DNS-01", "x", "y", null, Now.Date, Now.Date.AddDays(30)), TaskRoom.Office);
        Assert.DoesNotContain((await desk.Units.FindAsync("lang-son", Now))!.Repairs, repair => repair.Criterion == "DNS-01");
        Assert.NotEqual("Ban khác", (await desk.Letterheads.ReadAsync(Now, "vi")).Issuer);
        await desk.Letterheads.RecordAsync(new LetterheadDraft(null, "Ban khác", null, null, null, null, null, null), TaskRoom.Office);
        Assert.Equal("Ban khác", (await desk.Letterheads.ReadAsync(Now, "vi")).Issuer);

        async Task<IReadOnlyList<NamedParty>> ActorsAsync()
        {
            var measured = room.States.Add("site:langson.gov.vn", Checks.Judging.TargetClass.Broken, at += TimeSpan.FromMinutes(1), ("WEB-04", Checks.Judging.Verdict.Fail)).Seen("langson.gov.vn", "sha256:1");
            facts = (await new UnitReader(room.Tasks.Country.Database, measured, evidence: new KeptEvidence(_ => scan, _ => null)).FindAsync("lang-son", Now))!;
            return facts.Repairs.Single(repair => repair.Criterion == "WEB-04").Named[Party.Operator];
        }
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Letters_to_all_34_provinces_are_one_archive_each_valid_and_addressed(DatabaseKind kind)
    {
        using PaperRoom room = await PaperRoom.OpenAsync(kind);
        await room.Desk.Letterheads.RecordAsync(new LetterheadDraft(null, "Ban Công tác IPv6", "BCT", "Hà Nội", null, "TRƯỞNG BAN", null, "Như trên;\n- VNNIC;\nLưu: VT, VPTT."), TaskRoom.Office);
        string[] provinces = [.. (await room.Desk.Units.ReadAsync(new Programme.Organisations.OrganisationFilter { Kinds = ["province"] }, [], Now)).Select(unit => unit.Unit.Slug)];
        Assert.Equal(34, provinces.Length);
        byte[] zip = await room.Desk.Letters.WriteAsync(provinces, new DateOnly(2026, 12, 20), Now, "vi", TaskRoom.Office);
        using var archive = new ZipArchive(new MemoryStream(zip));
        Assert.Equal(35, archive.Entries.Count);
        Assert.All(archive.Entries.Where(entry => entry.Name.EndsWith(".docx", StringComparison.Ordinal)), entry => Assert.Contains("Kính gửi: Ủy ban nhân dân", PaperRoom.Read(Bytes(entry)), StringComparison.Ordinal));
        string langSon = PaperRoom.Read(Bytes(archive.Entries.Single(entry => entry.Name.EndsWith("-lang-son.docx", StringComparison.Ordinal))));
        Assert.Contains("Tiêu chí đơn vị khai báo: chưa có.", langSon, StringComparison.Ordinal);
        foreach (string said in new[] { "V/v đôn đốc thực hiện chuyển đổi IPv6", "Ủy ban nhân dân tỉnh Lạng Sơn", "1 dịch vụ còn lỗi, 1 dịch vụ đã công bố IPv6 nhưng không dùng được, 1 dịch vụ chưa có IPv6", "trước ngày 20/12/2026", "PHỤ LỤC. PHIẾU KẾT QUẢ CỦA LẠNG SƠN", "(Kèm theo Công văn số        /BCT ngày".Replace("        ", " ", StringComparison.Ordinal), "kèm theo./.", "Nơi nhận: - Như trên; - VNNIC; - Lưu: VT, VPTT. " })
        {
            Assert.Contains(said, langSon, StringComparison.Ordinal);
        }

        Assert.Contains("Ủy ban nhân dân thành phố Huế", PaperRoom.Read(Bytes(archive.Entries.Single(entry => entry.Name.EndsWith("-hue.docx", StringComparison.Ordinal)))), StringComparison.Ordinal);
        string list = Encoding.UTF8.GetString(Bytes(archive.GetEntry("danh-sach.csv")!));
        Assert.Equal(36, list.Split("\r\n").Length);
        Assert.Contains("\"Lạng Sơn\";4;0", list, StringComparison.Ordinal);
        AuditEntry entry = Assert.Single(await new AuditLog(room.Tasks.Country.Database, room.Tasks.Country.Clock).ListAsync(new AuditFilter { Subject = "letters:2026-11-22" }));
        Assert.Contains("lang-son", entry.After!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sheet_with_long_names_and_many_faults_says_less_and_stays_one_page()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        UnitFacts facts = (await room.Desk.Units.FindAsync("lang-son", Now))!;
        Repair repair = facts.Repairs[0];
        const string Name = "trungtamphucvuhanhchinhcong.langson.gov.vn";
        UnitFacts many = facts with
        {
            Targets = [.. Enumerable.Repeat(facts.Targets[0] with { Target = facts.Targets[0].Target with { Domain = Name } }, 30)],
            Repairs = [.. Enumerable.Repeat(repair with { Names = [Name, Name, Name, Name] }, 20)],
        };
        foreach (string language in new[] { "vi", "en" })
        {
            PaperTable[] few = Tables(facts, language), rest = Tables(many, language);
            Assert.Equal(facts.Repairs.Count, few[^1].Rows.Count);
            Assert.Equal((3, 2), (rest[^1].Rows.Count, rest[^2].Rows.Count));
        }

        string seen = PaperRoom.Seen(ResultSheet.Write(many, await room.Desk.Letterheads.ReadAsync(Now, "vi"), "vi"));
        Assert.Contains("Và 17 việc khác", seen, StringComparison.Ordinal);
        Assert.Contains("Và 28 đối tượng khác", seen, StringComparison.Ordinal);

        static PaperTable[] Tables(UnitFacts of, string language) => [.. ResultSheet.Write(of, new Letterhead { Issuer = "Ban" }, language).Blocks.OfType<PaperTable>()];
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_with_its_reason()
    {
        using PaperRoom room = await PaperRoom.OpenAsync(DatabaseKind.Sqlite);
        var later = new DateOnly(2026, 12, 20);
        async Task RefusedAsync(string word, string[] units, DateOnly deadline, Programme.People.Viewer who) =>
            Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Letters.WriteAsync(units, deadline, Now, "vi", who))).Word);
        await RefusedAsync("not-allowed", ["hue"], later, TaskRoom.Reviewer);
        await RefusedAsync("letters-units", [], later, TaskRoom.Office);
        await RefusedAsync("letters-units", [.. Enumerable.Range(0, 201).Select(i => "u" + i)], later, TaskRoom.Office);
        await RefusedAsync("letters-deadline", ["hue"], PaperRoom.Today, TaskRoom.Office);
        await RefusedAsync("organisation-none", ["hue", "../../etc/passwd"], later, TaskRoom.Office);
    }

    [Fact]
    public void Every_criterion_that_is_measured_has_somebody_who_must_act() =>
        Assert.All(CheckCatalog.All.Select(check => check.Id), id => Assert.NotEmpty(Parties.Of(id)));

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
