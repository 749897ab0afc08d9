using Sextant.Programme.Documents;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Tasks;

/// <summary>What is said of an earlier day is what was so on that day: a figure of a period that is over must not grow better afterwards.</summary>
public sealed class TaskPastTests
{
    private static readonly Viewer Hue = With("hoa", Role.FocalPoint, "hue");
    private static readonly TaskDraft Portal = new() { Text = "Chuyển đổi cổng thông tin điện tử", WorkGroup = 4, Lead = "hue", Due = Day("2026-09-30"), DueBy = "day" };

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_task_was_late_on_the_days_on_which_it_was_whatever_became_of_it(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(Portal, Portal, Portal, Portal);
        await room.Tasks.ReportAsync(plan + "/1", new ReportDraft(Day("2026-11-20"), null, "Hoàn thành", Done: true), Hue);
        await room.Tasks.CancelAsync(plan + "/2", "gộp vào nhiệm vụ khác", Office);
        int asked = await room.Tasks.AskExtensionAsync(plan + "/3", Day("2026-12-15"), "chờ thiết bị", Hue);
        await room.Tasks.AnswerExtensionAsync(plan + "/3", asked, new ExtensionVerdict(true, "đồng ý"), Office);
        await room.Tasks.ReportAsync(plan + "/4", new ReportDraft(Day("2026-09-25"), null, "Đã xong từ tháng 9", Done: true), Hue);

        Assert.Equal("Overdue 20 2026-09-30, Overdue 20 2026-09-30, Overdue 20 2026-09-30, Done 0 2026-09-30", await OnAsync("2026-10-20"));
        Assert.Equal("Overdue 50 2026-09-30, Overdue 50 2026-09-30, Overdue 50 2026-09-30, Done 0 2026-09-30", await OnAsync("2026-11-19"));
        Assert.Equal("Done 0 2026-09-30, Cancelled 0 2026-09-30, NotStarted 0 2026-12-15, Done 0 2026-09-30", await OnAsync("2026-11-22"));
        Assert.Empty((await room.Store.FindAsync(plan + "/3", VietNam.On("2026-10-20")))!.Extensions);
        Assert.Equal("granted", Assert.Single((await room.Store.FindAsync(plan + "/3", VietNam.On("2026-11-22")))!.Extensions).State);

        // What is looked for by state and year is found by how it stood.
        Assert.Equal(3, (await room.Store.ListAsync(new TaskFilter { Plan = plan, Progress = TaskProgress.Overdue }, VietNam.On("2026-10-20"))).Count);
        Assert.Empty((await room.Store.PageAsync(new TaskFilter { Plan = plan, Progress = TaskProgress.Overdue }, (null, 10), VietNam.On("2026-11-22"))).Tasks);

        async Task<string> OnAsync(string day) => string.Join(", ", (await room.Store.ListAsync(new TaskFilter { Plan = plan }, VietNam.On(day))).Select(task => $"{task.Progress} {task.DaysLate} {task.Due:yyyy-MM-dd}"));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_was_decided_holds_from_the_day_of_the_decision_and_not_from_that_on_which_it_was_entered(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(Portal, Portal);
        DateTimeOffset before = room.Country.Clock.Now.AddMinutes(1);
        room.Country.Clock.Now = before.AddMinutes(1);
        foreach ((string wanted, string day) in new[] { ("2026-12-15", "2026-10-10"), ("2026-12-31", "2026-11-01") })
        {
            int asked = await room.Tasks.AskExtensionAsync(plan + "/1", Day(wanted), "chờ thiết bị", Hue);
            await room.Tasks.AnswerExtensionAsync(plan + "/1", asked, new ExtensionVerdict(true, "đồng ý", Day(day)), Office);
        }

        await room.Tasks.CancelAsync(plan + "/2", "gộp vào nhiệm vụ khác", Office, Day("2026-10-15"));
        Assert.Equal("Overdue 9 2026-09-30, Overdue 9 2026-09-30", await OnAsync("2026-10-09"));
        Assert.Equal("NotStarted 0 2026-12-15, Overdue 10 2026-09-30", await OnAsync("2026-10-10"));
        Assert.Equal("NotStarted 0 2026-12-31, Cancelled 0 2026-09-30", await OnAsync("2026-11-01"));

        // As known before it was entered it was late all the same.
        Assert.Equal("Overdue 32 2026-09-30, Overdue 32 2026-09-30", await OnAsync("2026-11-01", before));
        Assert.Equal("granted 2026-10-10, granted 2026-11-01", Said(await room.Store.FindAsync(plan + "/1", VietNam.On("2026-11-22"))));
        Assert.Equal("granted 2026-10-10", Said(await room.Store.FindAsync(plan + "/1", VietNam.On("2026-10-31"))));
        Assert.Equal((Day("2026-10-15"), null), ((await room.Store.FindAsync(plan + "/2", VietNam.On("2026-11-22")))!.Cancelled, (await room.Store.FindAsync(plan + "/2", VietNam.On("2026-10-14")))!.Cancelled));

        static string Said(TaskView? task) => string.Join(", ", task!.Extensions.Select(one => $"{one.State} {one.Answered:yyyy-MM-dd}"));
        async Task<string> OnAsync(string day, DateTimeOffset? known = null) =>
            string.Join(", ", (await room.Store.ListAsync(new TaskFilter { Plan = plan }, VietNam.On(day) with { Known = known })).Select(task => $"{task.Progress} {task.DaysLate} {task.Due:yyyy-MM-dd}"));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task No_decision_lies_ahead_or_before_the_task_was_given_or_given_more_time(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string task = await room.IssuedAsync(Portal) + "/1";
        int asked = await room.Tasks.AskExtensionAsync(task, Day("2026-12-15"), "chờ thiết bị", Hue);
        await RefusedAsync("decision-day", () => room.Tasks.AnswerExtensionAsync(task, asked, new ExtensionVerdict(true, "đồng ý", Day("2026-11-23")), Office));
        await RefusedAsync("decision-day", () => room.Tasks.AnswerExtensionAsync(task, asked, new ExtensionVerdict(true, "đồng ý", Day("2026-01-14")), Office));
        await room.Tasks.AnswerExtensionAsync(task, asked, new ExtensionVerdict(true, "đồng ý", Day("2026-10-10")), Office);
        await RefusedAsync("decision-day", () => room.Tasks.CancelAsync(task, "thôi", Office, Day("2026-10-09")));
        await RefusedAsync("decision-day", () => room.Tasks.CancelAsync(task, "thôi", Office, Day("2026-11-23")));
        await room.Tasks.CancelAsync(task, "thôi", Office, Day("2026-10-10"));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_is_done_is_what_the_newest_report_says_not_the_one_entered_last(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string task = await room.IssuedAsync(Portal) + "/1";
        await room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-06-30"), 60, "Quý II"), Hue);
        await room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-03-31"), 30, "Quý I, gửi bổ sung"), Hue);
        await RefusedAsync("report-figures", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("1826-03-31"), 30, "x"), Hue));
        TaskView view = (await room.Store.FindAsync(task, VietNam.On("2026-11-22")))!;
        Assert.Equal((60, Day("2026-06-30")), (view.Percent, view.Reports[^1].Date));
        Assert.Equal(30, (await room.Store.FindAsync(task, VietNam.On("2026-04-30")))!.Percent);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task No_request_for_more_time_outlives_its_task_or_asks_for_what_is_over(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(Portal, Portal);
        await RefusedAsync("extension", () => room.Tasks.AskExtensionAsync(plan + "/1", Day("2026-10-31"), "đã qua rồi", Hue));
        await room.Tasks.AskExtensionAsync(plan + "/1", Day("2026-12-15"), "chờ thiết bị", Hue);
        await room.Tasks.AskExtensionAsync(plan + "/2", Day("2026-12-15"), "chờ thiết bị", Hue);
        await room.Tasks.ReportAsync(plan + "/1", new ReportDraft(Day("2026-11-20"), null, "Hoàn thành", Done: true), Hue);
        await room.Tasks.CancelAsync(plan + "/2", "thôi", Office);
        Assert.All(await room.Store.ListAsync(new TaskFilter { Plan = plan }, VietNam.On("2026-11-22")), task => Assert.Empty(task.Extensions));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_plan_is_issued_from_the_day_of_its_decision_on_which_does_not_lie_ahead(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.Plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch năm 2026"), Office);
        await room.Tasks.PutAsync(plan, Portal, Office);
        Assert.Equal((TaskProgress.NotStarted, Escalation.None), (await room.Store.ListAsync(new TaskFilter { Plan = plan, Drafts = true }, VietNam.On("2026-11-22"))).Select(task => (task.Progress, task.Escalation)).Single());
        await room.Plans.StepAsync(plan, PlanStep.Submit, Office);
        await room.Plans.StepAsync(plan, PlanStep.Approve, Reviewer);
        string ahead = await new DocumentEditing(room.Country.Database, room.Vault, room.Country.Clock).RecordAsync(
            new DocumentDraft { Kind = "decision", Number = "8/QĐ-BKHCN", Date = Day("2026-12-20"), Title = "Chưa ký" }, Office.Actor, null);
        await RefusedAsync("plan-decision", () => room.Plans.StepAsync(plan, PlanStep.Issue, Office, decision: ahead));
        await room.Plans.StepAsync(plan, PlanStep.Issue, Office, decision: await room.DecisionAsync());

        Assert.DoesNotContain(await room.Store.PlansAsync(VietNam.On("2026-01-14")), line => line.Id == plan);
        Assert.Equal(("approved", null), (await room.Store.PlansAsync(VietNam.On("2026-01-14"), drafts: true)).Where(line => line.Id == plan).Select(line => (line.State, line.Issued)).Single());
        Assert.Empty(await room.Store.ListAsync(new TaskFilter { Plan = plan }, VietNam.On("2026-01-14")));
        Assert.Equal("issued", (await room.Store.PlansAsync(VietNam.On("2026-01-15"))).Single(line => line.Id == plan).State);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task No_conclusion_is_carried_out_before_its_meeting(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        var meetings = new MeetingEditing(room.Country.Database, room.Country.Clock);
        var draft = new MeetingDraft { Date = Day("2026-12-10"), Title = "Hội nghị tổng kết" };
        string meeting = await meetings.RecordAsync(draft, Office.Actor, null);
        string conclusion = await meetings.PutDirectionAsync(meeting, new DirectionDraft("Hoàn thành", null, null, false), Office.Actor, null);
        await RefusedAsync("meeting-not-held", () => room.Tasks.FollowAsync(conclusion, Portal, Office));
        await meetings.RecordAsync(draft with { Id = meeting, Date = Day("2026-11-20") }, Office.Actor, "họp sớm hơn");
        string task = await room.Tasks.FollowAsync(conclusion, Portal, Office);

        // A report of an earlier phase does not know of it, and the meeting moves it along.
        Assert.Null(await room.Store.FindAsync(task, VietNam.On("2022-12-31")));
        Assert.NotNull(await room.Store.FindAsync(task, VietNam.On("2026-11-20")));
        await meetings.RecordAsync(draft with { Id = meeting, Date = Day("2026-11-21") }, Office.Actor, "ngày trên biên bản");
        Assert.Null(await room.Store.FindAsync(task, VietNam.On("2026-11-20")));
        Assert.Equal(meeting, (await room.Store.FindAsync(task, VietNam.On("2026-11-21")))!.Direction![..^2]);
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
