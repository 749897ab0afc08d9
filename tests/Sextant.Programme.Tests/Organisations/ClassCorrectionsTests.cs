using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Organisations;

public sealed class ClassCorrectionsTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Kind_sector_codes_and_names_in_further_languages_are_corrected_by_a_decision_and_survive_a_reload(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new OrganisationStore(country.Database);
        var corrections = new ClassCorrections(country.Database, country.Clock);
        Actor lan = TaskRoom.Office.Actor;
        await new DocumentEditing(country.Database, new DocumentVault("/nowhere"), country.Clock).RecordAsync(new DocumentDraft { Kind = "decision", Number = "7/QĐ-TTg", Date = TaskRoom.Day("2026-01-15"), Title = "Mã" }, lan, null);
        var decided = new ClassDecision(lan, "theo quyết định", "7/QĐ-TTg");
        country.Clock.Now += TimeSpan.FromHours(1);
        await new OrganisationCorrections(country.Database, country.Clock).FoundAsync("trung-tam-a", "agency", "programme", new LocalText([KeyValuePair.Create("vi", "Trung tâm A")]), TaskRoom.Day("2026-01-01"), new Correction("lan", "thành lập"));

        await RefusedAsync("correct-language", () => corrections.AddNameAsync("trung-tam-a", "fr", "Centre A", null, decided));
        await RefusedAsync("correct-language-held", () => corrections.AddNameAsync("trung-tam-a", "vi", "Trung tâm B", null, decided));
        await RefusedAsync("reason", () => corrections.AddNameAsync("trung-tam-a", "en", "Centre A", null, decided with { Reason = " " }));
        await RefusedAsync("document-none", () => corrections.AddNameAsync("trung-tam-a", "en", "Centre A", null, decided with { Document = "8/QĐ-TTg" }));
        await corrections.AddNameAsync("trung-tam-a", "en", "Centre A", null, decided);
        Assert.Equal("Centre A", (await store.FindAsync("trung-tam-a", VietNam.On("2026-01-01")))!.Name.In("en"));

        await RefusedAsync("correct-class", () => corrections.ReclassAsync("trung-tam-a", "poem", "programme", decided));
        await corrections.ReclassAsync("trung-tam-a", "operator", "telecom", decided);
        Assert.Contains(await store.ListAsync(new OrganisationFilter { Kinds = ["operator"] }, VietNam.On("2026-11-22")), line => line is { Slug: "trung-tam-a", Sector: "telecom" });

        await RefusedAsync("event-code-taken", () => corrections.RecodeAsync("trung-tam-a", new CodeChange("province-code", null, "24", TaskRoom.Day("2026-03-01")), decided));
        await RefusedAsync("correct-code-none", () => corrections.RecodeAsync("bac-ninh-2025", new CodeChange("province-code", "99", "98", TaskRoom.Day("2026-03-01")), decided));
        await RefusedAsync("correct-scheme", () => corrections.RecodeAsync("bac-ninh-2025", new CodeChange("iso", null, "98", TaskRoom.Day("2026-03-01")), decided));
        await corrections.RecodeAsync("bac-ninh-2025", new CodeChange("province-code", "24", "98", TaskRoom.Day("2026-03-01")), decided);
        Assert.Equal("bac-ninh-2025", await store.ByDesignationAsync("province-code", "24", VietNam.On("2026-02-28")));
        Assert.Null(await store.ByDesignationAsync("province-code", "24", VietNam.On("2026-03-01")));
        Assert.Equal("bac-ninh-2025", await store.ByDesignationAsync("province-code", "98", VietNam.On("2026-03-01")));

        await country.Loader.LoadAsync(VietNam.Pack with { Version = "2027.1" });
        Assert.Equal("bac-ninh-2025", await store.ByDesignationAsync("province-code", "98", VietNam.On("2026-03-01")));
        IReadOnlyList<AuditEntry> log = await new AuditLog(country.Database, country.Clock).ListAsync(new AuditFilter { Action = "organisation.correct" });
        Assert.Equal(4, log.Count);
        Assert.All(log, entry => Assert.Equal("7/QĐ-TTg: theo quyết định", entry.Reason));
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
