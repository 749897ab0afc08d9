using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Judging;
using Sextant.Programme.Imports;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Returns;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Returns;

/// <summary>Returns over a register of a test's own: VNPT owes the quarters asked for.</summary>
internal sealed class ReturnRoom : IDisposable
{
    public const string Q2 = "2026-Q2";
    public const string Q3 = "2026-Q3";
    public static readonly Viewer Vnpt = With("tam", Role.FocalPoint, "vnpt");
    public static readonly Viewer Viettel = With("vy", Role.FocalPoint, "viettel");

    /// <summary>A return that holds together: 90 % of 10 million fixed, 80 % of 50 million mobile.</summary>
    public static readonly ReturnDraft Whole = new("vnpt", "operator", Q3)
    {
        Figures = new Dictionary<string, decimal>
        {
            ["fixed-subscribers"] = 10_000_000, ["fixed-ipv6"] = 9_000_000, ["mobile-subscribers"] = 50_000_000, ["mobile-ipv6"] = 40_000_000, ["traffic"] = 4_000.5m, ["traffic-ipv6"] = 2_500,
            ["forecast-fixed-1"] = 94.1m, ["forecast-fixed-3"] = 99, ["forecast-mobile-1"] = 90, ["forecast-mobile-3"] = 98.5m,
        },
        Roadmap = [new RoadmapLine("fixed", "customer-device", "2027-Q2", 1_000_000, null), new RoadmapLine("mobile", "terminal", "2028-Q4", 11_000_000, 1_000_000)],
        Supports = [new SupportedUnit("hue", "site", "done"), new SupportedUnit("lang-son", "line", "under-way")],
    };

    private ReturnRoom(VietNam country)
    {
        Country = country;
        Reach = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock).Reach;
        Store = new ReturnStore(country.Database, Measured, Reach, country.Clock);
        Editing = new ReturnEditing(country.Database, Store, Reach, country.Clock);
        Settled = new ReturnOffice(country.Database, country.Clock);
        Desk = new ImportDesk(country.Database, Reach, country.Clock);
    }

    public VietNam Country { get; }

    public PeopleReach Reach { get; }

    public ReturnStore Store { get; }

    public ReturnEditing Editing { get; }

    public ReturnOffice Settled { get; }

    public ImportDesk Desk { get; }

    /// <summary>What was measured, as a test says.</summary>
    public SomeMeasured Measured { get; } = new();

    public static async Task<ReturnRoom> OpenAsync(DatabaseKind kind)
    {
        var room = new ReturnRoom(await VietNam.OpenAsync(kind));
        await room.Settled.AskAsync("operator", Q2, Day("2026-07-15"), Office);
        await room.Settled.AskAsync("operator", "Quý III/2026", Day("2026-10-15"), Office);
        await room.Settled.OweAsync("vnpt", "operator", null, Office);
        await room.Settled.OweAsync("viettel", "operator", Day("2026-08-01"), Office);
        await room.Settled.HoldAsync("vnpt", "network", "AS45899", Office);
        return room;
    }

    /// <summary>Saves, answers every question with a reason, hands in.</summary>
    public async Task<string> HandInAsync(ReturnDraft draft, Viewer viewer)
    {
        string key = await Editing.SaveAsync(draft, viewer);
        ReturnView view = (await Store.VersionsAsync(draft.Organisation, draft.Form, draft.Period, viewer))[^1];
        await Editing.SaveAsync(draft with { Reasons = view.Findings.ToDictionary(finding => finding.Id, _ => "đã kiểm tra lại") }, viewer);
        await Editing.SubmitAsync(key, "Trần Văn Tâm", "Trưởng ban", viewer);
        return key;
    }

    public void Dispose() => Country.Dispose();

    /// <summary>Measurements that a test makes up.</summary>
    internal sealed class SomeMeasured : IMeasuredStates
    {
        public Dictionary<string, TargetClass> Classes { get; } = [];

        public Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(IReadOnlyCollection<string> targets, DateTimeOffset instant, CancellationToken cancellation = default) =>
            Task.FromResult<IReadOnlyDictionary<string, MeasuredState>>(Classes.Where(pair => targets.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => new MeasuredState
            {
                Target = pair.Key, Class = pair.Value, Level = default, LevelScope = default, Criteria = new Dictionary<string, Verdict>(), MeasuredAt = instant.AddDays(-1),
            }));
    }
}
