using Sextant.Checks.Judging;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Store.Files;

namespace Sextant.Measurement.Tests.Lake;

public sealed class LakeStoreTests
{
    [Fact]
    public async Task Each_table_has_a_file_by_day_and_campaign_and_its_rows_say_what_was_kept()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        FinishedScan scan = await StoresFixture.FinishedAsync(stores, "a.gov.vn", TargetClass.Broken);
        await stores.Scans.KeepAsync([scan, await StoresFixture.FinishedAsync(stores, "b.gov.vn", at: Samples.At.AddDays(1))]);

        LakeFile[] files = [.. await stores.Lake.FilesAsync(LakeTable.Verdicts)];
        Assert.Equal([new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 22)], files.Select(file => file.Day));
        Assert.StartsWith("verdicts/day=2026-11-21/campaign=single/", files[0].Path);
        Assert.Equal((4L, new FileInfo(files[0].FullPath).Length), (files[0].Rows, files[0].Bytes));
        Assert.Empty(await stores.Lake.DamagedAsync());

        var verdicts = await stores.Lake.QueryAsync(
            LakeTable.Verdicts, new LakeRange(To: new DateOnly(2026, 11, 21)),
            "SELECT target, criterion, subject, verdict, tags, cause, class, level, vantage, measured_at, evidence, lab FROM lake WHERE kind = $1 ORDER BY criterion",
            static (in DuckRow r) => (r.Text(0), r.Text(1), r.Text(2), r.Text(3), string.Join('+', r.Texts(4)), r.TextOrNull(5), r.Text(6) + r.Text(7) + r.Text(8), r.Instant(9), r.Text(10), r.Boolean(11)),
            ["site"]);
        Assert.Equal(2, verdicts.Count);
        Assert.Equal(
            ("site:a.gov.vn", "WEB-03", "www.a.gov.vn", "fail", "web-v6-connects+web-v6-slow", "connection-refused", "brokennonehanoi", Samples.At, scan.Evidence, false),
            verdicts[1]);

        var operations = await stores.Lake.QueryAsync(
            LakeTable.Observations, null, "SELECT operation, subject, detail, family, endpoint, port, milliseconds, attempts, failure FROM lake WHERE name = 'a.gov.vn' ORDER BY operation, detail",
            static (in DuckRow r) => $"{r.Text(0)} {r.Text(1)} {r.TextOrNull(2)} {r.TextOrNull(3)} {r.TextOrNull(4)} {(r.IsNull(5) ? 0 : r.Int64(5))} {r.Double(6)} {r.Int64(7)} {r.TextOrNull(8)}");
        Assert.Equal(
            ["connect a.gov.vn  v4 203.0.113.7 443 12.25 2 ", "lookup a.gov.vn A   0 3.5 1 ", "lookup a.gov.vn AAAA   0 4.5 1 dns-no-data"],
            operations);

        Assert.Equal([new TagCount("web-aaaa-published", 4)], await stores.Lake.TagCountsAsync(new LakeRange()));
        Assert.Equal(
            """{"addresses":"2001:db8::1; \u0022quoted\u0022"}""",
            (await stores.Lake.QueryAsync(LakeTable.Findings, null, "SELECT DISTINCT parameters FROM lake", static (in DuckRow r) => r.Text(0))).Single());
    }

    [Fact]
    public async Task An_empty_lake_answers_with_no_rows()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        Assert.Empty(await stores.Lake.TagCountsAsync(new LakeRange()));
        Assert.Empty(await stores.Lake.FilesAsync(LakeTable.Findings));
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("folder")]
    [InlineData("rename")]
    public async Task A_fault_of_the_disk_keeps_nothing_and_leaves_nothing(string where)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync(faulty: true);
        await stores.Scans.KeepAsync([await StoresFixture.FinishedAsync(stores, "a.gov.vn")]);
        FinishedScan next = await StoresFixture.FinishedAsync(stores, "b.gov.vn");
        (fixture.Disk.SyncError, fixture.Disk.FolderSyncError, fixture.Disk.RenameError) =
            (where == "sync" ? Errno.InputOutput : 0, where == "folder" ? Errno.InputOutput : 0, where == "rename" ? Errno.NoSpace : 0);
        await Assert.ThrowsAsync<StorageException>(() => stores.Scans.KeepAsync([next]));
        (fixture.Disk.SyncError, fixture.Disk.FolderSyncError, fixture.Disk.RenameError) = (0, 0, 0);

        Assert.Equal(["site:a.gov.vn"], await stores.Scans.KeysAsync(Checks.Observations.TargetKind.Site));
        Assert.Equal(4, await CountAsync(stores));
        await stores.Scans.KeepAsync([next]);
        Assert.Equal(8, await CountAsync(stores));
        Assert.Empty(await stores.Lake.DamagedAsync());
    }

    [Fact]
    public async Task What_no_row_names_is_swept_at_the_next_start_and_what_the_living_write_is_not()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Scans.KeepAsync([await StoresFixture.FinishedAsync(stores, "a.gov.vn")]);
        string kept = (await stores.Lake.FilesAsync(LakeTable.Verdicts)).Single().FullPath;
        string folder = Path.GetDirectoryName(kept)!;
        string ofTheDead = Path.Combine(folder, "0123456789abcdef-000000000000.parquet");
        string halfWritten = Path.Combine(folder, "0123456789abcdef-000000000001.parquet.0.part");
        string ofTheLiving = Path.Combine(folder, Path.GetFileName(kept).Split('-')[0] + "-000000000002.parquet");
        foreach (string path in (string[])[ofTheDead, halfWritten, ofTheLiving])
        {
            File.Copy(kept, path);
        }

        // A writer that was killed leaves its mark, and nobody holds it.
        string mark = Path.Combine(fixture.Folder, "writers", "0123456789abcdef.writer");
        await File.WriteAllTextAsync(mark, "", TestContext.Current.CancellationToken);
        Assert.Equal(4, await CountAsync(stores)); // queries name their files: strays are not read
        MeasurementStores next = await fixture.OpenAsync();
        Assert.False(File.Exists(ofTheDead));
        Assert.False(File.Exists(halfWritten));
        Assert.True(File.Exists(ofTheLiving));
        Assert.True(File.Exists(kept));
        Assert.False(File.Exists(mark));
        Assert.Equal(4, await CountAsync(next));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Small_files_of_past_days_become_one_and_every_row_stays_once(DatabaseKind kind)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(kind);
        MeasurementStores stores = await fixture.OpenAsync();
        for (int i = 0; i < 6; i++)
        {
            await stores.Scans.KeepAsync([await StoresFixture.FinishedAsync(stores, $"n{i}.gov.vn", at: Samples.At.AddHours(i))]);
        }

        Assert.Equal(0, await stores.Lake.CompactAsync()); // today's files still come
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(24, await stores.Lake.CompactAsync());
        LakeFile file = (await stores.Lake.FilesAsync(LakeTable.Verdicts)).Single();
        Assert.Equal((24L, 24L), (file.Rows, await CountAsync(stores)));
        Assert.Empty(await stores.Lake.DamagedAsync());
        Assert.Equal(28, FilesOnDisk(fixture)); // the old ones may still be read
        Assert.Equal(0, await stores.Lake.CompactAsync());

        fixture.Clock.Advance(TimeSpan.FromHours(2));
        await stores.Lake.CompactAsync();
        Assert.Equal(4, FilesOnDisk(fixture));
        Assert.Equal(24, await CountAsync(await fixture.OpenAsync()));
        Assert.Equal(4, FilesOnDisk(fixture));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Scans.KeepAsync([await StoresFixture.FinishedAsync(stores, "a.gov.vn")]);
        LakeFile file = (await stores.Lake.FilesAsync(LakeTable.Verdicts)).Single();
        File.Delete(file.FullPath);
        Assert.Equal([file], await stores.Lake.DamagedAsync());
        var fault = await Assert.ThrowsAsync<DuckException>(() => CountAsync(stores));
        Assert.Contains(file.FullPath, fault.Message);
    }

    private static int FilesOnDisk(StoresFixture fixture) => Directory.GetFiles(Path.Combine(fixture.Folder, "lake"), "*", SearchOption.AllDirectories).Length;

    private static async Task<long> CountAsync(MeasurementStores stores) =>
        (await stores.Lake.QueryAsync(LakeTable.Verdicts, null, "SELECT count(*) FROM lake", static (in DuckRow r) => r.Int64(0))).Single();
}
