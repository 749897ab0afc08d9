using System.Text;
using Sextant.Programme.Conversions;
using Sextant.Programme.Documents;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Imports.Papers;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports.Papers;

/// <summary>Stages and systems of a conversion plan come in by its own unit alone, while it is open, and go back to what stood there.</summary>
public sealed class ConversionTableTests
{
    private const string Systems = "Tên hệ thống;Lớp;Hiện trạng;Khả năng hỗ trợ IPv6;Giai đoạn;Ghi chú\r\n";
    private static readonly Viewer Hue = With("hoa", Role.FocalPoint, "hue");
    private static readonly Viewer LangSon = With("an", Role.FocalPoint, "lang-son");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_inventory_is_replaced_by_a_table_or_not_at_all_and_comes_back(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        ConversionEditing editing = Editing(room);
        string plan = await editing.BeginAsync("hue", "Kế hoạch", Hue);
        string stages = await room.BringInAsync(StageTable.Id, "Nội dung giai đoạn;Bắt đầu;Kết thúc;Sản phẩm\nChuẩn bị;01/01/2026;31/12/2026;báo cáo\n", Hue, plan);
        foreach (string name in (string[])["Cũ", "Cũ hơn", "Cũ nhất"])
        {
            await editing.PutSystemAsync(plan, new SystemDraft(name, "lan", "dual", "ready", null, null), Hue);
        }

        ImportOutcome wrong = await room.StageAsync(SystemTable.Id, Systems + ";dns;Chỉ IPv4;Sẵn sàng;1;\r\nThư;thu dien tu;IPv5;;7;x\r\nMột;;hai;;;\r\nDài " + new string('x', 501) + ";LAN;;;;\r\n", Hue, plan);
        Assert.Equal("2A empty | 3C word | 3E system-stage | 4B empty | 4C word | 5A text-long | 5B word", ImportRoom.Said(wrong.Faults));
        Assert.Equal("0 no-rows", ImportRoom.Said((await room.StageAsync(SystemTable.Id, Systems, Hue, plan)).Faults));
        Assert.Equal(3, (await FindAsync(room, plan)).Systems.Count);

        string key = await room.BringInAsync(SystemTable.Id, "\uFEFF" + Systems + "\"'=HYPERLINK(\"\"http://x\"\")\";Thu dien tu;chi ipv4;can nang cap;1;\r\nDNS;dns;;;;hai thứ", Hue, plan);
        ConversionView view = await FindAsync(room, plan);
        Assert.Equal([("=HYPERLINK(\"http://x\")", "mail", "ipv4-only", "upgrade", (int?)1), ("DNS", "dns", "unknown", "unknown", null)], view.Systems.Select(one => (one.Name, one.Layer, one.Stack, one.Capability, one.Stage)));
        Assert.Contains(ConversionGaps.Of(view), gap => gap is { Word: "stack", Subject: "DNS" });
        Assert.Contains("\"'=HYPERLINK(", Encoding.UTF8.GetString((await room.GiveAsync(SystemTable.Id, Hue, scope: plan)).Content), StringComparison.Ordinal);
        await room.ComesBackAsync(SystemTable.Id, 2, Hue, plan);
        await room.ComesBackAsync(StageTable.Id, 1, Hue, plan);
        await room.Desk.UndoAsync(key, "nhầm tệp", Hue);
        Assert.Equal(["Cũ", "Cũ hơn", "Cũ nhất"], (await FindAsync(room, plan)).Systems.Select(one => one.Name));

        // A stage in which a system is to be converted goes neither by itself nor with its import.
        await editing.PutSystemAsync(plan, new SystemDraft("Cũ", "lan", "ipv4-only", "ready", 1, null, 1), Hue);
        await RefusedAsync("conversion-stage-named", () => editing.RemoveAsync(plan, "stage", 1, Hue));
        await RefusedAsync("conversion-stage-named", () => room.Desk.UndoAsync(stages, "nhầm", Hue));
        Assert.Single((await FindAsync(room, plan)).Stages);
        await editing.PutSystemAsync(plan, new SystemDraft("Cũ", "lan", "ipv4-only", "ready", null, null, 1), Hue);

        // Once the plan is handed in nothing goes back either.
        await room.Desk.UndoAsync(stages, "nhầm", Hue);
        Assert.Empty((await FindAsync(room, plan)).Stages);
    }

    [Fact]
    public async Task A_unit_writes_its_own_plan_while_it_is_open_and_nobody_else_reads_the_inventory()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        ConversionEditing editing = Editing(room);
        string plan = await editing.BeginAsync("hue", "Kế hoạch", Hue);
        const string One = "system-name,system-layer\nx,dns\n";
        await RefusedAsync("not-allowed", () => room.StageAsync(SystemTable.Id, One, LangSon, plan));
        await RefusedAsync("conversion-none", () => room.StageAsync(SystemTable.Id, One, Hue, "hue/7"));
        await RefusedAsync("import-form", () => room.StageAsync(SystemTable.Id, One, Hue));
        await RefusedAsync("not-allowed", () => room.GiveAsync(SystemTable.Id, LangSon, scope: plan));
        await RefusedAsync("not-allowed", () => room.GiveAsync(StageTable.Id, LangSon, scope: plan));
        Assert.DoesNotContain("Kế hoạch", await room.TextAsync("conversion-plans", LangSon), StringComparison.Ordinal);
        Assert.Contains("hue;Huế;1;Kế hoạch;dự thảo;;", await room.TextAsync("conversion-plans", Hue), StringComparison.Ordinal);
        ImportOutcome wrong = await room.StageAsync(StageTable.Id, "stage-number,stage-title,stage-starts,stage-ends\n4,x,2026-01-01,2026-02-01\n,,1999-01-01,1998-01-01\n", Hue, plan);
        Assert.Equal("2A stage-number | 3B empty | 3C stage-days | 3D until-before-from", ImportRoom.Said(wrong.Faults));

        string key = await room.BringInAsync(SystemTable.Id, One, Hue, plan);
        await editing.RecordAsync(plan, new ConversionDraft { Title = "Kế hoạch", Sections = ConversionWords.Sections.ToDictionary(section => section, string? (section) => section), NotHad = [.. ConversionWords.Layers.Where(layer => layer != "dns")] }, Hue);
        await editing.PutStageAsync(plan, new StageDraft("Một", Day("2026-01-01"), Day("2026-12-31"), null), Hue);
        await editing.PutSystemAsync(plan, new SystemDraft("y", "dns", "dual", "ready", 1, null), Hue);
        await editing.RemoveAsync(plan, "system", 1, Hue);
        await editing.StepAsync(plan, ConversionStep.Submit, Hue);
        await RefusedAsync("conversion-closed", () => room.StageAsync(SystemTable.Id, One, Hue, plan));
        await RefusedAsync("conversion-closed", () => room.Desk.UndoAsync(key, "nhầm", Hue));
        Assert.NotNull(await room.Lists.OfAsync(SystemTable.Id, new ListAsk(Reviewer, VietNam.On("2026-11-22"), "vi", plan)));
    }

    private static ConversionEditing Editing(ImportRoom room) => new(room.Country.Database, room.Reach, new DocumentVault("/nowhere"), room.Country.Clock);

    private static async Task<ConversionView> FindAsync(ImportRoom room, string plan) => (await new ConversionStore(room.Country.Database).FindAsync(plan, VietNam.On("2026-11-22")))!;

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
