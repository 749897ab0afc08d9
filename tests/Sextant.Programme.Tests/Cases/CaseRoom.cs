using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Judging;
using Sextant.Programme.Cases;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Kpis;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Cases;

/// <summary>Vantages, and what they see, as a test wants.</summary>
internal sealed class Looks(params string[] vantages) : ISecondLooks
{
    public List<(string Campaign, string Target, string Vantage)> Asked { get; } = [];

    public CaseLook? Seen { get; set; }

    /// <summary>A target that cannot be asked for.</summary>
    public string? Broken { get; set; }

    public Task<IReadOnlyList<string>> VantagesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>(vantages);

    public Task AskAsync(string campaign, string target, string vantage, CancellationToken cancellation)
    {
        if (target == Broken)
        {
            throw new InvalidOperationException("broken");
        }

        Asked.Add((campaign, target, vantage));
        return Task.CompletedTask;
    }

    public Task<CaseLook?> ResultAsync(string campaign, string target, string criterion, CancellationToken cancellation) => Task.FromResult(Seen);
}

/// <summary>A country in which Lạng Sơn's portal fails WEB-03.</summary>
internal sealed class CaseRoom : IDisposable
{
    public const string Portal = "site:langson.gov.vn";

    private CaseRoom(VietNam country)
    {
        Country = country;
        Measured.Add(Measurements.State(Portal, TargetClass.None, new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), ("WEB-03", Verdict.Fail), ("WEB-01", Verdict.Fail)) with { Evidence = "sha256:first" });
        Store = new CaseStore(country.Database, Measured);
        People = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock);
        Editing = new CaseEditing(country.Database, Measured, People.Reach, country.Clock);
    }

    public VietNam Country { get; }

    public Measurements Measured { get; } = new();

    public PeopleArea People { get; }

    public CaseStore Store { get; }

    public CaseEditing Editing { get; }

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");

    public static async Task<CaseRoom> OpenAsync(DatabaseKind kind) => new(await VietNam.OpenAsync(kind));

    /// <summary>A publication of 7 December, of which units see their sheets from 30 November; the clock stands there.</summary>
    public async Task<string> PublishingAsync(Viewer office)
    {
        string id = await Editing.AnnounceAsync("Kết quả tuần 49", Day("2026-12-07"), office);
        Go("2026-11-30");
        return id;
    }

    public CaseRunner Runner(Looks looks) => new(Store, Editing, looks, Country.Clock);

    public void Go(string day) => Country.Clock.Now = new DateTimeOffset(Day(day).ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero);

    public async Task<string> RefusedAsync(Func<Task> work) => (await Assert.ThrowsAsync<RefusedException>(work)).Word;

    public void Dispose() => Country.Dispose();
}
