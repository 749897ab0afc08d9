using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Tasks;

public sealed class PlanTests
{
    private static readonly AsOf Now = VietNam.On("2026-11-22");
    private static readonly TaskDraft Zone = new() { Text = "Chuyển đổi máy chủ tên miền", WorkGroup = 4, Lead = "vnnic", With = ["vnpt"], WithText = ["Các nhà đăng ký tên miền"], Due = Day("2026-08-03"), DueBy = "quarter", Product = "Báo cáo" };

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_plan_of_2015_has_seventeen_tasks_and_none_of_them_is_invented(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        PlanLine plan = Assert.Single(await room.Store.PlansAsync(Now));
        Assert.Equal(("ke-hoach-2015", 2015, "issued", 17), (plan.Id, plan.Year, plan.State, plan.TaskCount));
        Assert.True(plan is { Decision: null, Issued: null });
        IReadOnlyList<TaskView> tasks = await room.Store.ListAsync(new TaskFilter { Plan = plan.Id }, Now);
        Assert.Equal(Enumerable.Range(1, 17), tasks.Select(task => task.Number));
        Assert.All(tasks, task => Assert.True(task is { Text: null, WorkGroup: null, Lead: null, Due: null, Product: null, Progress: TaskProgress.NotStarted, Source: "meeting-2015" }));
        Assert.Empty(await room.Store.PlansAsync(VietNam.On("2014-12-31")));
        Assert.Empty(await room.Store.ListAsync(new TaskFilter(), VietNam.On("2014-12-31")));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_plan_goes_its_way_from_draft_to_issued(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.Plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch năm 2026"), Office);
        string task = await room.Tasks.PutAsync(plan, Zone, Office);
        Assert.Equal(("ke-hoach-2026", "ke-hoach-2026/1"), (plan, task));

        // Nobody else sees it before it is issued.
        Assert.Single(await room.Store.PlansAsync(Now));
        Assert.Null(await room.Store.FindAsync(task, Now));
        Assert.Equal("draft", (await room.Store.PlansAsync(Now, drafts: true))[0].State);

        await room.Plans.StepAsync(plan, PlanStep.Submit, Office);
        await RefusedAsync("plan-closed", () => room.Tasks.PutAsync(plan, Zone, Office));
        await RefusedAsync("reason", () => room.Plans.StepAsync(plan, PlanStep.Return, Reviewer));
        await room.Plans.StepAsync(plan, PlanStep.Return, Reviewer, "thiếu sản phẩm");
        await room.Tasks.PutAsync(plan, Zone with { Number = 1, Product = "Báo cáo và danh sách máy chủ", WithText = [] }, Office);
        await room.Plans.StepAsync(plan, PlanStep.Submit, Office);
        await room.Plans.StepAsync(plan, PlanStep.Approve, Reviewer);
        await RefusedAsync("document-none", () => room.Plans.StepAsync(plan, PlanStep.Issue, Office));
        await RefusedAsync("plan-decision", () => room.Plans.StepAsync(plan, PlanStep.Issue, Office, decision: "ipv6-only-2026-2030"));
        await room.Plans.StepAsync(plan, PlanStep.Issue, Office, decision: await room.DecisionAsync());

        PlanLine issued = (await room.Store.PlansAsync(Now))[0];
        Assert.Equal(("issued", Day("2026-01-15"), "7/QĐ-BKHCN"), (issued.State, issued.Issued, issued.Decision!.Value.Title));
        TaskView view = (await room.Store.FindAsync(task, Now))!;
        Assert.Equal((Day("2026-09-30"), "quarter", "vnnic"), (view.Due, view.DueBy, view.Lead!.Slug));
        Assert.Equal(["vnpt"], view.With.Select(unit => unit.Slug));
        Assert.Equal((TaskProgress.Overdue, 53, Escalation.Head), (view.Progress, view.DaysLate, view.Escalation));
        AuditEntry returned = Assert.Single(await new AuditLog(room.Country.Database, room.Country.Clock).ListAsync(new AuditFilter { Subject = "plan:ke-hoach-2026", Who = "person:minh" }), entry => entry.Action == "plan.return");
        Assert.Equal("thiếu sản phẩm", returned.Reason);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_plan_begun_by_mistake_goes_with_its_tasks_and_one_given_back_says_why(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.Plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch năm 2026"), Office);
        string task = await room.Tasks.PutAsync(plan, Zone, Office);
        Assert.Null(await room.Store.GivenBackAsync(await LineAsync(), Now));
        await room.Plans.StepAsync(plan, PlanStep.Submit, Office);
        await RefusedAsync("plan-closed", () => room.Plans.WithdrawAsync(plan, "nhầm năm", Office));
        await room.Plans.StepAsync(plan, PlanStep.Return, Reviewer, "thiếu sản phẩm");
        await room.Plans.RecordAsync(new PlanDraft(plan, 2026, "Kế hoạch công tác năm 2026"), Office);
        Assert.Equal("thiếu sản phẩm", await room.Store.GivenBackAsync(await LineAsync(), Now));

        await RefusedAsync("not-allowed", () => room.Plans.WithdrawAsync(plan, "nhầm năm", Reviewer));
        await RefusedAsync("reason", () => room.Plans.WithdrawAsync(plan, " ", Office));
        await room.Plans.WithdrawAsync(plan, "nhầm năm", Office);
        Assert.DoesNotContain(await room.Store.PlansAsync(Now, drafts: true), line => line.Id == plan);
        Assert.Null(await room.Store.FindAsync(task, Now, drafts: true));
        await RefusedAsync("plan-none", () => room.Plans.StepAsync(plan, PlanStep.Submit, Office));
        Assert.NotEqual(plan, await room.Plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch năm 2026"), Office));
        await RefusedAsync("plan-closed", () => room.Plans.WithdrawAsync("ke-hoach-2015", "x", Office));

        async Task<PlanLine> LineAsync() => (await room.Store.PlansAsync(Now, drafts: true)).Single(line => line.Id == plan);
    }

    [Fact]
    public void Each_step_leads_on_from_its_states_alone_and_is_taken_by_its_roles_alone()
    {
        var taken = new List<string>();
        foreach (string state in TaskWords.PlanStates)
        {
            foreach (Role role in Enum.GetValues<Role>())
            {
                taken.AddRange(PlanSteps.Of(state, With("x", role, role == Role.FocalPoint ? "hue" : null)).Select(step => $"{state} {step} {role}"));
            }
        }

        Assert.Equal(
            [
                "draft Submit Office", "submitted Return Reviewer", "submitted Approve Reviewer", "submitted Return Administrator", "submitted Approve Administrator", "returned Submit Office",
                "approved Return Reviewer", "approved Issue Office", "approved Return Administrator",
            ],
            taken);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_may_not_is_refused_and_what_is_not_whole_is_not_handed_in(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        await RefusedAsync("not-allowed", () => room.Plans.RecordAsync(new PlanDraft(null, 2026, "x"), Reviewer));
        await RefusedAsync("not-allowed", () => room.Plans.RecordAsync(new PlanDraft(null, 2026, "x"), Stranger));
        string plan = await room.Plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch"), Office);
        await RefusedAsync("plan-incomplete", () => room.Plans.StepAsync(plan, PlanStep.Submit, Office));
        await room.Tasks.PutAsync(plan, Zone, Office);
        await room.Tasks.PutAsync(plan, Zone with { WorkGroup = null }, Office);
        RefusedException lacking = await Assert.ThrowsAsync<RefusedException>(() => room.Plans.StepAsync(plan, PlanStep.Submit, Office));
        Assert.Equal(("plan-incomplete", "2"), (lacking.Word, lacking.Parameters[0]));
        await RefusedAsync("not-allowed", () => room.Plans.StepAsync(plan, PlanStep.Approve, Office));
        await RefusedAsync("plan-step", () => room.Plans.StepAsync(plan, PlanStep.Approve, Reviewer));
        await RefusedAsync("plan-closed", () => room.Plans.RecordAsync(new PlanDraft("ke-hoach-2015", 2015, "x"), Office));
        await RefusedAsync("work-group-none", () => room.Tasks.PutAsync(plan, Zone with { WorkGroup = 5 }, Office));
        await RefusedAsync("organisation-none", () => room.Tasks.PutAsync(plan, Zone with { With = ["nobody"] }, Office));
        await RefusedAsync("task-due", () => room.Tasks.PutAsync(plan, Zone with { DueBy = "week" }, Office));

        // What a source told later about a task of 2015 may be written down, with the reason, once.
        await RefusedAsync("plan-closed", () => room.Tasks.PutAsync("ke-hoach-2015", Zone with { Number = 3 }, Office));
        await room.Tasks.PutAsync("ke-hoach-2015", Zone with { Number = 3, Due = Day("2015-12-31") }, Office, "đã tìm thấy bản kế hoạch");
        await RefusedAsync("plan-closed", () => room.Tasks.PutAsync("ke-hoach-2015", Zone with { Number = 3 }, Office, "lần nữa"));
        Assert.Equal("Chuyển đổi máy chủ tên miền", (await room.Store.FindAsync("ke-hoach-2015/3", Now))!.Text);
        await room.Country.Loader.LoadAsync(VietNam.Pack with { Version = "2099.1" });
        Assert.Equal("Chuyển đổi máy chủ tên miền", (await room.Store.FindAsync("ke-hoach-2015/3", Now))!.Text);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Last_years_plan_is_copied_with_moved_deadlines_and_heirs_of_merged_units(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        await RefusedAsync("plan-nothing-to-copy", () => room.Plans.CopyAsync("ke-hoach-2015", 2016, "Kế hoạch năm 2016", Office));
        string plan = await room.Plans.RecordAsync(new PlanDraft(null, 2024, "Kế hoạch năm 2024"), Office);
        await room.Tasks.PutAsync(plan, Zone with { Lead = "bac-giang", With = ["hue"], Due = Day("2024-02-29"), DueBy = "month" }, Office);
        await room.Tasks.PutAsync(plan, Zone with { Text = "Bỏ", Due = Day("2024-02-01") }, Office);
        string copy = await room.Plans.CopyAsync(plan, 2027, "Kế hoạch năm 2027", Office);
        Assert.Equal("ke-hoach-2027", copy);
        IReadOnlyList<TaskView> tasks = await room.Store.ListAsync(new TaskFilter { Plan = copy, Drafts = true }, Now);
        Assert.Equal(2, tasks.Count);
        Assert.Equal((1, "bac-ninh-2025", Day("2027-02-28")), (tasks[0].Number, tasks[0].Lead!.Slug, tasks[0].Due));
        Assert.Equal(["hue", null], tasks[0].With.Select(unit => unit.Slug));
        Assert.Equal("draft", (await room.Store.PlansAsync(Now, drafts: true)).Single(one => one.Id == copy).State);

        // Units with one heir give way to it once, and it does not work along with itself; who is gone by the plan's year is given nothing.
        string merged = await room.Plans.RecordAsync(new PlanDraft(null, 2024, "Kế hoạch năm 2024, bổ sung"), Office);
        await room.Tasks.PutAsync(merged, Zone with { Lead = "da-nang", With = ["quang-nam", "bac-giang", "bac-ninh", "hue"], WithText = [] }, Office);
        string next = await room.Plans.CopyAsync(merged, 2026, "Kế hoạch năm 2026", Office);
        TaskView once = (await room.Store.ListAsync(new TaskFilter { Plan = next, Drafts = true }, Now)).Single();
        Assert.Equal(("da-nang-2025", "bac-ninh-2025 hue"), (once.Lead!.Slug, string.Join(' ', once.With.Select(unit => unit.Slug))));
        await RefusedAsync("organisation-over", () => room.Tasks.PutAsync(next, Zone with { Lead = "quang-nam" }, Office));

        // The plan copied is as it was.
        Assert.Equal("bac-giang", (await room.Store.ListAsync(new TaskFilter { Plan = plan, Drafts = true }, Now))[0].Lead!.Slug);
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
