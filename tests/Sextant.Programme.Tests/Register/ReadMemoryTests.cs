using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Register;

/// <summary>What is remembered is what would be read: by whomever the register is changed, and never read again without need.</summary>
public sealed class ReadMemoryTests
{
    private static readonly AsOf Now = VietNam.On("2026-11-22");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_reading_is_made_again_only_when_a_table_has_changed_that_it_read(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        ProgrammeDatabase other = await ProgrammeDatabase.OpenAsync(kind == DatabaseKind.Sqlite ? DatabaseOptions.Sqlite(country.Place) : DatabaseOptions.PostgreSql(country.Place));
        int reads = 0;
        Assert.Equal("Huế", await NameAsync());
        Assert.Equal("Huế", await NameAsync());
        Assert.Equal(1, reads);

        // Of another table; then of the table, by another process.
        await new OrganisationCorrections(other, TimeProvider.System).AddTargetAsync("hue", "site", "moi.hue.gov.vn", "service", null, new Correction("test", "test"));
        await NameAsync();
        Assert.Equal(1, reads);
        await RenameAsync(other, "Huế mới");
        Assert.Equal("Huế mới", await NameAsync());
        Assert.Equal(2, reads);

        // Within one look only what is written within it is seen, and that at once.
        using (ProgrammeDatabase.Look())
        {
            Assert.Equal("Huế mới", await NameAsync());
            await RenameAsync(country.Database, "Huế khác");
            Assert.Equal("Huế khác", await NameAsync());
        }

        // What is not known by when its table changed is read each time.
        int counted = 0;
        for (int i = 0; i < 2; i++)
        {
            await country.Database.Memory.OnceAsync("sessions", 0, async () =>
            {
                counted++;
                await using ProgrammeContext context = country.Database.Create();
                return await context.Set<PersonSessionRow>().CountAsync();
            }, default);
        }

        Assert.Equal(2, counted);

        Task<string> NameAsync() => country.Database.Memory.OnceAsync("name", "hue", async () =>
        {
            reads++;
            await using ProgrammeContext context = country.Database.Create();
            return await context.Known<RegisterName>(Now).Where(row => row.Organisation == "hue" && row.Language == "vi").OrderByDescending(row => row.Id).Select(row => row.Name).FirstAsync();
        }, default);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_waits_for_a_reading_shares_it_and_sees_what_was_written_before_it_came(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        int reads = 0;
        Task<string> first = NameAsync();
        await begun.Task;
        await RenameAsync(country.Database, "Huế mới");
        Task<string>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => Task.Run(NameAsync))];
        go.SetResult();
        Assert.Equal("Huế", await first);
        Assert.All(await Task.WhenAll(waiting), name => Assert.Equal("Huế mới", name));
        Assert.InRange(reads, 2, 3); // one for all that waited, and perhaps one that came when nobody did

        Task<string> NameAsync() => country.Database.Memory.OnceAsync("name", "hue", async () =>
        {
            Interlocked.Increment(ref reads);
            await using ProgrammeContext context = country.Database.Create();
            string name = await context.Known<RegisterName>(Now).Where(row => row.Organisation == "hue" && row.Language == "vi").OrderByDescending(row => row.Id).Select(row => row.Name).FirstAsync();
            begun.TrySetResult();
            await go.Task;
            return name;
        }, default);
    }

    [Fact]
    public async Task Who_asks_together_shares_an_answer_that_began_after_all_of_them_came()
    {
        int asked = 0;
        var go = new TaskCompletionSource();
        var question = new AskedTogether<int>(async () =>
        {
            int mine = Interlocked.Increment(ref asked);
            await go.Task;
            return mine == 3 ? throw new InvalidOperationException("refused") : mine;
        });
        Task<int> first = question.AskAsync(default);
        Task<int>[] meanwhile = [.. Enumerable.Range(0, 20).Select(_ => question.AskAsync(default))];
        go.SetResult();
        Assert.Equal(1, await first);
        Assert.All(await Task.WhenAll(meanwhile), answer => Assert.Equal(2, answer));
        await Assert.ThrowsAsync<InvalidOperationException>(() => question.AskAsync(default));
        Assert.Equal(4, await question.AskAsync(default)); // a fault is of who asked, and holds nobody up
    }

    [Fact]
    public async Task Who_writes_waits_in_turn_and_holds_no_thread_and_what_can_be_left_is_left_meanwhile()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var go = new TaskCompletionSource();
        var turns = new List<int>();
        List<Task> writing = [];
        for (int i = 0; i < 5; i++)
        {
            int turn = i;
            writing.Add(country.Database.WriteAsync(async _ =>
            {
                await go.Task;
                turns.Add(turn);
                return turn;
            }, default)); // comes back at once, though the first has not ended
        }

        await country.Database.WriteIfFreeAsync(must: false, _ => throw new InvalidOperationException("somebody writes"), default);
        Task last = country.Database.WriteIfFreeAsync(must: true, _ => Task.FromResult(turns.Count), default);
        go.SetResult();
        await Task.WhenAll([.. writing, last]);
        Assert.Equal([0, 1, 2, 3, 4], turns);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Tasks_held_in_memory_are_those_of_the_database_after_each_change(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        await SameAsync();
        string plan = await room.Plans.RecordAsync(new PlanDraft(null, 2026, "Kế hoạch năm 2026"), Office);
        await room.Tasks.PutAsync(plan, new TaskDraft { Text = "Một việc", LeadText = "Thường trực", With = ["vnpt"] }, Office);
        await SameAsync();
        await room.Tasks.PutAsync(plan, new TaskDraft { Number = 1, Text = "Một việc khác", LeadText = "Thường trực" }, Office); // a unit taken back, a text changed
        await SameAsync();
        await room.Tasks.CancelAsync("ke-hoach-2015/2", "gộp", Office);
        await SameAsync();
        await room.Tasks.ReportAsync("ke-hoach-2015/1", new ReportDraft(Now.Date, 100, "Xong", Done: true), Office);
        await SameAsync();

        async Task SameAsync()
        {
            // What is known at an instant is read from the database, what is known now from memory.
            IReadOnlyList<TaskView> read = await room.Store.ListAsync(new TaskFilter { Drafts = true }, Now with { Known = DateTimeOffset.MaxValue });
            IReadOnlyList<TaskView> held = await room.Store.ListAsync(new TaskFilter { Drafts = true }, Now);
            Assert.Equal(read.Select(Told), held.Select(Told));
            Assert.NotEmpty(held);
        }

        static string Told(TaskView view) => $"{view.Key} {view.Text} {view.Progress} {view.Percent} {string.Join(' ', view.With.Select(unit => unit.Slug))} {string.Join(' ', view.Reports.Select(one => one.Text))}";
    }

    private static Task RenameAsync(ProgrammeDatabase database, string name) =>
        new OrganisationCorrections(database, TimeProvider.System).CorrectNameAsync("hue", "vi", name, Now, new Correction("test", "test"));
}
