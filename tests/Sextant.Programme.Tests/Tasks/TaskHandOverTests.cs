using Sextant.Programme.Organisations.Events;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Tasks;

/// <summary>A task whose lead was split or ended without a successor is somebody's matter: the office's, until it hands it on.</summary>
public sealed class TaskHandOverTests
{
    private static readonly TaskDraft Portal = new() { Text = "Chuyển đổi cổng thông tin điện tử", WorkGroup = 4, Lead = "hue", Due = Day("2026-12-15"), DueBy = "day" };
    private static readonly UnitEventDraft Split = new()
    {
        Kind = "split", Day = Day("2026-11-10"), Decision = new DecisionDraft(null, "12/2026/QH16", Day("2026-06-15"), "Quốc hội"), Units = ["hue"], Into = ["cao-bang", "lang-son"],
    };

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Tasks_of_a_split_unit_wait_for_the_office_and_go_to_another_on_a_day(DatabaseKind kind)
    {
        using TaskRoom room = await TaskRoom.OpenAsync(kind);
        string plan = await room.IssuedAsync(Portal, Portal, Portal);
        await room.Tasks.CancelAsync(plan + "/3", "thôi", Office);
        var hands = new TaskHandOvers(room.Country.Database, room.Country.Clock);
        Assert.Empty(await hands.ListAsync(VietNam.On("2026-11-22")));
        await new UnitEventDesk(room.Country.Database, room.Country.Clock).DoAsync(Split, Office);
        Assert.Empty(await hands.ListAsync(VietNam.On("2026-11-09")));
        IReadOnlyList<LeaderlessTask> left = await hands.ListAsync(VietNam.On("2026-11-22"));
        Assert.Equal([plan + "/1", plan + "/2"], left.Select(one => one.Task.Key));
        Assert.All(left, one => Assert.Equal(["cao-bang", "lang-son"], one.Successors));

        await RefusedAsync("not-allowed", () => hands.HandOnAsync(plan + "/1", "cao-bang", "kế thừa", With("hoa", Role.FocalPoint, "hue")));
        await RefusedAsync("task-hand-on", () => hands.HandOnAsync(plan + "/1", "hue", "kế thừa", Office));
        await RefusedAsync("decision-day", () => hands.HandOnAsync(plan + "/1", "cao-bang", "kế thừa", Office, Day("2026-11-23")));
        await RefusedAsync("task-closed", () => hands.HandOnAsync(plan + "/3", "cao-bang", "kế thừa", Office));
        await hands.HandOnAsync(plan + "/1", "cao-bang", "kế thừa", Office, Day("2026-11-12"));
        await RefusedAsync("task-hand-on", () => hands.HandOnAsync(plan + "/1", "lang-son", "kế thừa", Office, Day("2026-11-11")));
        Assert.Equal([plan + "/2"], (await hands.ListAsync(VietNam.On("2026-11-22"))).Select(one => one.Task.Key));

        // Of earlier days it is told who led it then, and who asks for a unit's tasks of a day finds it so.
        Assert.Equal(("hue", "cao-bang"), (await LeadAsync("2026-11-11"), await LeadAsync("2026-11-12")));
        Assert.Equal([plan + "/1", plan + "/2", plan + "/3"], await OfAsync("hue", "2026-11-11"));
        Assert.Equal([plan + "/1"], await OfAsync("cao-bang", "2026-11-22"));
        Assert.Empty(await OfAsync("cao-bang", "2026-11-11"));

        async Task<string?> LeadAsync(string day) => (await room.Store.FindAsync(plan + "/1", VietNam.On(day)))!.Lead!.Slug;
        async Task<string[]> OfAsync(string unit, string day) => [.. (await room.Store.ListAsync(new TaskFilter { Plan = plan, Organisation = unit }, VietNam.On(day))).Select(task => task.Key)];
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
