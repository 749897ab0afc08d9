using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Duck;

namespace Sextant.Bench.History;

/// <summary>
/// Three years of weekly campaigns of 600,000 names, one kind of target: how long one name's history and the country's trend take, through the readers that
/// pages use, and what they take on disk. Files by day are generated in the lake's own form; the second copy is made from them by the product, week after week.
/// <c>SEXTANT_BENCH_PARTS</c> of the 128 parts of the targets are generated (8): a name's history is read from its own part alone, whose files are then those of
/// the whole country, row for row; what lies on disk is multiplied. <c>--with data=DIR</c> keeps the folder, and measures it again without making it anew.
/// </summary>
internal static class Years
{
    private static readonly int Weeks = BenchRun.Asked.Times(156, 3);
    private const int Names = 600_000;
    private static readonly DateTimeOffset First = new(2023, 11, 20, 1, 0, 0, TimeSpan.Zero);

    public static async Task<string> RunAsync()
    {
        int parts = int.TryParse(Environment.GetEnvironmentVariable("SEXTANT_BENCH_PARTS"), CultureInfo.InvariantCulture, out int asked) ? asked : BenchRun.Asked.Times(8, 1);
        string? kept = BenchRun.Asked.Told("data");
        string folder = kept ?? Directory.CreateTempSubdirectory("sextant-years-").FullName;
        try
        {
            // What generating took, written when it was done: a folder that is kept is measured again without making it anew.
            string made = Path.Combine(folder, "made.txt");
            var text = new StringBuilder();
            if (!File.Exists(made))
            {
                DirectoryInfo empty = Directory.CreateDirectory(folder);
                if (empty.EnumerateFileSystemInfos().Any())
                {
                    throw new InvalidOperationException($"{folder} is not empty, and nothing says that its generation was ended");
                }

                await GenerateAsync(folder, parts, made);
            }

            text.Append(await File.ReadAllTextAsync(made));
            var clock = new WeekClock { Now = First.AddDays(7 * (Weeks - 1)).AddHours(14) };
            await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder }, clock);
            await MeasureAsync(stores, folder, clock, parts, text);
            return text.ToString();
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task GenerateAsync(string folder, int parts, string made)
    {
        var clock = new WeekClock { Now = First };
        await using MeasurementStores stores = await MeasurementStores.OpenAsync(new MeasurementStoresOptions { Folder = folder }, clock);
        stores.Lake.CopyRows = LakeCopy.LeastRows * parts / LakeCopy.Buckets;
        var text = new StringBuilder();
        await GenerateAsync(stores, folder, clock, parts, text);
        await File.WriteAllTextAsync(made, text.ToString());
    }

    private static async Task GenerateAsync(MeasurementStores stores, string folder, WeekClock clock, int parts, StringBuilder text)
    {
        DatabaseOptions place = DatabaseOptions.Sqlite(Path.Combine(folder, "measurement.db"));
        Database<MeasurementContext> database = await Database.OpenAsync<MeasurementContext>(place, MeasurementContext.Area, options => new MeasurementContext(options));
        using DuckDatabase duck = DuckDatabase.OpenInMemory();
        using DuckConnection connection = duck.Connect();
        await connection.ExecuteAsync($"CREATE TABLE names AS SELECT i, name, target FROM (SELECT i, 'ten-mien-so-' || i || '.vn' AS name, 'site:' || name AS target FROM range({Names}) t(i))");
        await connection.ExecuteAsync($"CREATE TABLE sample AS SELECT * FROM names WHERE {LakeCopy.BucketSql} < {parts}");
        (TimeSpan written, TimeSpan copied) = (TimeSpan.Zero, TimeSpan.Zero);
        for (int week = 0; week < Weeks; week++)
        {
            DateTimeOffset at = First.AddDays(7 * week);
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            await WriteWeekAsync(connection, week == Weeks - 1 ? "names" : "sample", database, folder, week);
            written += Process.GetCurrentProcess().TotalProcessorTime - before;
            clock.Now = week == Weeks - 1 ? at.AddHours(12) : at.AddDays(2); // the last week is whole, and in no copy yet: today's
            before = Process.GetCurrentProcess().TotalProcessorTime;
            await stores.Lake.CompactAsync();
            copied += Process.GetCurrentProcess().TotalProcessorTime - before;
        }

        clock.Now = clock.Now.AddHours(2);
        await stores.Lake.CompactAsync(); // removes what was replaced
        await using MeasurementContext context = database.Create();
        context.Removed.Add(new RemovedRow { Content = Words<DataClass>.Of(DataClass.History), Before = clock.Now });
        await context.SaveChangesAsync();
        long rows = context.LakeFiles.Where(file => file.Bucket == null && file.Copied).Sum(file => file.Rows);
        text.AppendLine(CultureInfo.InvariantCulture, $"{rows:N0} rows of {Weeks - 1} campaigns in {parts} of 128 parts ({rows * 128 / parts / 1e6:0.0} million in all of them)");
        text.AppendLine(CultureInfo.InvariantCulture, $"| processor time, microseconds a row: generating the files by day {written.TotalMicroseconds / rows:0.00}, keeping the second copy {copied.TotalMicroseconds / rows:0.00} |");
    }

    /// <summary>One campaign's file by day, as <c>LakeWriter</c> leaves it after compaction, its row, and its counts.</summary>
    private static async Task WriteWeekAsync(DuckConnection connection, string names, Database<MeasurementContext> database, string folder, int week)
    {
        DateTimeOffset at = First.AddDays(7 * week);
        string day = LakeRange.Word(DateOnly.FromDateTime(at.UtcDateTime));
        string campaign = $"week-{week:000}";
        string relative = $"targets/day={day}/campaign={campaign}/0123456789abcdef-{week:000}.parquet";
        string path = Path.Combine(folder, "lake", relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // A name's class changes some times a year; its evidence is another every week.
        string since = $"((i * 7 + {week}) // (20 + i % 40))";
        long rows = await connection.ExecuteAsync($"""
            COPY (SELECT '{campaign}' AS campaign, target, 'site' AS kind, name AS ascii, name AS "unicode",
                CASE hash(i, {since}) % 10 WHEN 0 THEN 'ready' WHEN 1 THEN 'ready' WHEN 2 THEN 'ready' WHEN 3 THEN 'partial' WHEN 4 THEN 'broken' WHEN 5 THEN 'unknown' ELSE 'none' END AS class,
                CASE WHEN hash(i, {since}) % 10 = 5 THEN 'timed-out' END AS class_cause, CASE WHEN hash(i, {since}) % 10 < 3 THEN 'basic' ELSE 'none' END AS level,
                'basic' AS level_scope, false AS single_look, 'hanoi' AS vantage, false AS lab, 'national 1' AS profile,
                TIMESTAMPTZ '{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}+00' + INTERVAL 1 MICROSECOND * (i * 60000 + hash(i) % 60000) AS measured_at,
                'sha256:' || sha256(i || '/{week}') AS evidence, md5(i || '/' || {since}) AS verdict_set
                FROM {names} ORDER BY target, measured_at)
            TO {LakeSql.Quote(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192, USE_TMP_FILE false)
            """);
        await using MeasurementContext context = database.Create();
        context.LakeFiles.Add(new LakeFileRow
        {
            Path = relative, Content = LakeTable.Targets, Day = day, Campaign = campaign, Rows = rows, Bytes = new FileInfo(path).Length, Sha256 = new string('0', 64), CreatedAt = at,
        });
        context.Campaigns.Add(new CampaignRow
        {
            Id = campaign, Name = campaign, Source = "made up", Profile = "national 1", Vantages = "hanoi", Pacing = "", CreatedAt = at,
        });
        foreach ((TargetKind kind, TargetClass verdictClass, string cause) in
            from kind in new[] { TargetKind.Site, TargetKind.Mail, TargetKind.Zone }
            from verdictClass in Enum.GetValues<TargetClass>()
            from cause in verdictClass == TargetClass.Unknown ? new[] { "timed-out", "dns-server-failure", "connection-refused", "http-challenge" } : [""]
            select (kind, verdictClass, cause))
        {
            context.CampaignResults.Add(new CampaignResultRow
            {
                Campaign = campaign, Vantage = "hanoi", Kind = kind, Class = verdictClass, Level = Level.None, Cause = cause, Lab = false, Targets = 1000 + week,
            });
        }

        await context.SaveChangesAsync();
    }

    private static async Task MeasureAsync(MeasurementStores stores, string folder, WeekClock clock, int parts, StringBuilder text)
    {
        string[] keys = [.. Enumerable.Range(0, Names).Select(i => $"site:ten-mien-so-{i}.vn").Where(key => LakeCopy.BucketOf(key) < parts).Where((_, at) => at % 211 == 7).Take(60)];
        await AddVerdictsAsync(stores, folder, keys, clock);
        int seen = 0;
        text.AppendLine("| what | median ms | 95 % | processor ms |").AppendLine("|---|---:|---:|---:|");
        await LineAsync(text, $"one name's {Weeks} weeks, as a page reads them", keys.Length, async at =>
        {
            IReadOnlyList<JudgedTarget> history = await stores.Scans.HistoryAsync(keys[at], 200);
            seen += history.Count;
        });
        if (seen != (keys.Length + 1) * Weeks)
        {
            throw new InvalidOperationException($"{seen} measurements were read, {(keys.Length + 1) * Weeks} are there");
        }

        await LineAsync(text, $"the country's trend: {Weeks} campaigns by class", 40, async _ =>
        {
            IReadOnlyList<TrendPoint> trend = await stores.Trends.ReadAsync(TargetKind.Site);
            seen = trend.Count;
        });
        await LineAsync(text, "`sextant data query`: one name's years, `FROM history('site:NAME')`", 20, at => QueryAsync(stores, $"FROM history('{keys[at]}')"));
        await LineAsync(text, "`sextant data query`: one name's classes, over the files by day", 5, at =>
            QueryAsync(stores, $"SELECT measured_at, class FROM targets WHERE target = '{keys[at]}' ORDER BY 1"));
        await LineAsync(text, $"`sextant data query`: classes by campaign, over all rows generated", 3, _ => QueryAsync(stores, "SELECT campaign, class, count(*) FROM targets GROUP BY ALL"));
        foreach (string name in (string[])["targets", "targets-by-target"])
        {
            FileInfo[] files = new DirectoryInfo(Path.Combine(folder, "lake", name)).GetFiles("*.parquet", SearchOption.AllDirectories);
            long bytes = files.Where(file => !file.FullName.Contains($"campaign=week-{Weeks - 1:000}", StringComparison.Ordinal)).Sum(file => file.Length);
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {files.Length} files, {bytes / 1e6:0.0} MB generated, {bytes * (128.0 / parts) / 1e9:0.00} GB for all parts");
        }
    }

    private static async Task QueryAsync(MeasurementStores stores, string sql)
    {
        using LakeQuery query = await stores.Lake.QueryAsync(sql);
        await query.RunAsync(_ => { }, CancellationToken.None);
    }

    /// <summary>The verdicts that the rows of these names point to.</summary>
    private static async Task AddVerdictsAsync(MeasurementStores stores, string folder, string[] keys, WeekClock clock)
    {
        Database<MeasurementContext> database = await Database.OpenAsync<MeasurementContext>(
            DatabaseOptions.Sqlite(Path.Combine(folder, "measurement.db")), MeasurementContext.Area, options => new MeasurementContext(options));
        await using MeasurementContext context = database.Create();
        HashSet<string> known = [.. context.VerdictSets.Select(row => row.Hash)];
        foreach (string key in keys)
        {
            foreach (TargetScanRow row in await stores.Lake.HistoryAsync(key, 200, clock.Now, CancellationToken.None))
            {
                if (known.Add(row.VerdictSet))
                {
                    CriterionVerdict[] verdicts = [.. Enumerable.Range(1, 12).Select(i => new CriterionVerdict { Criterion = $"WEB-{i:00}", Subject = row.Ascii, Verdict = Verdict.Pass, Tags = ["web-aaaa-published"] })];
                    context.VerdictSets.Add(new VerdictSetRow { Hash = row.VerdictSet, Content = JudgedVerdicts.Write(new JudgedVerdicts([row.Ascii], [], verdicts)) });
                }
            }
        }

        await context.SaveChangesAsync();
    }

    private static async Task LineAsync(StringBuilder text, string what, int times, Func<int, Task> work)
    {
        await work(0); // the first opens the library and compiles
        var each = new List<double>();
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await work(i);
            each.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / times;
        each.Sort();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {each[each.Count / 2]:0.0} | {each[(int)(each.Count * 0.95)]:0.0} | {processor:0.0} |");
    }

    private sealed class WeekClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
