using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations;
using Sextant.Programme.Packs;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Register;

/// <summary>What must hold of the register's history whatever packs and persons do.</summary>
public sealed class HistoryTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task As_of_any_day_the_register_lists_what_the_pack_says_of_it(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var organisations = new OrganisationStore(country.Database);
        var targets = new TargetStore(country.Database);
        Dictionary<string, PackOrganisation> units = VietNam.Pack.Organisations.ToDictionary(unit => unit.Id);
        var random = new Random(2025);
        DateOnly[] days = [.. Turns().Concat(Enumerable.Range(0, 8).Select(_ => new DateOnly(2008, 1, 1).AddDays(random.Next(9000))))];
        foreach (DateOnly day in days)
        {
            string[] expected = [.. units.Values.Where(unit => Holds(unit.From, unit.Until, day)).Select(unit => unit.Id).Order(StringComparer.Ordinal)];
            IReadOnlyList<OrganisationLine> listed = await organisations.ListAsync(new OrganisationFilter(), new AsOf(day));
            Assert.Equal(expected, listed.Select(line => line.Slug).Order(StringComparer.Ordinal));
            Assert.All(listed, line => Assert.NotEmpty(line.Name.In("vi")));
            Assert.Equal(
                VietNam.Pack.Domains.Where(domain => Holds(domain.From, domain.Until, day) && Holds(units[domain.Organisation].From, units[domain.Organisation].Until, day))
                    .SelectMany(domain => domain.Kinds.Select(one => $"{one}:{domain.Domain}")).Distinct().Order(StringComparer.Ordinal),
                (await targets.ListAsync(new OrganisationFilter(), new AsOf(day))).Select(target => target.Key).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_packs_and_persons_do_history_has_no_gap_no_fork_and_no_lost_correction(int seed)
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var corrections = new OrganisationCorrections(country.Database, country.Clock);
        var random = new Random(seed);
        string[] slugs = [.. VietNam.Pack.Organisations.Where(unit => unit is { From: null, Until: null }).Select(unit => unit.Id)];
        var named = new Dictionary<string, string>();
        for (int step = 0; step < 9; step++)
        {
            country.Clock.Now += TimeSpan.FromMinutes(random.Next(-5, 60));
            string slug = slugs[random.Next(slugs.Length)];
            if (random.Next(2) == 0)
            {
                named[slug] = $"Tên {step}";
                await corrections.RenameAsync(slug, new LocalText([KeyValuePair.Create("vi", named[slug])]), new DateOnly(2026, 1, 1), new Correction("lan", "test"));
            }
            else
            {
                await country.Loader.LoadAsync(Changed(random, step));
            }

            await AssertSoundAsync(country);
        }

        await country.Loader.LoadAsync(VietNam.Pack with { Version = "2099.99" });
        var store = new OrganisationStore(country.Database);
        foreach ((string slug, string name) in named)
        {
            Assert.Equal(name, (await store.FindAsync(slug, VietNam.On("2026-06-01")))!.Name.In("vi"));
        }

        Assert.Equal(63, (await store.CountAsync(VietNam.On("2025-06-30")))["province"]);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Persons_at_once_wait_for_each_other(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var corrections = new OrganisationCorrections(country.Database, country.Clock);
        Task[] work =
        [
            .. Enumerable.Range(0, 6).Select(i => Task.Run(() =>
                corrections.CorrectNameAsync("hue", "vi", $"Huế {i}", VietNam.On("2026-01-01"), new Correction($"p{i}", "test")))),
            Task.Run(() => country.Loader.LoadAsync(VietNam.Pack with { Version = "2099.1" })),
        ];
        await Task.WhenAll(work);
        await AssertSoundAsync(country);

        // The same domain for two at once: one of them is told that it is taken.
        Exception?[] outcomes = await Task.WhenAll(((string[])["vnpt", "viettel"]).Select(slug => Record.ExceptionAsync(() =>
            Task.Run(() => corrections.AddTargetAsync(slug, "site", "mang.vn", "portal", null, new Correction("lan", "test")))).AsTask()));
        Assert.IsType<RefusedException>(Assert.Single(outcomes, outcome => outcome is not null));
    }

    private static IEnumerable<DateOnly> Turns() =>
        ((string[])["2025-02-28", "2025-03-01", "2025-06-30", "2025-07-01", "2009-01-05", "2009-01-06"]).Select(DateOnly.Parse);

    private static bool Holds(DateOnly? from, DateOnly? until, DateOnly day) => (from is null || from <= day) && (until is null || until >= day);

    private static Pack Changed(Random random, int step)
    {
        int changed = random.Next(VietNam.Pack.Documents.Count);
        return VietNam.Pack with
        {
            Version = $"2099.{step}",
            Documents = [.. VietNam.Pack.Documents.Select((item, i) => i == changed ? item with { Note = $"note {random.Next(3)}" } : item)],
            Days = [.. VietNam.Pack.Days.Where(_ => random.Next(3) > 0)],
            Asns = [.. VietNam.Pack.Asns.Where(_ => random.Next(10) > 0)],
        };
    }

    private static async Task AssertSoundAsync(VietNam country)
    {
        await using ProgrammeContext context = country.Database.Create();
        Sound(await context.Set<RegisterName>().AsNoTracking().ToListAsync());
        Sound(await context.Set<RegisterDocument>().AsNoTracking().ToListAsync());
        Sound(await context.Set<RegisterDay>().AsNoTracking().ToListAsync());
        Sound(await context.Set<RegisterAsn>().AsNoTracking().ToListAsync());
    }

    /// <summary>The versions of each key follow each other without gap or overlap, and exactly the last is current.</summary>
    private static void Sound<T>(List<T> rows)
        where T : RegisterRow
    {
        foreach (IGrouping<string, T> fact in rows.GroupBy(row => row.Key))
        {
            T[] versions = [.. fact.OrderBy(row => row.RecordedAt)];
            for (int i = 0; i < versions.Length; i++)
            {
                Assert.True(versions[i].SupersededAt is not { } end || end > versions[i].RecordedAt, fact.Key);
                Assert.Equal(i + 1 < versions.Length ? versions[i + 1].RecordedAt : null, versions[i].SupersededAt);
                Assert.NotEmpty(versions[i].Origin);
            }
        }
    }
}
