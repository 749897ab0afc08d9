using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Imports;

/// <summary>A plan's tasks come in from a table, and go out to one.</summary>
public sealed class TaskTableTests
{
    private const string Rows = "Số thứ tự;Nhiệm vụ;Nhóm nội dung;Đơn vị chủ trì;Chủ trì (bằng lời);Đơn vị phối hợp;Phối hợp (bằng lời);Thời hạn;Thời hạn tính theo;Sản phẩm\n"
        + ";Chuyển đổi cổng;4;hue;;vnpt; viettel;Các ISP;05/05/2027;quý;\"Báo cáo\n2 bản\"\n";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Tasks_come_in_are_rewritten_and_come_back_as_they_were(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var plans = new PlanEditing(room.Country.Database, room.Country.Clock);
        string plan = await plans.RecordAsync(new PlanDraft(null, 2027, "Kế hoạch 2027"), Office);
        string first = await room.BringInAsync(TaskTable.Id, Rows.Replace("vnpt; viettel", "\"vnpt; viettel\"", StringComparison.Ordinal), Office, plan);
        TaskView task = Assert.Single(await TasksAsync(room, plan));
        Assert.Equal((1, "hue", Day("2027-06-30"), "quarter", "Báo cáo\n2 bản"), (task.Number, task.Lead!.Slug, task.Due, task.DueBy, task.Product));
        Assert.Equal(["vnpt", "viettel", null], task.With.Select(unit => unit.Slug));

        string second = await room.BringInAsync(TaskTable.Id, "task-number,task-text,work-group,lead,lead-text,with,due\n1,Việc khác,3,,Các sở,,2027-01-01\n,Việc hai,1,vnnic,,vnpt,2027-01-01\n", Office, plan);
        Assert.Equal(["1 Việc khác ", "2 Việc hai vnpt"], (await TasksAsync(room, plan)).Select(one => $"{one.Number} {one.Text} {string.Join(',', one.With.Select(unit => unit.Slug))}"));

        // The first import cannot go before the second has gone: it wrote the same task.
        Assert.Equal("import-changed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.UndoAsync(first, "nhầm", Office))).Word);
        await room.Desk.UndoAsync(second, "nhầm", Office);
        TaskView back = Assert.Single(await TasksAsync(room, plan));
        Assert.Equal(("Chuyển đổi cổng", 3), (back.Text, back.With.Count));
        foreach (string language in (string[])["vi", "en"])
        {
            TableFile file = new TaskTable().Of([back], language).As("csv", "tasks", language);
            ImportOutcome staged = await room.Desk.StageAsync(new ImportUpload(TaskTable.Id, plan, file.Name, file.Content), Office);
            Assert.Equal((0, 0, 4), (await room.Store.FindAsync(staged.Key!, Office))!.Counts);
        }

        // Once the plan is handed in, neither comes anything in nor does anything go.
        await plans.StepAsync(plan, PlanStep.Submit, Office);
        Assert.Equal("plan-closed", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(TaskTable.Id, Rows, Office, plan))).Word);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Units_are_those_of_the_plans_year_whatever_they_are_today(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        var plans = new PlanEditing(room.Country.Database, room.Country.Clock);
        const string Of = "task-text,work-group,lead,with,due\nMở cổng,4,{0},vnpt,{1}-12-01\n";

        // Bắc Giang was there in the first half of 2025; in a plan of 2026 it is not, and what it became is named.
        string earlier = await plans.RecordAsync(new PlanDraft(null, 2025, "Kế hoạch 2025"), Office);
        await room.BringInAsync(TaskTable.Id, string.Format(System.Globalization.CultureInfo.InvariantCulture, Of, "bac-giang", 2025), Office, earlier);
        Assert.Equal("bac-giang", Assert.Single(await TasksAsync(room, earlier)).Lead!.Slug);
        string now = await plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch 2026"), Office);
        ImportOutcome refused = await room.StageAsync(TaskTable.Id, string.Format(System.Globalization.CultureInfo.InvariantCulture, Of, "bac-giang", 2026), Office, now);
        Assert.Equal("2C organisation-over", ImportRoom.Said(refused.Faults));
        Assert.Contains("bac-ninh", string.Join(' ', refused.Faults.List.Single().Parameters.Select(one => one.ToString())), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Faulty_tasks_are_named_and_none_comes_in(DatabaseKind kind)
    {
        using ImportRoom room = await ImportRoom.OpenAsync(kind);
        string plan = await new PlanEditing(room.Country.Database, room.Country.Clock).RecordAsync(new PlanDraft(null, 2027, "Kế hoạch 2027"), Office);
        ImportOutcome refused = await room.StageAsync(TaskTable.Id, "task-number,task-text,work-group,lead,with,due,due-by\n7,x,1,hue,,2027-01-01,\n,,9,nobody,hue; niemand,x,week\n,Tốt,1,hue,,2027-01-01,tháng\n", Office, plan);
        Assert.Equal("2A task-number | 3B empty | 3C work-group | 3D organisation-none | 3E organisation-none | 3F due | 3G word", ImportRoom.Said(refused.Faults));
        Assert.Empty(await TasksAsync(room, plan));
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(TaskTable.Id, Rows, With("ky", Role.MeasurementEngineer), plan))).Word);
        Assert.Equal("plan-none", (await Assert.ThrowsAsync<RefusedException>(() => room.StageAsync(TaskTable.Id, "task-text,work-group,lead,due\nx,1,hue,2027-01-01\n", Office, "no-plan"))).Word);
    }

    [Fact]
    public async Task Deadlines_are_read_as_plans_write_them()
    {
        using ImportRoom room = await ImportRoom.OpenAsync(DatabaseKind.Sqlite);
        string plan = await new PlanEditing(room.Country.Database, room.Country.Clock).RecordAsync(new PlanDraft(null, 2027, "Kế hoạch 2027"), Office);
        string[] dues = ["Quý III/2027", "quý 4/2027", "9/2027", "tháng 02/2027", "3/2027", "năm 2027", "2027", "2027-Q1", "2027-05", "15/06/2027"];
        await room.BringInAsync(TaskTable.Id, "task-text,work-group,lead,due\n" + string.Concat(dues.Select(due => $"Việc,1,hue,{due}\n")), Office, plan);
        Assert.Equal(
            ["2027-09-30 quarter", "2027-12-31 quarter", "2027-09-30 month", "2027-02-28 month", "2027-03-31 month", "2027-12-31 year", "2027-12-31 year", "2027-03-31 quarter", "2027-05-31 month", "2027-06-15 day"],
            (await TasksAsync(room, plan)).Select(task => $"{task.Due:yyyy-MM-dd} {task.DueBy}"));
        string[] wrong = ["Quý V/2027", "13/2027", "1/27", "Quý I", "20270", "3/2027/Q1", "1889"];
        ImportOutcome refused = await room.StageAsync(TaskTable.Id, "task-text,work-group,lead,due\n" + string.Concat(wrong.Select(due => $"Việc,1,hue,{due}\n")), Office, plan);
        Assert.Equal(string.Join(" | ", Enumerable.Range(2, wrong.Length).Select(line => $"{line}D due")), ImportRoom.Said(refused.Faults));
    }

    private static Task<IReadOnlyList<TaskView>> TasksAsync(ImportRoom room, string plan) =>
        new TaskStore(room.Country.Database).ListAsync(new TaskFilter { Plan = plan, Drafts = true }, VietNam.On("2026-11-22"));
}
