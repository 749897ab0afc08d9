using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Judging;
using Sextant.Programme.Kpis;
using Sextant.Programme.Notices;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Papers;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Organisations;

/// <summary>Exemptions: always with an end, never ready, counted apart.</summary>
public sealed class ExemptionTests
{
    private const string Portal = "site:langson.gov.vn";
    private static readonly ExemptionDraft LangSon = new(null, "lang-son", "langson.gov.vn", null, "đang chuyển trụ sở", "Bộ KH&CN", "38/QĐ-BTTTT", TaskRoom.Day("2026-11-01"), TaskRoom.Day("2026-12-10"));

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_exemption_holds_for_its_days_and_ends_by_itself(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new ExemptionStore(country.Database);
        string key = await Desk(country).RecordAsync(LangSon, TaskRoom.Office);
        ExemptionView view = Assert.Single(await store.OfAsync("lang-son", VietNam.On("2026-11-22")));
        Assert.Equal((Portal, null, "38-qd-btttt"), (view.Target, view.Criterion, view.Document!.Document));
        Assert.True(view.EndsSoon(TaskRoom.Day("2026-11-22")));
        Assert.Empty(await store.OfAsync("lang-son", VietNam.On("2026-12-11")));
        Assert.Empty(await store.OfAsync("lang-son", VietNam.On("2026-10-31")));
        await Desk(country).RecordAsync(LangSon with { Key = key, Until = TaskRoom.Day("2027-06-30") }, TaskRoom.Office);
        Assert.Single(await store.OfAsync("lang-son", VietNam.On("2026-12-11")));
        DateTimeOffset before = country.Clock.Now;
        country.Clock.Now += TimeSpan.FromHours(1);
        await Desk(country).TakeBackAsync(key, "ghi nhầm", TaskRoom.Office);
        Assert.Empty(await store.ListAsync(VietNam.On("2026-11-22")));
        Assert.Single(await store.ListAsync(VietNam.On("2026-11-22") with { Known = before }));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Of_a_unit_that_is_merged_a_targets_exemption_goes_with_the_target_and_its_own_ends(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var store = new ExemptionStore(country.Database);
        await Desk(country).RecordAsync(LangSon with { Until = TaskRoom.Day("2027-06-30") }, TaskRoom.Office);
        await Desk(country).RecordAsync(LangSon with { Target = null, Criterion = "ORG-02", Until = TaskRoom.Day("2027-06-30") }, TaskRoom.Office);
        var events = new UnitEventDesk(country.Database, country.Clock);
        string merger = await events.DoAsync(
            new UnitEventDraft
            {
                Kind = "merge", Day = TaskRoom.Day("2027-01-01"), Decision = new DecisionDraft(null, "12/2026/QH16", TaskRoom.Day("2026-06-15"), "Quốc hội"), Units = ["lang-son"], Into = ["cao-bang"],
            },
            TaskRoom.Office);
        Assert.Equal(2, (await store.OfAsync("lang-son", VietNam.On("2026-12-31"))).Count);
        Assert.Empty(await store.OfAsync("lang-son", VietNam.On("2027-01-01")));
        ExemptionView moved = Assert.Single(await store.OfAsync("cao-bang", VietNam.On("2027-01-01")));
        Assert.Equal((Portal, TaskRoom.Day("2027-01-01"), TaskRoom.Day("2027-06-30"), LangSon.Why), (moved.Target, moved.From, moved.Until, moved.Why));
        Assert.True((await store.HeldAsync(VietNam.On("2027-02-01"))).Target("cao-bang", Portal));

        await events.TakeBackAsync(merger, "chưa ban hành", TaskRoom.Office);
        Assert.Equal(2, (await store.OfAsync("lang-son", VietNam.On("2027-01-01"))).Count);
        Assert.Empty(await store.OfAsync("cao-bang", VietNam.On("2027-01-01")));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        await Desk(country).RecordAsync(LangSon, TaskRoom.Office);
        await RefusedAsync("exemption-twice", LangSon with { From = TaskRoom.Day("2026-12-10"), Until = TaskRoom.Day("2027-01-01") });
        await RefusedAsync("exemption-days", LangSon with { Until = null });
        await RefusedAsync("exemption-days", LangSon with { Until = TaskRoom.Day("2026-10-31") });
        await RefusedAsync("exemption-days", LangSon with { Until = TaskRoom.Day("2029-11-02") });
        await RefusedAsync("exemption-outside-life", LangSon with { Organisation = "bac-giang", Target = null });
        await RefusedAsync("exemption-target-none", LangSon with { Target = "thuathienhue.gov.vn" });
        await RefusedAsync("exemption-criterion", LangSon with { Criterion = "WEB-99" });
        await RefusedAsync("exemption-why", LangSon with { Why = " " });
        await RefusedAsync("exemption-by", LangSon with { DecidedBy = "" });
        await RefusedAsync("organisation-none", LangSon with { Organisation = "nobody" });
        await RefusedAsync("document-none", LangSon with { Document = "x" });
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => Desk(country).RecordAsync(LangSon, TaskRoom.With("hoa", Role.FocalPoint, "lang-son")))).Word);

        async Task RefusedAsync(string word, ExemptionDraft draft) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(() => Desk(country).RecordAsync(draft, TaskRoom.Office))).Word);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task It_leaves_what_units_owe_and_stays_in_what_users_find(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var at = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        Measurements measured = new Measurements().Add(Portal, TargetClass.None, at).Add("site:thuathienhue.gov.vn", TargetClass.Ready, at);
        var reader = new KpiReader(country.Database, measured);
        Assert.Equal((1m, 2m, 0), await CountAsync("G-02", "portal-alone"));
        await Desk(country).RecordAsync(LangSon, TaskRoom.Office);
        Assert.Equal((1m, 1m, 1), await CountAsync("G-02", "portal-alone"));
        Assert.Equal((1m, 2m, 1), await CountAsync("C-02", "site"));
        Assert.Equal((1m, 2m, 0), await CountAsync("G-02", "portal-alone", "2026-12-11"));

        // Exempted and ready all the same is not counted as ready.
        await Desk(country).RecordAsync(LangSon with { Organisation = "hue", Target = null, Criterion = "ORG-02", Document = null }, TaskRoom.Office);
        Assert.Equal((0m, 0m, 2), await CountAsync("G-02", "portal-alone"));
        Assert.Equal((1m, 2m, 1), await CountAsync("C-02", "site"));

        // What one criterion decides says who is exempted from that one, what others decide does not.
        await Desk(country).RecordAsync(LangSon with { Organisation = "hue", Target = "thuathienhue.gov.vn", Criterion = "WEB-03", Document = null }, TaskRoom.Office);
        Assert.Equal((2, 1), ((await CountAsync("C-09", "registered")).Item3, (await CountAsync("C-02", "site")).Item3));
        UnitFacts facts = (await new UnitReader(country.Database, measured).FindAsync("lang-son", VietNam.On("2026-11-22")))!;
        Assert.Contains(ResultSheet.Blocks(facts, "vi").OfType<PaperText>(), block => block.Text.Contains("đang chuyển trụ sở", StringComparison.Ordinal));

        async Task<(decimal?, decimal?, int)> CountAsync(string id, string definition, string day = "2026-11-22")
        {
            Figure figure = (await reader.ReadAsync(VietNam.On(day))).Readings.Single(reading => reading.Id == id).Figures.Single(one => one.Definition == definition);
            return (figure.Numerator, figure.Denominator, figure.Exempted);
        }
    }

    [Fact]
    public async Task The_office_is_told_a_month_before_and_once()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        await Desk(country).RecordAsync(LangSon with { Until = TaskRoom.Day("2026-12-22") }, TaskRoom.Office);
        await Desk(country).RecordAsync(LangSon with { Target = null, Until = TaskRoom.Day("2026-12-23") }, TaskRoom.Office);
        var people = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock);
        await OfficePersonAsync(country);
        var round = new NoticeRound(country.Database, people, country.Clock, path => path, mails: false);
        Assert.Equal(1, (await round.RunAsync()).Notices);
        Assert.Equal(0, (await round.RunAsync()).Notices);
        country.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(1, (await round.RunAsync()).Notices);
        country.Clock.Now += TimeSpan.FromDays(60);
        Assert.Equal(0, (await round.RunAsync()).Notices);
    }

    private static async Task OfficePersonAsync(VietNam country)
    {
        await using ProgrammeContext context = country.Database.Create();
        context.Add(new PersonRow { Key = "lan", Name = "Lan", Email = "lan@example.gov.vn", EmailFolded = "lan@example.gov.vn", CreatedAt = country.Clock.Now, Stamp = "s" });
        context.Add(new PersonGrantRow { Key = "g", Person = "lan", Role = "office", GrantedAt = country.Clock.Now, GrantedBy = "program" });
        await context.SaveChangesAsync();
    }

    private static ExemptionDesk Desk(VietNam country) => new(country.Database, country.Clock);
}
