using System.Text;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Tasks;

public sealed class ReportFileTests
{
    private static readonly AsOf Now = VietNam.On("2026-11-22");
    private static readonly TaskDraft Portal = new() { Text = "Chuyển đổi cổng", WorkGroup = 4, Lead = "hue", With = ["vnpt"], Due = Day("2026-12-01") };
    private static readonly Viewer Hue = With("hoa", Role.FocalPoint, "hue");
    private static readonly Viewer Vnpt = With("tam", Role.FocalPoint, "vnpt");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_file_is_taken_back_with_its_bytes_by_who_added_it_or_the_office(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(Portal, Portal);
        string task = plan + "/1";
        SentFile file = await SentAsync(room, "danh-sach.txt", "họ tên, số điện thoại");
        await room.Tasks.ReportAsync(task, new ReportDraft(Day("2026-11-20"), 10, "Đã họp") { File = file }, Vnpt);
        await room.Tasks.ReportAsync(plan + "/2", new ReportDraft(Day("2026-11-20"), 10, "Đã họp") { File = file }, Hue);
        DocumentFileView kept = Assert.Single((await FoundAsync(room, task)).Reports[0].Files);

        await RefusedAsync("not-allowed", () => room.Tasks.DetachAsync(task, 1, kept.Sha256, "nhầm", Hue));
        await RefusedAsync("not-allowed", () => room.Tasks.DetachAsync(task, 1, kept.Sha256, "nhầm", Stranger));
        await RefusedAsync("reason", () => room.Tasks.DetachAsync(task, 1, kept.Sha256, " ", Vnpt));
        await RefusedAsync("file-none", () => room.Tasks.DetachAsync(task, 1, new string('0', 64), "nhầm", Vnpt));

        // The other task still names the same content; then nothing does.
        await room.Tasks.DetachAsync(task, 1, kept.Sha256, "có thông tin cá nhân", Vnpt);
        Assert.Empty((await FoundAsync(room, task)).Reports[0].Files);
        await (room.Vault.Open(kept) ?? throw new InvalidOperationException("Another report lost its file.")).DisposeAsync();
        await room.Tasks.DetachAsync(plan + "/2", 1, kept.Sha256, "có thông tin cá nhân", Office);
        Assert.Null(room.Vault.Open(kept));

        var log = new AuditLog(room.Country.Database, room.Country.Clock);
        Assert.True((await log.VerifyAsync()).Whole);
        AuditEntry entry = (await log.ListAsync(new AuditFilter { Action = "task.detach" }))[^1];
        Assert.Contains(kept.Sha256, entry.Subject, StringComparison.Ordinal);
        Assert.Equal("có thông tin cá nhân", entry.Reason);
        await RefusedAsync("file-none", () => room.Tasks.DetachAsync(task, 1, kept.Sha256, "lần nữa", Vnpt));

        // Added once more, it is there again.
        await room.Tasks.AttachAsync(task, 1, file, Vnpt);
        await room.Vault.Open(Assert.Single((await FoundAsync(room, task)).Reports[0].Files))!.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_the_files_of_one_unit_may_have_in_all_is_bounded_and_a_closed_task_takes_the_leads_alone(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(Portal, Portal, Portal, Portal);
        string Task(int i) => $"{plan}/{(i / 10) + 1}";
        for (int i = 0; i < 4; i++)
        {
            await room.Tasks.ReportAsync(Task(i * 10), new ReportDraft(Day("2026-11-20"), 10, "Đã họp"), Hue);
        }

        for (int i = 0; i < 32; i++)
        {
            await room.Tasks.AttachAsync(Task(i), 1, await SentAsync(room, "a.txt", new string('a', 997) + $"{i:000}"), Vnpt);
        }

        SentFile more = await SentAsync(room, "b.txt", "thêm");
        await RefusedAsync("file-quota", () => room.Tasks.AttachAsync(Task(35), 1, more, Vnpt));
        Assert.Null(room.Vault.Open(new DocumentFileView(more.Sha256, more.Name, more.Type, more.Content.Length))); // what is refused is not kept
        await room.Tasks.AttachAsync(Task(35), 1, more, Hue);
        await room.Tasks.AttachAsync(Task(35), 1, await SentAsync(room, "c.txt", "của văn phòng"), Office);
        await room.Tasks.DetachAsync(Task(0), 1, (await FoundAsync(room, Task(0))).Reports[0].Files[0].Sha256, "không cần nữa", Vnpt);
        await room.Tasks.AttachAsync(Task(35), 1, await SentAsync(room, "d.txt", "vừa chỗ"), Vnpt);

        await room.Tasks.ReportAsync(Task(35), new ReportDraft(Day("2026-11-21"), null, "Xong", Done: true), Hue);
        SentFile late = await SentAsync(room, "e.txt", "muộn");
        await RefusedAsync("task-closed", () => room.Tasks.AttachAsync(Task(35), 1, late, Vnpt));
        await room.Tasks.AttachAsync(Task(35), 1, late, Hue);
        await RefusedAsync("task-closed", () => room.Tasks.DetachAsync(Task(35), 1, late.Sha256, "nhầm", Hue));
        await room.Tasks.DetachAsync(Task(35), 1, late.Sha256, "nhầm", Office);
    }

    private static Task<SentFile> SentAsync(TaskRoom room, string name, string text) => room.Vault.LookAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static async Task<TaskView> FoundAsync(TaskRoom room, string task) => (await room.Store.FindAsync(task, Now))!;

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
