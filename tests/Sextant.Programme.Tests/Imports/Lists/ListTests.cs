using System.Globalization;
using System.Text;
using Sextant.Programme.Documents;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;
using Sextant.Programme.Training;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports.Lists;

/// <summary>Every list goes out as a table that a reader of tables reads, to whom its page shows it, and nothing of it is run.</summary>
public sealed class ListTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Every_list_is_read_back_row_by_row_in_both_languages(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        int rows = 0;
        foreach (IListTable list in ListCatalog.All.Where(list => !list.HasScope))
        {
            foreach ((string type, string language) in new[] { ("xlsx", "vi"), ("csv", "en") })
            {
                WrittenTable written = (await room.Lists.OfAsync(list.Table.Id, new ListAsk(Office, VietNam.On("2026-11-22"), language)))!;
                Assert.All(written.Rows, row => Assert.Equal(list.Table.Columns.Count, row.Count));
                var faults = new TableFaults();
                TableFile file = written.As(type, "x", language);
                Table? read = TableReader.Read(list.Table, file.Name, file.Content, faults);
                Assert.Equal(written.Rows.Count == 0 ? "0 no-rows" : "", string.Join(' ', faults.List.Select(fault => $"{fault.Row} {fault.Word}")));
                Assert.Equal(written.Rows.Count, read!.Rows.Count);
                rows += written.Rows.Count;
            }
        }

        Assert.True(rows > 500, $"{rows}");
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Every_list_is_narrowed_by_all_that_it_says_and_by_nothing_else(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        int narrowed = 0;
        foreach (IListTable list in ListCatalog.All.Where(list => !list.HasScope))
        {
            HashSet<string> all = [.. await LinesAsync(list)];
            foreach (ListFilter filter in ListFilters.Of(list))
            {
                bool flag = filter.Words is ["true", "false"];
                string none = filter.Number?.Most.ToString(CultureInfo.InvariantCulture) ?? filter.Words?[0] ?? "no-such-thing";
                IReadOnlyList<string> some = await LinesAsync(list, (filter.Name, none));
                Assert.True(filter.Name == "ended" || (filter.Words is null || flag ? some.Count == 0 : all.IsSupersetOf(some)), $"{list.Table.Id} {filter.Name}={none}: {some.Count}");
                Assert.Equal("list-filter", (await Assert.ThrowsAsync<RefusedException>(() => LinesAsync(list, (filter.Name, filter.Words is null ? "" : "no-such-thing")))).Word);
                narrowed++;
            }

            Assert.Equal("list-filter", (await Assert.ThrowsAsync<RefusedException>(() => LinesAsync(list, ("serach", "x")))).Word);
        }

        Assert.True(narrowed > 40, $"{narrowed}");

        // What is closed parts a list: each row is in one part.
        foreach ((string list, string filter) in new[] { ("documents", "state"), ("tasks", "progress"), ("suggestions", "state") })
        {
            IListTable whole = ListCatalog.Of(list)!;
            var parts = new List<string>();
            foreach (string word in ListFilters.Of(whole).Single(one => one.Name == filter).Words!)
            {
                parts.AddRange(await LinesAsync(whole, (filter, word)));
            }

            Assert.Equal((await LinesAsync(whole)).Order(StringComparer.Ordinal), parts.Order(StringComparer.Ordinal));
        }

        Assert.All(await LinesAsync(ListCatalog.Of("organisation-domains")!, ("organisation", "hue")), line => Assert.StartsWith("hue|", line, StringComparison.Ordinal));
        Assert.Contains("38/QĐ-BTTTT", Assert.Single(await LinesAsync(ListCatalog.Of("documents")!, ("search", "38 qd btttt"), ("year", "2021"))), StringComparison.Ordinal);
        Assert.Empty(await LinesAsync(ListCatalog.Of("organisations")!, ("state", "ready")));
        Assert.NotEmpty(await LinesAsync(ListCatalog.Of("organisations")!, ("state", "nothing"), ("service", "mail")));

        async Task<IReadOnlyList<string>> LinesAsync(IListTable list, params (string Name, string Value)[] chosen) =>
        [
            .. (await room.Lists.OfAsync(list.Table.Id, new ListAsk(Office, VietNam.On("2026-11-22"), "vi") { Chosen = chosen.ToDictionary(one => one.Name, one => one.Value) }))!
                .Rows.Select(row => string.Join('|', row)),
        ];
    }

    [Fact]
    public void Headings_of_a_table_are_told_apart_and_every_word_is_worded()
    {
        TableForm[] forms = [.. ImportCatalog.All.Select(form => form.Table), .. ListCatalog.All.Select(list => list.Table)];
        foreach (TableTexts texts in (TableTexts[])[TableTexts.For("vi"), TableTexts.For("en")])
        {
            foreach (TableForm form in forms)
            {
                Assert.All(form.Columns, column => Assert.NotEqual("column." + column.Id, texts["column." + column.Id]));
                Assert.All(form.Columns, column => Assert.Equal([column.Id], form.Columns.Where(other => TableTexts.Names("column." + other.Id, texts["column." + column.Id])).Select(other => other.Id)));
                Assert.NotEqual("form." + form.Id, texts["form." + form.Id]);
            }
        }
    }

    [Fact]
    public async Task Each_list_goes_only_to_whom_its_page_shows_it()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        Viewer hue = With("hoa", Role.FocalPoint, "hue");
        string[] open = [.. ListCatalog.All.Where(list => list.ReadRight == Right.ReadPublished).Select(list => list.Table.Id)];
        Assert.Equal(["suggestions", "draft-comments", "conversion-systems", "declarations", "cases", "returns-operator", "returns-registrar", "returns-data-centre", "returns-roadmap", "returns-support", "return-board", "holdings", "enrolments", "unit-enrolments", "learners", "event-registrations", "people"], ListCatalog.All.Select(list => list.Table.Id).Except(open));
        foreach (string closed in ListCatalog.All.Select(list => list.Table.Id).Except(open))
        {
            string? scope = ListCatalog.Of(closed)!.HasScope ? "x" : null;
            Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => AskAsync(closed, Stranger, scope))).Word);
        }

        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => AskAsync("learners", hue, null))).Word);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => AskAsync("people", hue, null))).Word);
        Assert.NotNull(await AskAsync("cases", hue, null));
        Assert.Null(await AskAsync("draft-comments", Office, "no-draft"));
        Assert.Null(await AskAsync("plan-tasks", Office, null));
        Assert.Null(await AskAsync("documents", Office, "x"));
        Assert.Null(await AskAsync("nothing", Office, null));

        // An empty form says nothing of anything: everybody may have it.
        WrittenTable blank = (await room.Lists.OfAsync("conversion-systems", new ListAsk(Stranger, VietNam.On("2026-11-22"), "vi") { Blank = true }))!;
        Assert.Empty(blank.Rows);

        Task<WrittenTable?> AskAsync(string list, Viewer viewer, string? scope) => room.Lists.OfAsync(list, new ListAsk(viewer, VietNam.On("2026-11-22"), "vi", scope));
    }

    [Fact]
    public async Task Tasks_go_out_with_how_they_stand_and_commands_as_texts()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        var plans = new PlanEditing(room.Country.Database, room.Country.Clock);
        string plan = await plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch 2026"), Office);
        await room.BringInAsync(TaskTable.Id, "task-text,work-group,lead,due\n=cmd|' /C calc'!A0,1,hue,2026-11-01\n", Office, plan);

        // Of a draft nothing is late; of an issued plan it is.
        Assert.Contains(";chưa có báo cáo;", await room.TextAsync(TaskTable.Id, Office, plan), StringComparison.Ordinal);
        Assert.Contains(";'=cmd|' /C calc'!A0;", await room.TextAsync(TaskTable.Id, Office, plan), StringComparison.Ordinal);

        // Nobody else sees tasks of a draft, in whichever list.
        Assert.Null(await room.Lists.OfAsync(TaskTable.Id, new ListAsk(Stranger, VietNam.On("2026-11-22"), "vi", plan)));
        Assert.DoesNotContain("cmd|", await room.TextAsync("tasks", Office), StringComparison.Ordinal);
        await plans.StepAsync(plan, PlanStep.Submit, Office);
        await plans.StepAsync(plan, PlanStep.Approve, Reviewer);
        await plans.StepAsync(plan, PlanStep.Issue, Office, decision: "38-qd-btttt");
        Assert.Contains($"{plan}/1;{plan};;1;'=cmd|' /C calc'!A0;hue;Huế;;2026-11-01;ngày;;quá hạn;;21;;", await room.TextAsync("tasks", Stranger), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experts_stand_in_their_list_while_they_agree_and_learners_while_they_are_known()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        var training = new TrainingArea(room.Country.Database, room.Reach, room.Country.Clock);
        Viewer trainer = With("tam", Role.Trainer);
        string course = await training.Courses.RecordAsync(new CourseDraft(null, "IPv6", "basic"), trainer);
        await training.Courses.PutSessionAsync(course, new SessionDraft { Starts = Day("2026-11-10"), Mode = "place", State = "held" }, trainer);
        await room.BringInAsync(EnrolmentTable.Id, "full-name,organisation,email,job\nNguyễn Văn An,hue,an@hue.gov.vn,=1+1\nTrần Thị Bình,hue,binh@hue.gov.vn,\n", trainer, course + "/1");
        Assert.Contains("Nguyễn Văn An;hue;;an@hue.gov.vn;;'=1+1", await room.TextAsync("learners", trainer), StringComparison.Ordinal);
        string an = (await training.Learners.SearchAsync("an@hue.gov.vn", VietNam.On("2026-11-22"))).Lines[0].Key;
        await training.Experts.ProposeAsync(an, new ExpertDraft("Nguyễn Văn An", "định tuyến", "Huế", null), trainer);
        Assert.DoesNotContain("Nguyễn Văn An", await room.TextAsync("experts", Stranger), StringComparison.Ordinal);
        await training.Experts.AgreedAsync(an, "phiếu 1", trainer);
        Assert.Contains("Nguyễn Văn An;định tuyến;Huế;", await room.TextAsync("experts", Stranger), StringComparison.Ordinal);
        await training.Experts.WithdrawnAsync(an, trainer);
        Assert.DoesNotContain("Nguyễn Văn An", await room.TextAsync("experts", Stranger), StringComparison.Ordinal);
        await training.People.EraseAsync(an, "yêu cầu", trainer);
        string left = await room.TextAsync("learners", trainer);
        Assert.DoesNotContain("an@hue.gov.vn", left, StringComparison.Ordinal);
        Assert.Contains("binh@hue.gov.vn", left, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Documents_go_out_with_words_articles_and_what_they_oblige_to(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string document = "38-qd-btttt";
        var editing = new DocumentEditing(room.Country.Database, new DocumentVault("/nowhere"), room.Country.Clock);
        int article = await editing.PutArticleAsync(document, new ArticleDraft("Điều 1a", "Phạm vi", "=Phê duyệt chương trình"), Office.Actor, null);
        await editing.PutObligationAsync(document, new ObligationDraft("Ban hành kế hoạch", article, "hue", null, Day("2026-12-31")), Office.Actor, null);
        Assert.Contains(";Điều 1a;Phạm vi;'=Phê duyệt chương trình", await room.TextAsync("document-articles", Stranger), StringComparison.Ordinal);
        Assert.Contains(";Ban hành kế hoạch;Điều 1a;hue;Huế;;2026-12-31;", await room.TextAsync("document-obligations", Stranger), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Returns_go_out_to_whom_they_belong_and_with_a_quarter_as_a_form_that_comes_back()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        var office = new ReturnOffice(room.Country.Database, room.Country.Clock);
        await office.AskAsync("registrar", "2026-Q3", Day("2026-10-20"), Office);
        await office.OweAsync("vnpt", "registrar", Day("2026-01-01"), Office);
        await office.OweAsync("viettel", "registrar", Day("2026-01-01"), Office);
        await office.HoldAsync("vnpt", "network", "AS45899", Office);
        Assert.Equal(1, Lines(await room.TextAsync("returns-registrar", Office)));
        const string Row = "organisation,period,domains,domains-ipv6-site,domains-ipv6-dns,dns-servers,dns-servers-ipv6\nvnpt,2026-Q3,100,10,20,4,2\n";
        await room.BringInAsync("returns-registrar", Row, Office);
        await room.ComesBackAsync("returns-registrar", 6, Office);
        Assert.Contains("vnpt;VNPT;2026-Q3;bản nháp;100;10;20;4;2", await room.TextAsync("returns-registrar", Office), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("vnpt", await room.TextAsync("returns-registrar", With("an", Role.FocalPoint, "viettel")), StringComparison.Ordinal);
        WrittenTable form = (await room.Lists.OfAsync("returns-registrar", new ListAsk(Office, VietNam.On("2026-11-22"), "vi") { Chosen = new Dictionary<string, string> { ["period"] = "2026-Q3" } }))!;
        Assert.Equal(["viettel", "vnpt"], form.Rows.Select(row => row[0]));
        Assert.Contains(";viettel;", await room.TextAsync("return-board", Office), StringComparison.Ordinal);
        Assert.Contains(";chưa lập;;;33", await room.TextAsync("return-board", Office), StringComparison.Ordinal);
        Assert.Contains("mạng;", await room.TextAsync("holdings", Office), StringComparison.Ordinal);

        static int Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
