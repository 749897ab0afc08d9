using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Imports;
using Sextant.Programme.Imports.Lists;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Imports;

/// <summary>A register of a test's own, and the desk where tables are handed in.</summary>
internal sealed class ImportRoom : IDisposable
{
    private ImportRoom(VietNam country)
    {
        Country = country;
        Reach = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock).Reach;
        Desk = new ImportDesk(country.Database, Reach, country.Clock);
        Store = new ImportStore(country.Database);
        Lists = new ListDesk(country.Database, Reach, country.Clock);
    }

    public VietNam Country { get; }

    public PeopleReach Reach { get; }

    public ImportDesk Desk { get; }

    public ImportStore Store { get; }

    public ListDesk Lists { get; }

    public static async Task<ImportRoom> OpenAsync(DatabaseKind kind) => new(await VietNam.OpenAsync(kind));

    public Task<ImportOutcome> StageAsync(string form, string text, Viewer viewer, string? scope = null) =>
        Desk.StageAsync(new ImportUpload(form, scope, "bang.csv", Encoding.UTF8.GetBytes(text)), viewer);

    /// <summary>Stages and applies; fails with what is wrong.</summary>
    public async Task<string> BringInAsync(string form, string text, Viewer viewer, string? scope = null)
    {
        ImportOutcome staged = await StageAsync(form, text, viewer, scope);
        Assert.True(staged.Faults.None, Said(staged.Faults));
        ImportOutcome applied = await Desk.ApplyAsync(staged.Key!, viewer);
        Assert.True(applied.Faults.None, Said(applied.Faults));
        return staged.Key!;
    }

    /// <summary>A list as it goes out on a day; fails when there is none.</summary>
    public async Task<TableFile> GiveAsync(string list, Viewer viewer, string kind = "csv", string language = "vi", string? scope = null) =>
        (await Lists.OfAsync(list, new ListAsk(viewer, VietNam.On("2026-11-22"), language, scope)) ?? throw new InvalidOperationException(list + " is not given")).As(kind, list, language);

    /// <summary>The text of a list that goes out as CSV, without quotes.</summary>
    public async Task<string> TextAsync(string list, Viewer viewer, string? scope = null) =>
        Encoding.UTF8.GetString((await GiveAsync(list, viewer, scope: scope)).Content).Replace("\"", "", StringComparison.Ordinal);

    /// <summary>Brings back what went out, as XLSX in Vietnamese and as CSV in English: nothing of it is new, nothing changes.</summary>
    public async Task ComesBackAsync(string form, int facts, Viewer viewer, string? scope = null)
    {
        foreach ((string kind, string language) in new[] { ("xlsx", "vi"), ("csv", "en") })
        {
            TableFile file = await GiveAsync(form, viewer, kind, language, scope);
            ImportOutcome staged = await Desk.StageAsync(new ImportUpload(form, scope, file.Name, file.Content), viewer);
            Assert.True(staged.Faults.None, Said(staged.Faults));
            Assert.Equal((0, 0, facts), (await Store.FindAsync(staged.Key!, viewer))!.Counts);
            await Desk.DropAsync(staged.Key!, viewer);
        }
    }

    public static string Said(TableFaults faults) => string.Join(" | ", faults.List.Select(fault => $"{fault.Row}{fault.Letters} {fault.Word}"));

    /// <summary>The targets of an organisation on a day: <c>site:x.vn service 2026-01-01-</c>.</summary>
    public async Task<string[]> TargetsAsync(string organisation, string day = "2026-11-22") =>
        [.. (await new TargetStore(Country.Database).ListAsync(new OrganisationFilter(), VietNam.On(day))).Where(line => line.Organisation == organisation).Select(line => $"{line.Key} {line.Role} {line.From:yyyy-MM-dd}~{line.Until:yyyy-MM-dd}")];

    public void Dispose() => Country.Dispose();
}
