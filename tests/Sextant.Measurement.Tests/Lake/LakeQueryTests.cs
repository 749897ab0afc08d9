using Sextant.Checks.Judging;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Lake;

public sealed class LakeQueryTests
{
    [Fact]
    public async Task A_query_sees_every_table_and_its_values_come_as_text()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await TwoDaysAsync(fixture);
        Assert.Equal(["ready 1", "broken 1"], await RowsAsync(stores, "SELECT class, count(DISTINCT target) FROM verdicts WHERE kind = 'site' GROUP BY class ORDER BY class DESC; "));
        Assert.Equal(["4"], await RowsAsync(stores, "SELECT count(*) FROM verdicts", new LakeRange(To: new DateOnly(2026, 11, 21))));
        Assert.Equal(["2 4 6"], await RowsAsync(stores, "SELECT (SELECT count(DISTINCT target) FROM verdicts WHERE kind = 'site'), (SELECT count(*) FROM findings), (SELECT count(*) FROM observations) -- all"));
        Assert.Equal(["- 2026-11-21 08:00:00+00"], await RowsAsync(stores, "SELECT NULL, min(measured_at) FROM findings"));

        using LakeQuery query = await stores.Lake.QueryAsync("SELECT DISTINCT tags, lab, 1.5 AS x FROM verdicts WHERE criterion = 'WEB-03'", cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["tags", "lab", "x"], query.Columns);
        var lines = new List<string>();
        await query.RunJsonAsync(lines.Add, TestContext.Current.CancellationToken);
        Assert.Equal("""{"tags":["web-v6-connects","web-v6-slow"],"lab":false,"x":1.5}""", Assert.Single(lines));
    }

    [Fact]
    public async Task An_empty_lake_has_its_columns()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        Assert.Equal(["0"], await RowsAsync(stores, "SELECT count(evidence) FROM observations"));
    }

    [Theory]
    [InlineData("COPY verdicts TO '{0}/out.csv'")]
    [InlineData("COPY (SELECT 1) TO '{0}/out.csv'")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')")]
    [InlineData("SELECT * FROM read_text('/etc/passwd')")]
    [InlineData("SELECT * FROM glob('/etc/*')")]
    [InlineData("SELECT * FROM '{0}/lake/**/*.parquet'")]
    [InlineData("SELECT 1) ; COPY verdicts TO '{0}/out.csv' --")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("SET allowed_paths = ['/etc/passwd']")]
    [InlineData("ATTACH '{0}/out.csv'")]
    [InlineData("INSTALL httpfs")]
    [InlineData("LOAD '{0}/x.so'")]
    [InlineData("CREATE TABLE t (a INTEGER)")]
    [InlineData("DROP VIEW verdicts")]
    [InlineData("CALL pragma_version()")]
    [InlineData("EXPORT DATABASE '{0}/out.csv'")]
    [InlineData("")]
    [InlineData("SELEC")]
    public async Task What_would_change_or_read_anything_else_is_refused(string sql)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await TwoDaysAsync(fixture);
        string[] before = [.. Directory.EnumerateFileSystemEntries(fixture.Folder, "*", SearchOption.AllDirectories).Order()];
        Exception fault = (await Record.ExceptionAsync(() => RowsAsync(stores, sql.Replace("{0}", fixture.Folder, StringComparison.Ordinal))))!;
        Assert.True(fault is DuckException or NotAQueryException, fault?.ToString() ?? "it was run");
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(fixture.Folder, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task An_endless_query_is_interrupted()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        using var soon = new CancellationTokenSource(300);
        using LakeQuery query = await stores.Lake.QueryAsync("SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b", cancellation: TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query.RunAsync(_ => { }, soon.Token));
    }

    [Theory]
    [InlineData(ExportFormat.Parquet, "parquet")]
    [InlineData(ExportFormat.Csv, "csv")]
    [InlineData(ExportFormat.Ndjson, "ndjson")]
    public async Task An_export_holds_every_row_and_says_so(ExportFormat format, string ending)
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await TwoDaysAsync(fixture);
        using var folder = new TemporaryFolder();
        IReadOnlyList<ExportedFile> files = await stores.Lake.ExportAsync(new ExportPlan([LakeTable.Verdicts, LakeTable.Observations], new LakeRange(), format), folder.Path, TestContext.Current.CancellationToken);

        Assert.Equal([$"verdicts.{ending}", $"observations.{ending}"], files.Select(file => file.File));
        Assert.Equal([8L, 6L], files.Select(file => file.Rows));
        Assert.Equal((Samples.At, Samples.At.AddDays(1), 0L), (files[0].First, files[0].Last, files[0].LabRows));
        Assert.Contains(new ExportColumn("measured_at", "TIMESTAMP WITH TIME ZONE"), files[0].Columns);
        foreach (ExportedFile file in files)
        {
            byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(folder.Path, file.File), TestContext.Current.CancellationToken);
            Assert.Equal((file.Bytes, file.Sha256), (bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))));
            if (format != ExportFormat.Parquet)
            {
                Assert.Equal(file.Rows + (format == ExportFormat.Csv ? 1 : 0), System.Text.Encoding.UTF8.GetString(bytes).Count(c => c == '\n'));
            }
        }

        Assert.Equal(files.Select(file => file.File).Order(), Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_name_that_a_spreadsheet_would_run_is_defused_in_csv_alone()
    {
        await using StoresFixture fixture = await StoresFixture.CreateAsync(DatabaseKind.Sqlite);
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Scans.KeepAsync([await StoresFixture.FinishedAsync(stores, "=cmd|' /C calc'!A0")]);
        using var folder = new TemporaryFolder();
        foreach (ExportFormat format in Enum.GetValues<ExportFormat>())
        {
            await stores.Lake.ExportAsync(new ExportPlan([LakeTable.Observations], new LakeRange(), format), folder.Path, TestContext.Current.CancellationToken);
        }

        string csv = await File.ReadAllTextAsync(Path.Combine(folder.Path, "observations.csv"), TestContext.Current.CancellationToken);
        Assert.Contains(",'=cmd|' /C calc'!A0,", csv);
        Assert.DoesNotContain(",=cmd", csv);
        Assert.Contains("\"name\":\"=cmd|", await File.ReadAllTextAsync(Path.Combine(folder.Path, "observations.ndjson"), TestContext.Current.CancellationToken));
    }

    private static async Task<MeasurementStores> TwoDaysAsync(StoresFixture fixture)
    {
        MeasurementStores stores = await fixture.OpenAsync();
        await stores.Scans.KeepAsync(
            [await StoresFixture.FinishedAsync(stores, "a.gov.vn", TargetClass.Broken), await StoresFixture.FinishedAsync(stores, "b.gov.vn", at: Samples.At.AddDays(1))]);
        return stores;
    }

    private static async Task<List<string>> RowsAsync(MeasurementStores stores, string sql, LakeRange? range = null)
    {
        using LakeQuery query = await stores.Lake.QueryAsync(sql, range, TestContext.Current.CancellationToken);
        var rows = new List<string>();
        await query.RunAsync(cells => rows.Add(string.Join(' ', cells.Select(cell => cell ?? "-"))), TestContext.Current.CancellationToken);
        return rows;
    }
}
