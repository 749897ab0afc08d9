using System.Text;
using Sextant.Programme.Audit;
using Sextant.Programme.Imports;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports;

/// <summary>Domains of organisations come in whole or not at all, and go out again as they were.</summary>
public sealed class DomainTableTests
{
    private const string Good = "Đơn vị;Đo về;Tên miền;Vai trò;Từ ngày\nhue;trang web;baohue.vn;dịch vụ khác;01/01/2026\nTỈNH LẠNG SƠN;thư điện tử;mail.langson.vn;;\nlang-son;trang web;langson.gov.vn;dịch vụ khác;\n";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_table_is_staged_applied_and_undone_and_leaves_its_trail(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        List<string> before = await BothAsync(room);
        Assert.Contains("site:langson.gov.vn portal ~", before);
        ImportOutcome staged = await room.StageAsync(DomainTable.Id, Good.Replace("TỈNH LẠNG SƠN", "Lạng Sơn", StringComparison.Ordinal), Office);
        Assert.True(staged.Faults.None, ImportRoom.Said(staged.Faults));
        Assert.Equal("2026-11-22", staged.Key);
        Assert.Equal(before, await BothAsync(room));

        await room.Desk.ApplyAsync(staged.Key!, Office);
        Assert.Contains("site:baohue.vn service 2026-01-01~", await room.TargetsAsync("hue"));
        Assert.DoesNotContain(await room.TargetsAsync("hue", "2025-12-31"), line => line.StartsWith("site:baohue.vn", StringComparison.Ordinal));
        Assert.Contains("mail:mail.langson.vn service ~", await room.TargetsAsync("lang-son"));
        Assert.Contains("site:langson.gov.vn service ~", await room.TargetsAsync("lang-son"));
        ImportView applied = (await room.Store.FindAsync(staged.Key!, Office))!;
        Assert.Equal(("applied", (2, 1, 0), "lan", 64, 3), (applied.State, applied.Counts, applied.By, applied.Sha256.Length, applied.Lines.Count));

        await RefusedAsync("import-state", () => room.Desk.ApplyAsync(staged.Key!, Office));
        await RefusedAsync("reason", () => room.Desk.UndoAsync(staged.Key!, " ", Office));
        await room.Desk.UndoAsync(staged.Key!, "nhầm tệp", Office);
        Assert.Equal(before, await BothAsync(room));
        ImportView undone = (await room.Store.FindAsync(staged.Key!, Office))!;
        Assert.Equal(["staged person:lan ", "applied person:lan ", "undone person:lan nhầm tệp"], undone.Steps.Select(step => $"{step.State} {step.Who} {step.Reason}"));
        AuditReport audit = await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync();
        Assert.True(audit.Whole);

        // What was undone can be brought in again, and what was brought in stands as it was when nothing was done.
        await room.BringInAsync(DomainTable.Id, Good.Replace("TỈNH LẠNG SƠN", "Lạng Sơn", StringComparison.Ordinal), Office);
        Assert.Contains("site:baohue.vn service 2026-01-01~", await room.TargetsAsync("hue"));
        ImportOutcome again = await room.StageAsync(DomainTable.Id, Good.Replace("TỈNH LẠNG SƠN", "Lạng Sơn", StringComparison.Ordinal), Office);
        Assert.Equal((0, 0, 3), (await room.Store.FindAsync(again.Key!, Office))!.Counts);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task All_faults_are_told_at_once_and_nothing_comes_in(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        const string Faulty = "organisation,target-kind,domain,target-role,from,until\n"
            + "nobody,site,a.vn,,,\nhue,blog,-x-.vn,,31/11/2026,\nhue,site,b.vn,,2026-02-01,2026-01-01\nhue,site,langson.gov.vn,,,\nhue,site,c.vn,,,\nhue,site,C.vn.,,,\nlang-son,site,langson.gov.vn,,2020-01-01,\n,site,d.vn,,,\nhue,site,good.vn,,,\n";
        ImportOutcome refused = await room.StageAsync(DomainTable.Id, Faulty, Office);
        Assert.Null(refused.Key);
        Assert.Equal("2A organisation-none | 3B word | 3C host | 3E day | 4F until-before-from | 5C target-taken | 7 row-twice | 8E target-since | 9A empty", ImportRoom.Said(refused.Faults));
        Assert.Equal("Dòng 5, cột C (Tên miền): lang-son đang có tên miền này trong một số ngày đó; hãy kết thúc trước.", Sentence(refused.Faults.List[5], "vi"));
        Assert.DoesNotContain(await room.TargetsAsync("hue"), line => line.Contains("good.vn", StringComparison.Ordinal));
        Assert.Equal(0, (await room.Store.PageAsync(Office, 1, 50)).Count);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_was_changed_since_is_not_undone_but_named(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string key = await room.BringInAsync(DomainTable.Id, "organisation,target-kind,domain,from\nhue,site,a.vn,2026-01-01\nhue,site,b.vn,2026-01-01\n", Office);
        await new OrganisationCorrections(room.Country.Database, room.Country.Clock).ChangeDomainAsync("hue", "b.vn", "b2.vn", Day("2026-06-01"), new Correction("an", "đổi tên miền"));
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(key, "nhầm", Office));
        Assert.Equal(("import-changed", 1, "3 (hue/site:b.vn/2026-01-01)"), (refused.Word, refused.Parameters[0], refused.Parameters[1]));
        Assert.Contains("site:a.vn service 2026-01-01~", await room.TargetsAsync("hue"));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Between_staging_and_applying_the_register_may_change(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        ImportOutcome staged = await room.StageAsync(DomainTable.Id, "organisation,target-kind,domain\nhue,site,a.vn\nhue,site,b.vn\n", Office);
        await new OrganisationCorrections(room.Country.Database, room.Country.Clock).AddTargetAsync("lang-son", "site", "b.vn", "service", null, new Correction("an", "mới"));
        ImportOutcome applied = await room.Desk.ApplyAsync(staged.Key!, Office);
        Assert.Equal("3C target-taken", ImportRoom.Said(applied.Faults));
        Assert.DoesNotContain(await room.TargetsAsync("hue"), line => line.Contains("a.vn", StringComparison.Ordinal));
        await room.Desk.DropAsync(staged.Key!, Office);
        await RefusedAsync("import-state", () => room.Desk.ApplyAsync(staged.Key!, Office));
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_nobody_piles_tables_up()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        Viewer engineer = With("ky", Role.MeasurementEngineer);
        await RefusedAsync("not-allowed", () => room.StageAsync(DomainTable.Id, Good, Stranger));
        await RefusedAsync("not-allowed", () => room.StageAsync(DomainTable.Id, Good, Reviewer));
        await RefusedAsync("import-form", () => room.StageAsync("nothing", Good, Office));
        await RefusedAsync("import-form", () => room.StageAsync(DomainTable.Id, Good, Office, scope: "x"));
        string first = (await room.StageAsync(DomainTable.Id, "organisation,target-kind,domain\nhue,site,a0.vn\n", engineer)).Key!;
        for (int i = 1; i < ImportDesk.MostStaged; i++)
        {
            await room.StageAsync(DomainTable.Id, $"organisation,target-kind,domain\nhue,site,a{i}.vn\n", engineer);
        }

        await RefusedAsync("import-many", () => room.StageAsync(DomainTable.Id, "organisation,target-kind,domain\nhue,site,x.vn\n", engineer));
        await RefusedAsync("not-allowed", () => room.Desk.ApplyAsync(first, Reviewer));
        Assert.Null(await room.Store.FindAsync(first, Reviewer));
        Assert.Equal(5, (await room.Store.PageAsync(Office, 1, 50)).Count);

        // After a week what was left lying is dropped, and its file is gone.
        room.Country.Clock.Now = room.Country.Clock.Now.AddDays(8);
        Assert.NotNull((await room.StageAsync(DomainTable.Id, "organisation,target-kind,domain\nhue,site,x.vn\n", engineer)).Key);
        Assert.Equal("dropped", (await room.Store.FindAsync(first, engineer))!.State);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_is_given_out_comes_back_unchanged(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        int targets = (await new TargetStore(room.Country.Database).ListAsync(new OrganisationFilter(), VietNam.On("2026-11-22"))).Count;
        Assert.True(targets > 80);
        await room.ComesBackAsync(DomainTable.Id, targets, Office);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, 10_000)]
    [InlineData(DatabaseKind.PostgreSql, 2_000)]
    public async Task Ten_thousand_rows_come_in_and_go_again(DatabaseKind kind, int count)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var text = new StringBuilder("organisation;target-kind;domain;from\n");
        Enumerable.Range(0, count).ToList().ForEach(i => text.Append($"hue;site;n{i}.example.vn;2026-01-01\n"));
        string key = await room.BringInAsync(DomainTable.Id, text.ToString(), Office);
        Assert.Equal(count, (await room.TargetsAsync("hue")).Count(line => line.Contains(".example.vn", StringComparison.Ordinal)));
        await room.Desk.UndoAsync(key, "thử", Office);
        Assert.DoesNotContain(await room.TargetsAsync("hue"), line => line.Contains(".example.vn", StringComparison.Ordinal));
    }

    private static async Task<List<string>> BothAsync(ImportRoom room) => [.. await room.TargetsAsync("hue"), .. await room.TargetsAsync("lang-son")];

    private static string Sentence(TableFault fault, string language) => $"{TableTexts.For(language).Place(fault)}: {TableTexts.For(language).Of(fault)}";

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
