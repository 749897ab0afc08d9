using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Audit;

/// <summary>What a change asks of the database while all others wait to write, and what it sees that others changed while it waited.</summary>
public sealed class WriteTurnsTests
{
    private static readonly AsOf Today = VietNam.On("2026-11-22");

    [Fact]
    public async Task A_report_is_read_for_in_one_statement_and_written_with_its_entry_and_its_key_in_one_turn()
    {
        using TaskRoom room = await TaskRoom.OpenAsync(DatabaseKind.PostgreSql);
        string task = await TaskAsync(room);
        await ReportAsync(room, task, "one"); // the first removes old keys, and reads what is remembered
        using var commands = new CommandsOfThisTest();
        await ReportAsync(room, task, "two");

        // Who may report; the task with its plan and last report; report, entry, head and key together.
        Assert.Equal(3, commands.Told.Count);
        Assert.Equal(["INSERT INTO audit_entry", "INSERT INTO register_task_report", "INSERT INTO request_once", "UPDATE audit_head"],
            commands.Told[2].Split(';').Select(one => string.Join(' ', one.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Take(one.Contains("INSERT", StringComparison.Ordinal) ? 3 : 2)))
                .Where(one => one.Length > 0).Order());
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_another_changed_while_a_request_waited_for_its_turn_is_seen_by_its_terms(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string task = await TaskAsync(room);
        using IDisposable look = ProgrammeDatabase.Look();
        Assert.Empty((await room.Store.FindAsync(task, Today))!.Reports);
        Task other;
        using (ExecutionContext.SuppressFlow())
        {
            other = Task.Run(() => ReportAsync(room, task, "another"));
        }

        await other;
        Viewer mine = TaskRoom.Office with { Terms = new WriteTerms { StillHolds = async stop => (await room.Store.FindAsync(task, Today, cancellation: stop))!.Reports.Count == 0 } };
        await Assert.ThrowsAsync<ChangedSinceException>(() => room.Tasks.ReportAsync(task, Draft("mine"), mine));
        Assert.Equal(["another"], (await room.Store.FindAsync(task, Today))!.Reports.Select(one => one.Text));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Keys_of_requests_go_when_they_are_a_week_old_and_not_before(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string task = await TaskAsync(room);
        await ReportAsync(room, task, "one");
        room.Country.Clock.Now += TimeSpan.FromDays(6.5);
        await ReportAsync(room, task, "two");
        await Assert.ThrowsAsync<DoneBeforeException>(() => ReportAsync(room, task, "one"));
        room.Country.Clock.Now += TimeSpan.FromDays(1);
        await ReportAsync(room, task, "three");
        await using ProgrammeContext context = room.Country.Database.Create();
        Assert.Equal(["lan three", "lan two"], (await context.Set<RequestOnceRow>().Select(row => row.Stamp).ToListAsync()).Order());
    }

    private static async Task<string> TaskAsync(TaskRoom room) =>
        await room.IssuedAsync(new TaskDraft { Text = "Một việc", WorkGroup = 1, LeadText = "Thường trực", Due = TaskRoom.Day("2026-12-01") }) + "/1";

    private static ReportDraft Draft(string text) => new(TaskRoom.Day("2026-01-01"), 50, text);

    private static Task ReportAsync(TaskRoom room, string task, string key) =>
        room.Tasks.ReportAsync(task, Draft(key), TaskRoom.Office with { Terms = new WriteTerms { Once = new OnceOnly("lan", key, key) } });

    /// <summary>The commands that EF Core sends for this test, and not for those that run beside it.</summary>
    private sealed class CommandsOfThisTest : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<CommandsOfThisTest?> Now = new();
        private readonly List<IDisposable> _heard = [];

        internal CommandsOfThisTest()
        {
            Now.Value = this;
            _heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        internal List<string> Told { get; } = [];

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                _heard.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Now.Value == this && value.Value is CommandExecutedEventData done)
            {
                Told.Add(done.Command.CommandText);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => _heard.ForEach(one => one.Dispose());
    }
}
