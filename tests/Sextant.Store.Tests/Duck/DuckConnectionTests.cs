using System.Diagnostics;
using Sextant.Store.Duck;
using Sextant.Testing;

namespace Sextant.Store.Tests.Duck;

public sealed class DuckConnectionTests : IDisposable
{
    private readonly DuckDatabase _database = DuckDatabase.OpenInMemory();
    private readonly DuckConnection _connection;

    public DuckConnectionTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void The_library_is_the_pinned_one() => Assert.Equal("v1.5.6", DuckDatabase.Version);

    [Fact]
    public async Task Values_of_every_type_that_is_used_are_read()
    {
        var rows = await _connection.QueryAsync(
            "SELECT 1::TINYINT, 2::USMALLINT, -3, 4::UBIGINT, sum(5), 1.5::DOUBLE, true, 'short', 'a text of more than twelve bytes: Huế', NULL::VARCHAR, DATE '2026-11-21', TIMESTAMPTZ '2026-11-21 01:02:03.000004+00', ['a', 'a longer element of a list'], 'ab'::BLOB",
            static (in DuckRow r) => (
                r.Int64(0), r.Int64(1), r.Int64(2), r.UInt64(3), r.Int64(4), r.Double(5), r.Boolean(6), r.Text(7) + "|" + r.Text(8) + "|" + (r.TextOrNull(9) ?? "null"),
                r.Date(10), r.Instant(11), string.Join(",", r.Texts(12)), r.Blob(13).Length));
        var row = Assert.Single(rows);
        Assert.Equal((1L, 2L, -3L, 4UL, 5L, 1.5, true), (row.Item1, row.Item2, row.Item3, row.Item4, row.Item5, row.Item6, row.Item7));
        Assert.Equal("short|a text of more than twelve bytes: Huế|null", row.Item8);
        Assert.Equal(new DateOnly(2026, 11, 21), row.Item9);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero).AddMicroseconds(4), row.Item10);
        Assert.Equal("a,a longer element of a list", row.Item11);
        Assert.Equal(2, row.Item12);
    }

    [Fact]
    public async Task Parameters_are_values_and_never_text_of_the_statement()
    {
        var at = new DateTimeOffset(2026, 11, 21, 7, 0, 0, TimeSpan.FromHours(7));
        var rows = await _connection.QueryAsync(
            "SELECT $1, $2 + 1, $3, $4, $5 IS NULL, $6::DOUBLE",
            static (in DuckRow r) => (r.Text(0), r.Int64(1), r.Boolean(2), r.Instant(3), r.Boolean(4), r.Double(5)),
            ["'; DROP TABLE x; --", 41L, true, at, null, 2.5]);
        Assert.Equal(("'; DROP TABLE x; --", 42L, true, at.ToUniversalTime(), true, 2.5), Assert.Single(rows));
        var fault = await Assert.ThrowsAsync<DuckException>(() => _connection.ExecuteAsync("SELECT $1, $2", ["one"]));
        Assert.Equal(DuckFault.InvalidInput, fault.Fault);
    }

    [Fact]
    public async Task Faults_have_a_kind_and_the_connection_lives_on()
    {
        Assert.Equal(DuckFault.Parser, (await Assert.ThrowsAsync<DuckException>(() => _connection.ExecuteAsync("SELEC"))).Fault);
        Assert.Equal(DuckFault.Catalog, (await Assert.ThrowsAsync<DuckException>(() => _connection.ExecuteAsync("SELECT * FROM nowhere"))).Fault);
        Assert.Equal(DuckFault.InputOutput, (await Assert.ThrowsAsync<DuckException>(() => _connection.ExecuteAsync("SELECT * FROM read_parquet(['/nowhere.parquet'])"))).Fault);
        Assert.Equal(DuckFault.Conversion, (await Assert.ThrowsAsync<DuckException>(() => _connection.ExecuteAsync("SELECT 'x'::INTEGER"))).Fault);
        Assert.Equal(7, Assert.Single(await _connection.QueryAsync("SELECT 7", static (in DuckRow r) => r.Int64(0))));
    }

    [Fact]
    public async Task A_wrong_type_or_a_null_is_an_exception_and_no_wild_read()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _connection.QueryAsync("SELECT 'x'", static (in DuckRow r) => r.Int64(0)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _connection.QueryAsync("SELECT NULL::BIGINT", static (in DuckRow r) => r.Int64(0)));
    }

    [Fact]
    public async Task Cancelling_interrupts_the_query()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));
        long start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _connection.QueryAsync(
            "SELECT count(*) FROM range(100000000) a, range(100000000) b WHERE (a.range * b.range) % 7 = 3", static (in DuckRow r) => r.Int64(0), null, cancel.Token));
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
        Assert.Equal(1, Assert.Single(await _connection.QueryAsync("SELECT 1", static (in DuckRow r) => r.Int64(0))));
    }

    [Fact]
    public async Task The_memory_limit_is_a_typed_fault()
    {
        using DuckDatabase small = DuckDatabase.OpenInMemory(new DuckOptions { MemoryLimit = 16 << 20, Threads = 1 });
        using DuckConnection connection = small.Connect();
        var fault = await Assert.ThrowsAsync<DuckException>(() => connection.ExecuteAsync("CREATE TABLE t AS SELECT range AS a, md5(range::VARCHAR) AS b FROM range(3000000)"));
        Assert.Equal(DuckFault.OutOfMemory, fault.Fault);
    }

    [Fact]
    public async Task A_million_rows_are_appended_written_as_Parquet_and_read_back()
    {
        using var folder = new TemporaryFolder();
        await _connection.ExecuteAsync("CREATE TABLE t (a BIGINT, b VARCHAR, c TIMESTAMPTZ, d VARCHAR[], e DOUBLE, f BOOLEAN, g INTEGER)");
        const int rows = 100_000;
        using (DuckAppender appender = _connection.Append("t"))
        {
            for (int i = 0; i < rows; i++)
            {
                appender.Add((long?)i).Add(i % 5 == 0 ? null : $"name number {i}.gov.vn").Add(DateTimeOffset.UnixEpoch.AddSeconds(i))
                    .Add(i % 3 == 0 ? [] : (IReadOnlyList<string>)["tag-one", $"tag-{i}"]).Add((double?)(i / 2.0)).Add((bool?)(i % 2 == 0)).Add((int?)null);
                appender.EndRow();
            }

            appender.Complete();
        }

        Assert.Equal(rows, await _connection.ExecuteAsync($"COPY t TO '{folder["t.parquet"]}' (FORMAT parquet, COMPRESSION zstd)"));
        var read = Assert.Single(await _connection.QueryAsync(
            "SELECT count(*), count(b), sum(a), max(c), sum(len(d)), count(*) FILTER (f), count(g), max(d[2]) FROM read_parquet([$1])",
            static (in DuckRow r) => (r.Int64(0), r.Int64(1), r.Int64(2), r.Instant(3), r.Int64(4), r.Int64(5), r.Int64(6), r.Text(7)),
            [folder["t.parquet"]]));
        Assert.Equal((rows, rows * 4L / 5, rows * (rows - 1L) / 2, DateTimeOffset.UnixEpoch.AddSeconds(rows - 1)), (read.Item1, read.Item2, read.Item3, read.Item4));
        Assert.Equal(2L * (rows - 33_334), read.Item5);
        Assert.Equal((rows / 2, 0L, "tag-99998"), (read.Item6, read.Item7, read.Item8));
    }

    [Fact]
    public async Task The_appender_refuses_rows_that_do_not_fit()
    {
        await _connection.ExecuteAsync("CREATE TABLE u (a BIGINT, b VARCHAR)");
        using DuckAppender appender = _connection.Append("u");
        Assert.Throws<InvalidOperationException>(() => appender.Add("text"));
        appender.Add(1L);
        Assert.Throws<InvalidOperationException>(appender.EndRow);
        Assert.Throws<DuckException>(() => _connection.Append("nowhere"));
    }

    [Fact]
    public async Task Nothing_is_leaked_by_ten_thousand_statements()
    {
        await _connection.ExecuteAsync("CREATE TABLE w (a VARCHAR)");
        long before = 0;
        for (int i = 0; i < 6000; i++)
        {
            if (i == 2000)
            {
                GC.Collect();
                before = Process.GetCurrentProcess().WorkingSet64;
            }

            await _connection.QueryAsync("SELECT repeat('x', 2000), $1", static (in DuckRow r) => r.Text(0).Length, [i]);
        }

        GC.Collect();
        long grown = Process.GetCurrentProcess().WorkingSet64 - before;
        Assert.True(grown < 60 << 20, $"{grown >> 20} MiB more after 4,000 further statements");
    }
}
