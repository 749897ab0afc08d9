using System.Text;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Sources;

/// <summary>What others measured: read with distrust, kept by delivery, ranked within one file.</summary>
public sealed class OutsideTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Actor Lan = Actor.CommandLine("lan", "machine");

    [Fact]
    public void Rows_of_economies_and_networks_are_read()
    {
        OutsideReading economies = ApnicFile.Read(Sample("apnic-economies.json"), Today);
        Assert.Empty(economies.Faults);
        OutsidePoint newest = economies.Points.Last(point => point is { Subject: "cc:VN", Series: OutsideSeries.ApnicCapable });
        Assert.Equal((new DateOnly(2026, 11, 19), 66.58m, 150000.5m), (newest.Day, newest.Value, newest.Samples));

        OutsideReading networks = ApnicFile.Read(Sample("apnic-networks.json"), Today);
        Assert.Equal(["as:VN:131429", "as:VN:18403", "as:VN:45899", "as:VN:7552"], networks.Points.Select(point => point.Subject).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Googles_files_are_recognised_by_their_rows_and_never_run()
    {
        OutsideReading countries = GoogleFile.Read(Sample("google-worldmap.js"), new DateOnly(2026, 11, 20), Today);
        Assert.Equal(6, countries.Points.Count);
        Assert.Equal(17.42m, countries.Points.Single(point => point.Subject == "cc:KR").Value);
        OutsideReading world = GoogleFile.Read(Sample("google-adoption.js"), null, Today);
        Assert.Equal([new DateOnly(2008, 9, 4), new DateOnly(2016, 2, 29), new DateOnly(2026, 10, 30)], world.Points.Select(point => point.Day));
        Assert.Equal(["no-day"], GoogleFile.Read(Sample("google-worldmap.js"), null, Today).Faults.Select(fault => fault.Word));
    }

    [Theory]
    [InlineData("""var a = {"data": [["VN", "Vietnam", 61.25],["MY", "Mal""", "cut")]
    [InlineData("""var a = {"data": [["VN", "Vietnam", 61.25],""", "cut")]
    [InlineData("""var a = {"data": [["VN", "Vietnam", 61.25],["MY", "Malaysia", "n/a"]]};""", "percent")]
    [InlineData("""var a = {"data": [["VN", "Vietnam", 61.25],["MY", "Malaysia", null]]}; // Google's""", null)]
    public void A_file_of_Googles_that_was_cut_or_misspelt_ranks_nobody(string script, string? word)
    {
        OutsideReading reading = GoogleFile.Read(new OutsideContent("x.js", Encoding.UTF8.GetBytes(script)), new DateOnly(2026, 11, 20), Today);
        Assert.Equal(word is null ? [] : [word], reading.Faults.Select(fault => fault.Word));
        Assert.Equal(word is null ? ["cc:VN"] : [], reading.Points.Where(_ => word is null).Select(point => point.Subject));
    }

    [Theory]
    [InlineData("""[1]""", "no-data")]
    [InlineData("""{"data":[""", "not-json")]
    [InlineData("""{"data":[]}""", "empty")]
    [InlineData("""{"data":[7]}""", "not-row")]
    [InlineData("""{"data":[{"cc":"VN","date":"2026-11-23","30":{"seen":1,"capable_pc":1,"preferred_pc":1}}]}""", "date")]
    [InlineData("""{"data":[{"cc":"VN","date":"20/11/2026","30":{"seen":1,"capable_pc":1,"preferred_pc":1}}]}""", "date")]
    [InlineData("""{"data":[{"cc":"vn","date":"2026-11-20","30":{"seen":1,"capable_pc":1,"preferred_pc":1}}]}""", "economy")]
    [InlineData("""{"data":[{"cc":"VN","as":"AS0","date":"2026-11-20","30":{"seen":1,"capable_pc":1,"preferred_pc":1}}]}""", "as")]
    [InlineData("""{"data":[{"cc":"VN","date":"2026-11-20"}]}""", "window")]
    [InlineData("""{"data":[{"cc":"VN","date":"2026-11-20","30":{"seen":1,"capable_pc":100.1,"preferred_pc":1}}]}""", "percent")]
    [InlineData("""{"data":[{"cc":"VN","date":"2026-11-20","30":{"seen":1,"capable_pc":1e400,"preferred_pc":1}}]}""", "percent")]
    [InlineData("""{"data":[{"cc":"VN","date":"2026-11-20","30":{"seen":-1,"capable_pc":1,"preferred_pc":1}}]}""", "samples")]
    public void What_is_wrong_with_a_file_is_said_with_its_place(string json, string word)
    {
        OutsideReading reading = ApnicFile.Read(new OutsideContent("x\u001b.json", Encoding.UTF8.GetBytes(json)), Today);
        Assert.Equal([word], reading.Faults.Select(fault => fault.Word));
        Assert.Empty(reading.Points);
        string line = OutsideFaultTexts.Line(reading.Faults[0], "vi");
        Assert.DoesNotContain('\u001b', line);
        Assert.NotEqual(line, OutsideFaultTexts.Line(reading.Faults[0], "en"));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_and_throws_nothing()
    {
        ReadOnlyMemory<byte> whole = Sample("apnic-networks.json").Content;
        for (int cut = 0; cut < whole.Length - 1; cut += 7)
        {
            Assert.NotEmpty(ApnicFile.Read(new OutsideContent("x", whole[..cut]), Today).Faults);
        }

        Assert.NotEmpty(GoogleFile.Read(new OutsideContent("x", new byte[] { 0xFF, 0xFE, 0x00 }), Today, Today).Faults);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Ranks_are_counted_within_one_file_and_one_day(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var import = new OutsideImport(country.Database, country.Clock);
        OutsideDelivery made = await import.ApnicAsync([Sample("apnic-economies.json"), Sample("apnic-networks.json")], Lan);
        Assert.Equal(("apnic-1", 17), (made.Key, made.Economies));

        OutsideState state = await new OutsideStore(country.Database).StateAsync(VietNam.On("2026-11-22"));
        OutsideRank rank = state.Rank(OutsideSeries.ApnicCapable)!;

        // Above VN's 66.58: MY, IN, FR, DE. LA has the same share but 800 samples; XA and QM are no economies.
        Assert.Equal((5, 14, 2, 10), (rank.World, rank.OfWorld, rank.Asean, rank.OfAsean));
        Assert.Equal((new DateOnly(2026, 11, 19), "apnic-1"), (rank.Day, rank.File));

        // One of the eleven has too few samples there; before Timor-Leste they were ten.
        Assert.Equal((11, 10), (Regions.AseanStates(rank.Day), Regions.AseanStates(new DateOnly(2025, 10, 25))));
        Assert.Equal([45899, 7552, 18403], state.Networks.Select(network => network.Number));
        Assert.Equal(1, state.Hidden);
        Assert.Equal(81.2m, state.Networks[1].Capable);

        // On an earlier day there is no other economy to be ranked among.
        Assert.Null((await new OutsideStore(country.Database).StateAsync(VietNam.On("2026-11-18"))).Rank(OutsideSeries.ApnicCapable));
        Assert.NotNull((await new OutsideStore(country.Database).StateAsync(VietNam.On("2026-10-31"))).Rank(OutsideSeries.ApnicCapable));

        // Google's countries stand apart; who is level with another shares the place.
        await import.GoogleAsync([Sample("google-worldmap.js")], new DateOnly(2026, 11, 20), Lan);
        state = await new OutsideStore(country.Database).StateAsync(VietNam.On("2026-11-22"));
        OutsideRank google = state.Rank(OutsideSeries.GoogleUsers)!;
        Assert.Equal((3, 6, 1, 3), (google.World, google.OfWorld, google.Asean, google.OfAsean));
        Assert.Equal(66.58m, state.Newest(OutsideSeries.ApnicCapable)!.Value);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_delivery_is_taken_once_all_or_nothing_and_can_be_undone(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var import = new OutsideImport(country.Database, country.Clock);
        var store = new OutsideStore(country.Database);
        OutsideContent bad = new("b.json", Encoding.UTF8.GetBytes("""{"data":[{"cc":"VN","date":"2026-11-19","30":{"seen":1,"capable_pc":1,"preferred_pc":1}},{"cc":"V"}]}"""));
        OutsideException refused = await Assert.ThrowsAsync<OutsideException>(() => import.ApnicAsync([Sample("apnic-economies.json"), bad], Lan));
        Assert.Contains(refused.Faults, fault => fault is { Word: "twice", File: "b.json" });
        Assert.Contains(refused.Faults, fault => fault is { Word: "economy", Place: "data[1].cc" });
        Assert.Empty(await store.DeliveriesAsync());

        await import.ApnicAsync([Sample("apnic-economies.json")], Lan);
        Assert.Equal("outside-known", (await Assert.ThrowsAsync<RefusedException>(() => import.ApnicAsync([Sample("apnic-economies.json")], Lan))).Word);

        // A correction of one day takes precedence; undone, the first delivery counts again, and who asks what was known then still sees it.
        country.Clock.Now = country.Clock.Now.AddHours(1);
        OutsideContent later = new("c.json", Encoding.UTF8.GetBytes("""{"data":[{"cc":"VN","date":"2026-11-19","30":{"seen":5000,"capable_pc":10,"preferred_pc":9}}]}"""));
        OutsideDelivery second = await import.ApnicAsync([later], Lan);
        DateTimeOffset between = country.Clock.Now.AddMinutes(1);
        Assert.Equal(10m, (await store.StateAsync(VietNam.On("2026-11-22"))).Newest(OutsideSeries.ApnicCapable)!.Value);
        country.Clock.Now = country.Clock.Now.AddHours(1);
        Assert.Equal("reason", (await Assert.ThrowsAsync<RefusedException>(() => import.UndoAsync(second.Key, " ", Lan))).Word);
        await import.UndoAsync(second.Key, "sai tệp", Lan);
        Assert.Equal(66.58m, (await store.StateAsync(VietNam.On("2026-11-22"))).Newest(OutsideSeries.ApnicCapable)!.Value);
        Assert.Equal(10m, (await store.StateAsync(new AsOf(Today, between))).Newest(OutsideSeries.ApnicCapable)!.Value);
        Assert.Equal("outside-none", (await Assert.ThrowsAsync<RefusedException>(() => import.UndoAsync(second.Key, "x", Lan))).Word);
        Assert.Equal(
            ["outside.undo", "outside.import", "outside.import"],
            (await new AuditLog(country.Database, country.Clock).ListAsync(new AuditFilter { Most = 3 })).Select(entry => entry.Action));
    }

    [Fact]
    public void The_region_is_that_of_the_day()
    {
        Assert.False(Regions.InAsean("TL", new DateOnly(2025, 10, 25)));
        Assert.True(Regions.InAsean("TL", new DateOnly(2025, 10, 26)));
        Assert.All((string[])["XA", "QM", "QZ", "AA", "ZZ", "V1"], code => Assert.False(Regions.IsEconomy(code)));
        Assert.All((string[])["QA", "VN", "AF"], code => Assert.True(Regions.IsEconomy(code)));
    }

    private static OutsideContent Sample(string name) => new(name, File.ReadAllBytes(Repository.At("tests", "Sextant.Programme.Tests", "Sources", "samples", name)));
}
