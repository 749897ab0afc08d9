using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Audit;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Notices;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Tasks;

public sealed class EscalationTests
{
    private const string Late = "ke-hoach-2026/1";
    private static readonly Viewer Hoa = With("hoa", Role.FocalPoint, "hue");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_late_task_goes_up_step_by_step_once_each_and_more_time_or_its_end_ends_it(DatabaseKind kind)
    {
        using TaskRoom room = await OpenAsync(kind);
        NoticeDesk desk = await DeskAsync(room);
        var escalations = new TaskEscalations(room.Country.Database, room.Country.Clock);
        await RefusedAsync("not-allowed", () => escalations.SettleAsync(new EscalationRule(5, 10, "dung"), Hoa));
        await RefusedAsync("escalation-days", () => escalations.SettleAsync(new EscalationRule(10, 10, "dung"), Office));
        await RefusedAsync("escalation-head", () => escalations.SettleAsync(new EscalationRule(5, 10, "nobody"), Office));
        await escalations.SettleAsync(new EscalationRule(5, 10, "dung"), Office);
        await room.IssuedAsync(new TaskDraft { Text = "Chuyển đổi cổng", WorkGroup = 4, Lead = "hue", Due = Day("2026-11-22"), DueBy = "day" });

        Assert.Equal("", await StepsAsync("2026-11-22"));
        Assert.Equal("unit 23", await StepsAsync("2026-11-23"));
        Assert.Equal("hoa task-late", await ToldAsync(desk));
        Assert.Equal("unit 23", await StepsAsync("2026-11-26"));
        Assert.Equal("unit 23, office 27", await StepsAsync("2026-11-27"));
        Assert.Equal("hoa task-late, lan task-late", await ToldAsync(desk));
        Assert.Equal("unit 23, office 27, head 02", await StepsAsync("2026-12-02"));
        Assert.Equal("hoa task-late, lan task-late, dung task-raised", await ToldAsync(desk));
        Assert.Equal("Nhiệm vụ \"Chuyển đổi cổng\" (chủ trì: Huế) quá hạn từ ngày 22/11/2026, báo cáo Trưởng Ban xem xét, chỉ đạo.", NoticeTexts.For("vi").Of((await desk.Notices.ListAsync("dung"))[0]));
        Assert.Equal(0, await escalations.RunAsync());
        Assert.Equal(Escalation.Office, (await room.Store.FindAsync(Late, VietNam.On("2026-12-01")))!.Escalation);

        // More time ends it at once; late again, it goes up again.
        await room.Tasks.AskExtensionAsync(Late, Day("2026-12-10"), "chờ thiết bị", Hoa);
        await room.Tasks.AnswerExtensionAsync(Late, 1, new ExtensionVerdict(true, "đồng ý"), Office);
        Assert.Equal("unit 23 extended 02, office 27 extended 02, head 02 extended 02", await StepsAsync("2026-12-03"));
        Assert.Equal("unit 23 extended 02, office 27 extended 02, head 02 extended 02, unit 11", await StepsAsync("2026-12-11"));
        await room.Tasks.ReportAsync(Late, new ReportDraft(Day("2026-12-11"), null, "Xong", Done: true), Hoa);
        Assert.EndsWith(", unit 11 done 11", await StepsAsync("2026-12-30"), StringComparison.Ordinal);
        var log = new AuditLog(room.Country.Database, room.Country.Clock);
        Assert.True((await log.VerifyAsync()).Whole);
        Assert.Equal(4, (await log.ListAsync(new AuditFilter { Action = "task.escalate" })).Count);

        async Task<string> StepsAsync(string day)
        {
            room.Country.Clock.Now = new DateTimeOffset(Day(day), new TimeOnly(3, 0), TimeSpan.Zero);
            await desk.Round.RunAsync();
            await desk.Round.RunAsync();
            return string.Join(", ", (await room.Store.FindAsync(Late, VietNam.On(day)))!.Escalations.Select(one => $"{one.Level} {one.Raised:dd}{(one.Ended is { } ended ? $" {one.Outcome} {ended:dd}" : "")}"));
        }
    }

    private static async Task<NoticeDesk> DeskAsync(TaskRoom room)
    {
        foreach ((string name, Role role, string? unit) in new (string, Role, string?)[] { ("hoa", Role.FocalPoint, "hue"), ("lan", Role.Office, null), ("dung", Role.Public, null) })
        {
            await NoticePersons.AddAsync(room.Country, name, role, unit);
        }

        return new NoticeDesk(room.Country.Database, new PeopleArea(room.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock), room.Country.Clock, path => "https://x" + path);
    }

    private static async Task<string> ToldAsync(NoticeDesk desk)
    {
        var told = new List<string>();
        foreach (string person in (string[])["hoa", "lan", "dung"])
        {
            told.AddRange((await desk.Notices.ListAsync(person)).Where(one => one.Kind is "task-late" or "task-raised").Select(one => $"{person} {one.Kind}"));
        }

        return string.Join(", ", told);
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
