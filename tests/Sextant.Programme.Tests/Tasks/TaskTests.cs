using Sextant.Programme.Audit;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Tasks;

public sealed class TaskTests
{
    private static readonly AsOf Now = VietNam.On("2026-11-22");
    private static readonly TaskDraft Portal = new() { Text = "Chuyển đổi cổng thông tin điện tử", WorkGroup = 4, Lead = "hue", With = ["vnpt"], Due = Day("2026-12-01"), DueBy = "month", Product = "Cổng hoạt động trên IPv6" };

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Units_report_what_is_theirs_and_the_lead_says_when_it_is_done(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string task = await room.IssuedAsync(Portal) + "/1";
        Viewer hue = With("hoa", Role.FocalPoint, "hue");
        Viewer vnpt = With("tam", Role.FocalPoint, "vnpt");
        await RefusedAsync("not-allowed", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-01"), 10, "x"), With("an", Role.FocalPoint, "lang-son")));
        await RefusedAsync("not-allowed", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-01"), 10, "x"), Stranger));
        await RefusedAsync("not-allowed", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-01"), null, "x", Done: true), vnpt));
        await RefusedAsync("report-figures", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-01"), 101, "x"), hue));
        await RefusedAsync("report-figures", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-12-24"), 10, "x"), hue));
        await RefusedAsync("proof-reference", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-01"), 10, "x", false, "link", "javascript:alert(1)"), hue));
        await room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-01"), 40, "Đã có đường truyền"), vnpt);
        await room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-10"), null, "Đang kiểm thử"), hue);
        TaskView half = (await room.Store.FindAsync(task, Now))!;
        Assert.Equal((TaskProgress.UnderWay, 40, 2), (half.Progress, half.Percent, half.Reports.Count));
        Assert.Equal(TaskProgress.NotStarted, (await room.Store.FindAsync(task, VietNam.On("2026-10-31")))!.Progress);

        await room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-20"), null, "Hoàn thành", Done: true, "target", "site:thuathienhue.gov.vn"), hue);
        TaskView done = (await room.Store.FindAsync(task, VietNam.On("2027-06-01")))!;
        Assert.Equal((TaskProgress.Done, 100, 0, "site:thuathienhue.gov.vn"), (done.Progress, done.Percent, done.DaysLate, done.Reports[^1].ProofReference));
        await RefusedAsync("task-closed", () => room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-21"), 1, "x"), hue));
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task More_time_is_asked_for_with_a_reason_and_granted_or_refused(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string task = await room.IssuedAsync(Portal with { Due = Day("2026-11-01"), DueBy = "day" }) + "/1";
        Viewer hue = With("hoa", Role.FocalPoint, "hue");
        Assert.Equal((TaskProgress.Overdue, 21, Escalation.Office), Standing((await room.Store.FindAsync(task, Now))!));
        Assert.Equal((TaskProgress.Overdue, 1, Escalation.Unit), Standing((await room.Store.FindAsync(task, VietNam.On("2026-11-02")))!));
        Assert.Equal((TaskProgress.NotStarted, 0, Escalation.None), Standing((await room.Store.FindAsync(task, VietNam.On("2026-11-01")))!));

        await RefusedAsync("reason", () => room.Tasks.AskExtensionAsync(task, Day("2026-12-15"), " ", hue));
        await RefusedAsync("extension", () => room.Tasks.AskExtensionAsync(task, Day("2026-11-01"), "chờ thiết bị", hue));
        int first = await room.Tasks.AskExtensionAsync(task, Day("2026-12-15"), "chờ thiết bị", hue);
        await RefusedAsync("extension", () => room.Tasks.AskExtensionAsync(task, Day("2026-12-16"), "lần nữa", hue));
        await RefusedAsync("not-allowed", () => room.Tasks.AnswerExtensionAsync(task, first, new ExtensionVerdict(true, "đồng ý"), hue));
        await room.Tasks.AnswerExtensionAsync(task, first, new ExtensionVerdict(false, "nêu rõ thiết bị nào"), Office);
        await RefusedAsync("extension-answered", () => room.Tasks.AnswerExtensionAsync(task, first, new ExtensionVerdict(true, "đồng ý"), Office));
        int second = await room.Tasks.AskExtensionAsync(task, Day("2026-12-15"), "chờ tường lửa đang mua", hue);
        await room.Tasks.AnswerExtensionAsync(task, second, new ExtensionVerdict(true, "đồng ý"), Office);
        TaskView view = (await room.Store.FindAsync(task, Now))!;
        Assert.Equal((Day("2026-12-15"), TaskProgress.NotStarted), (view.Due, view.Progress));
        Assert.Equal(["refused", "granted"], view.Extensions.Select(one => one.State));
        Assert.Equal([Day("2026-11-01"), Day("2026-11-01")], view.Extensions.Select(one => one.Was!.Value));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_copy_of_a_plan_takes_the_deadline_that_the_plan_set(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(Portal with { Due = Day("2026-10-31"), DueBy = "month" });
        Viewer hue = With("hoa", Role.FocalPoint, "hue");
        foreach (string day in new[] { "2026-12-15", "2026-12-31" })
        {
            await room.Tasks.AnswerExtensionAsync(plan + "/1", await room.Tasks.AskExtensionAsync(plan + "/1", Day(day), "chờ thiết bị", hue), new ExtensionVerdict(true, "đồng ý"), Office);
        }

        string copy = await room.Plans.CopyAsync(plan, 2027, "Kế hoạch năm 2027", Office);
        TaskView copied = (await room.Store.ListAsync(new TaskFilter { Plan = copy, Drafts = true }, Now)).Single();
        Assert.Equal((Day("2027-10-31"), "month"), (copied.Due, copied.DueBy));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_conclusion_becomes_tasks_and_is_followed_to_its_end(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        DirectionView direction = (await new MeetingStore(room.Country.Database).FindAsync("hop-2015-04-02", Now))!.Directions[4];
        await RefusedAsync("direction-none", () => room.Tasks.FollowAsync("hop-2015-04-02/9", Portal, Office));
        await RefusedAsync("not-allowed", () => room.Tasks.FollowAsync(direction.Key, Portal, Reviewer));
        string first = await room.Tasks.FollowAsync(direction.Key, Portal with { Text = "Mạng lõi DNS quốc gia", Lead = "vnnic", With = [] }, Office);
        string second = await room.Tasks.FollowAsync(direction.Key, Portal with { Text = "DNS của ISP", Lead = null, LeadText = "Các ISP", With = [] }, Office);
        Assert.Equal(("hop-2015-04-02/1", "hop-2015-04-02/2"), (first, second));
        await room.Tasks.ReportAsync(first, new ReportDraft(Day("2026-11-20"), null, "Xong", Done: true), With("ha", Role.FocalPoint, "vnnic"));
        await room.Tasks.CancelAsync(second, "gộp vào chương trình 2026-2030", Office);
        IReadOnlyList<TaskView> following = await room.Store.ListAsync(new TaskFilter { Directions = [direction.Key] }, Now);
        Assert.Equal([TaskProgress.Done, TaskProgress.Cancelled], following.Select(task => task.Progress));
        Assert.All(following, task => Assert.Null(task.Plan));
        Assert.Equal("Các ISP", following[1].Lead!.Name.In("vi"));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Tasks_are_found_by_unit_group_state_year_and_words(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        await room.IssuedAsync(Portal, Portal with { Text = "Tập huấn", WorkGroup = 3, Lead = "vnnic", With = ["hue"], Due = Day("2026-03-31"), Product = "500 học viên" }, Portal with { Text = "Khác", Lead = "lang-son", With = [] });
        Assert.Equal("1 2", await NumbersAsync(new TaskFilter { Organisation = "hue" }));
        Assert.Equal("2", await NumbersAsync(new TaskFilter { WorkGroup = 3 }));
        Assert.Equal("2", await NumbersAsync(new TaskFilter { Progress = TaskProgress.Overdue }));
        Assert.Equal("2", await NumbersAsync(new TaskFilter { Search = "hoc vien TAP huan" }));
        Assert.Equal("1 2 3", await NumbersAsync(new TaskFilter { DueYear = 2026 }));
        Assert.Equal(20, (await room.Store.ListAsync(new TaskFilter(), Now)).Count);

        async Task<string> NumbersAsync(TaskFilter filter) => string.Join(' ', (await room.Store.ListAsync(filter, Now)).Select(task => task.Number));
    }

    [Theory]
    [InlineData("2026-02-10", "day", "2026-02-10")]
    [InlineData("2028-02-10", "month", "2028-02-29")]
    [InlineData("2026-01-01", "quarter", "2026-03-31")]
    [InlineData("2026-06-30", "quarter", "2026-06-30")]
    [InlineData("2026-11-22", "quarter", "2026-12-31")]
    [InlineData("2026-01-01", "year", "2026-12-31")]
    public void A_deadline_ends_with_the_last_day_of_what_it_names(string day, string by, string last) => Assert.Equal(Day(last), TaskWords.LastDay(Day(day), by));

    private static (TaskProgress Progress, int DaysLate, Escalation Escalation) Standing(TaskView task) => (task.Progress, task.DaysLate, task.Escalation);

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Every_task_stands_on_one_page_once_whatever_is_asked_for(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        foreach (TaskFilter filter in (TaskFilter[])[new(), new() { WorkGroup = 4 }, new() { Progress = TaskProgress.Overdue }, new() { Search = "mot viec khong co" }])
        {
            var seen = new List<string>();
            string? after = null;
            do
            {
                (IReadOnlyList<TaskView> part, after) = await room.Store.PageAsync(filter, (after, 4), Now);
                Assert.True(part.Count is > 0 and <= 4 || (part.Count == 0 && after is null), "a page was empty, and more was said to follow");
                seen.AddRange(part.Select(one => one.Key));
            }
            while (after is not null);
            Assert.Equal((await room.Store.ListAsync(filter, Now)).Select(one => one.Key).Order(StringComparer.Ordinal), seen);
        }
    }
}
