using System.Globalization;
using System.Text.Json;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Measurement;
using Sextant.Programme.Documents;
using Sextant.Programme.Drafting;
using Sextant.Programme.Packs;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Bench.Office;

/// <summary>The names that readers and writers use.</summary>
/// <param name="Sites">Sites whose evidence is kept.</param>
/// <param name="Draft">The document under drafting whose round is open.</param>
/// <param name="Plan">The plan that is still open.</param>
/// <param name="Quarter">For which returns are asked; null in a folder that was made before there were any.</param>
internal sealed record OfficeNames(IReadOnlyList<string> Organisations, IReadOnlyList<string> Sites, IReadOnlyList<string> Documents, string Draft, string Plan, string? Quarter = null);

/// <summary>A data folder with an office in it, made through the product's own stores; the register and the measurements may lie in PostgreSQL instead.</summary>
internal static class OfficeFolder
{
    private const string NamesFile = "names.json";

    public static KeepingSettings Keeping(string folder) => new(folder, BenchRun.Asked.Told("postgres") is { } connection
        ? new DatabaseChoice(Cli.Settings.DatabaseKind.Postgres, connection) : new DatabaseChoice(Cli.Settings.DatabaseKind.Sqlite, null));

    /// <summary>Makes what is not there yet.</summary>
    public static async Task<OfficeNames> MakeAsync(string folder, OfficeSize size)
    {
        string list = Path.Combine(folder, NamesFile);
        if (!File.Exists(list))
        {
            OfficeNames made = await FillAsync(folder, size);
            await File.WriteAllTextAsync(list, JsonSerializer.Serialize(made));
        }

        return JsonSerializer.Deserialize<OfficeNames>(await File.ReadAllTextAsync(list))!;
    }

    private static async Task<OfficeNames> FillAsync(string folder, OfficeSize size)
    {
        KeepingSettings keeping = Keeping(folder);
        ProgrammeDatabase register = await DataRooms.EmptyRegisterAsync(keeping, default);
        OfficePack pack = OfficePack.Write(Path.Combine(folder, "pack"), size);
        await new PackLoader(register, TimeProvider.System).LoadAsync(PackReader.Read(Path.Combine(folder, "pack")));
        PeopleArea people = DataRooms.People(keeping, register, TimeProvider.System);
        (Viewer office, IReadOnlyList<OfficePerson> persons) = await OfficePeople.MakeAsync(people, pack.Organisations);
        OfficePeople.Save(folder, persons);
        (string draft, string plan) = await WriteAsync(register, people, office, size);
        await using MeasurementStores stores = await DataRooms.MeasurementAsync(keeping, TimeProvider.System, default);
        await OfficeMeasured.KeepAsync(stores, DataRooms.MeasurementOptions(keeping), pack.Names, size);
        string quarter = await OfficeReturns.MakeAsync(register, people, office, persons);
        return new OfficeNames(pack.Organisations, [.. pack.Names.Take(size.Evidence).Select(one => one.Name)], pack.Documents, draft, plan, quarter);
    }

    /// <summary>What the office wrote itself: two reports on each task, a draft with an open round, next year's plan.</summary>
    private static async Task<(string Draft, string Plan)> WriteAsync(ProgrammeDatabase register, PeopleArea people, Viewer office, OfficeSize size)
    {
        var tasks = new TaskEditing(register, people.Reach, new DocumentVault("/nowhere"), TimeProvider.System);
        DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        for (int year = OfficePack.FirstYear; year < OfficePack.FirstYear + OfficePack.Years; year++)
        {
            for (int number = 1; number <= size.TasksAYear; number++)
            {
                string key = TaskOf(year, number);
                DateOnly day = new(year, 6, 30);
                await tasks.ReportAsync(key, new ReportDraft(day < today ? day : today, 40, "Đã hoàn thành khảo sát và lập danh mục hệ thống"), office);
                bool done = year < OfficePack.FirstYear + OfficePack.Years - 1;
                await tasks.ReportAsync(key, new ReportDraft(done ? new DateOnly(year, 11, 30) : today, done ? 100 : 60, "Đã chuyển đổi và nghiệm thu", done), office);
            }
        }

        var drafting = new DraftingEditing(register, people.Reach, TimeProvider.System);
        string draft = await drafting.RecordAsync(new DraftDraft(null, "Thông tư về chuyển đổi IPv6", "circular", null, "Điều 1. Phạm vi điều chỉnh"), office);
        await drafting.OpenRoundAsync(draft, today.AddDays(60), office);
        return (draft, await new PlanEditing(register, TimeProvider.System).RecordAsync(new PlanDraft(null, OfficePack.FirstYear + OfficePack.Years, "Kế hoạch năm sau"), office));
    }

    public static string TaskOf(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"ke-hoach-{year}/{number}");
}
