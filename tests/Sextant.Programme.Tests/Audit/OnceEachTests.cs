using System.Diagnostics;
using System.Text.RegularExpressions;
using Sextant.Programme.Audit;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Audit;

/// <summary>What the bench of the office counts, in short: several writers at once, killed in the middle and begun again with the same keys.</summary>
public sealed class OnceEachTests
{
    // Fewer than the pool of a test's PostgreSQL has connections (8): nobody waits for one, however busy the machine.
    private const int Writers = 6;

    private const int Each = 10;

    [Theory(Timeout = 180_000)]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_a_killed_process_and_the_one_after_it_accepted_is_there_once_in_the_register_and_in_the_audit_log(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        using var folder = new TemporaryFolder();
        string task = (await room.IssuedAsync(new TaskDraft { Text = "Một việc", WorkGroup = 1, LeadText = "Thường trực", Due = TaskRoom.Day("2026-12-01") })) + "/1";
        using Process killed = Start(room, folder["anchors.txt"], task);
        for (int accepted = 0; accepted < 20; accepted++)
        {
            Assert.NotNull(await killed.StandardOutput.ReadLineAsync());
        }

        killed.Kill();
        await killed.WaitForExitAsync();
        using Process second = Start(room, folder["anchors.txt"], task);
        string told = await second.StandardOutput.ReadToEndAsync();
        await second.WaitForExitAsync();
        Assert.Equal(Writers * Each, Regex.Count(told, "^accepted ", RegexOptions.Multiline));

        string[] wanted = [.. from writer in Enumerable.Range(1, Writers) from number in Enumerable.Range(1, Each) select $"ghi-{writer}-{number}."];
        TaskView view = (await room.Store.FindAsync(task, VietNam.On("2026-11-22")))!;
        Assert.Equal(wanted.Order(), view.Reports.Select(one => one.Text["Tiến độ ".Length..]).Order());
        var log = new AuditLog(room.Country.Database, TimeProvider.System);
        IReadOnlyList<AuditEntry> entries = await log.ListAsync(new AuditFilter { Who = "person:lan", Most = 1000 });
        Assert.Equal(wanted.Order(), entries.Where(entry => entry.Action == "task.report").Select(entry => Regex.Match(entry.After!, @"ghi-\d+-\d+\.").Value).Order());
        Assert.Empty((await log.VerifyAsync()).Faults);
    }

    private static Process Start(TaskRoom room, string anchors, string task)
    {
        return Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, "reports", room.Country.Place, anchors, task, $"{Writers}", $"{Each}"]) { RedirectStandardOutput = true })!;
    }
}
