using Sextant.Checks.Judging;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement.Tests.Lake;

/// <summary>The second copy, by target: every row once, whatever stops the work, and a name's years read from it as from the files by day.</summary>
public sealed class LakeCopyTests
{
    private const int Names = 5;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Weeks_come_into_the_copy_and_its_files_are_put_together(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        stores.Lake.CopyRows = 2 * Names;
        string key = "site:n3.gov.vn";
        for (int week = 0; week < 14; week++)
        {
            await WeekAsync(fixture, stores, week);
            fixture.Clock.Advance(TimeSpan.FromDays(7));
            await stores.Lake.CompactAsync();
            Assert.Equal(week + 1, (await stores.Lake.HistoryAsync(key, 100, fixture.Clock.GetUtcNow(), TestContext.Current.CancellationToken)).Count);
        }

        IReadOnlyList<TargetScanRow> history = await stores.Lake.HistoryAsync(key, 100, fixture.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        IReadOnlyList<JudgedTarget> known = await stores.Scans.HistoryAsync(key);
        Assert.Equal(known.Select(one => (one.MeasuredAt, one.Class, one.Level, one.LevelScope, one.Cause, one.Evidence, one.Vantage)), history.Select(one => (one.MeasuredAt, one.Class, one.Level, one.LevelScope, one.Cause, one.Evidence, one.Vantage)));
        Assert.Equal(["site:n3.gov.vn"], history.Select(row => row.TargetKey).Distinct());

        // Before an instant; no more than asked for; and the files by day say the same to who asks in SQL.
        Assert.Equal(4, (await stores.Lake.HistoryAsync(key, 100, Samples.At.AddDays(7 * 4), TestContext.Current.CancellationToken)).Count);
        Assert.Equal(known[0].MeasuredAt, (await stores.Lake.HistoryAsync(key, 1, fixture.Clock.GetUtcNow(), TestContext.Current.CancellationToken)).Single().MeasuredAt);
        Assert.Equal(14 * 2 * Names, (await stores.Lake.QueryAsync(LakeTable.Targets, null, "SELECT count(*) FROM lake", static (in DuckRow row) => row.Int64(0))).Single());
        int copies = Directory.GetFiles(Path.Combine(fixture.Folder, "lake", "targets-by-target", $"part={LakeCopy.BucketOf(key):000}")).Length;
        Assert.InRange(copies, 2, 12); // of thirteen weeks, three by three; what was replaced in the last hour lies there still
        Assert.Empty(await stores.Lake.DamagedAsync());
    }

    [Fact]
    public async Task A_query_asks_for_the_years_of_a_target_that_is_written_out()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        stores.Lake.CopyRows = 2 * Names;
        for (int week = 0; week < 5; week++)
        {
            await WeekAsync(fixture, stores, week);
            fixture.Clock.Advance(TimeSpan.FromDays(7));
            if (week == 3)
            {
                await stores.Lake.CompactAsync(); // the last two weeks are in no copy yet
            }
        }

        DateOnly first = DateOnly.FromDateTime(Samples.At.UtcDateTime);
        Assert.Equal("5 site:n3.gov.vn", await OneAsync(stores, "SELECT count(*), max(target) FROM history('site:n3.gov.vn')"));
        Assert.Equal("10", await OneAsync(stores, "SELECT count(*) FROM (FROM History( 'site:n3.gov.vn' ) UNION ALL FROM history('mail:n1.gov.vn'))"));
        Assert.Equal("0", await OneAsync(stores, "SELECT count(*) FROM history('site:tên''n.gov.vn')"));
        Assert.Equal("2", await OneAsync(stores, "SELECT count(*) FROM history('site:n3.gov.vn')", new LakeRange(first.AddDays(7), first.AddDays(14))));
        Assert.Equal("0", await OneAsync(stores, "SELECT count(*) FROM history('site:n3.gov.vn')", new LakeRange(Campaign: "another")));
        Assert.Equal("5 5", await OneAsync(stores, "SELECT count(*), (SELECT count(*) FROM targets WHERE target = 'site:n3.gov.vn') FROM history('site:n3.gov.vn')"));
        DuckException computed = await Assert.ThrowsAsync<DuckException>(() => OneAsync(stores, "SELECT count(*) FROM history('site:' || lower('N3') || '.gov.vn')"));
        Assert.Contains("written out", computed.Message);

        // It opens the second copy, and of the files by day those alone that are not in it.
        foreach (LakeFile file in (await stores.Lake.FilesAsync(LakeTable.Targets)).Take(3))
        {
            File.Delete(file.FullPath);
        }

        Assert.Equal("5", await OneAsync(stores, "SELECT count(*) FROM history('site:n3.gov.vn')"));
    }

    [Fact]
    public async Task A_step_that_a_disk_ends_at_any_call_leaves_all_as_it_was_and_is_done_the_next_time()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(faulty: true);
        stores.Lake.CopyRows = 2 * Names;
        for (int week = 0; week < 3; week++)
        {
            await WeekAsync(fixture, stores, week);
            fixture.Clock.Advance(TimeSpan.FromDays(7));
        }

        fixture.Clock.Advance(TimeSpan.FromHours(2));
        int ended = 0;
        for (int call = 1; ; call++)
        {
            fixture.Disk.FailAt(call);
            try
            {
                if (await stores.Lake.CompactAsync() == 0)
                {
                    break;
                }
            }
            catch (StorageException)
            {
                ended++;
            }

            fixture.Disk.FailAt(0);
            foreach (int name in Enumerable.Range(0, Names))
            {
                Assert.Equal(3, (await stores.Lake.HistoryAsync($"site:n{name}.gov.vn", 100, fixture.Clock.GetUtcNow(), TestContext.Current.CancellationToken)).Count);
            }

            Assert.Empty(await stores.Lake.DamagedAsync());
        }

        Assert.True(ended > 20, $"the disk ended {ended} steps only");
    }

    [Fact]
    public async Task The_part_of_a_target_is_the_same_here_and_in_SQL()
    {
        using DuckDatabase duck = DuckDatabase.OpenInMemory();
        using DuckConnection connection = duck.Connect();
        foreach (string key in Enumerable.Range(0, 200).Select(i => $"site:tên{i}.gov.vn"))
        {
            long bucket = (await connection.QueryAsync($"SELECT {LakeCopy.BucketSql} FROM (SELECT '{key}' AS target)", static (in DuckRow row) => row.Int64(0), cancellation: TestContext.Current.CancellationToken))[0];
            Assert.Equal(LakeCopy.BucketOf(key), bucket);
        }
    }

    private static async Task<string> OneAsync(MeasurementStores stores, string sql, LakeRange? range = null)
    {
        using LakeQuery query = await stores.Lake.QueryAsync(sql, range, TestContext.Current.CancellationToken);
        var rows = new List<string>();
        await query.RunAsync(cells => rows.Add(string.Join(' ', cells)), TestContext.Current.CancellationToken);
        return Assert.Single(rows);
    }

    private static async Task WeekAsync(StoresFixture fixture, MeasurementStores stores, int week)
    {
        DateTimeOffset at = Samples.At.AddDays(7 * week);
        TargetClass verdictClass = week % 3 == 0 ? TargetClass.Broken : week % 3 == 1 ? TargetClass.Unknown : TargetClass.Ready;
        var scans = new List<FinishedScan>();
        for (int name = 0; name < Names; name++)
        {
            scans.Add(await StoresFixture.FinishedAsync(stores, $"n{name}.gov.vn", verdictClass, at.AddMinutes(name)));
        }

        await stores.Scans.KeepAsync(scans);
        Assert.True(fixture.Clock.GetUtcNow() >= at);
    }
}
