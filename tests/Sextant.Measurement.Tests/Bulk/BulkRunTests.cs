using System.Text;
using System.Text.Json;
using Sextant.Measurement.Bulk;
using Sextant.Net.Bulk;
using Sextant.Net.Dns;
using Sextant.Store.Duck;
using Sextant.Store.Files;
using Sextant.Testing;
using Sextant.Testing.Faults;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Tests.Bulk;

public sealed class BulkRunTests
{
    private const int Count = 3000;
    private static readonly DnsType[] Types = [DnsType.A, DnsType.Aaaa];
    private static readonly string List = string.Join('\n', Enumerable.Range(0, Count).Select(i => $"n{i}.vn"));

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public void What_was_cut_off_at_any_moment_is_gone_on_with_and_every_answer_is_there_once(string format)
    {
        using var folder = new Sextant.Testing.TemporaryFolder();
        string output = folder["answers"];
        var random = new Random(42);
        int killed = 0;
        for (int after = 700; ; after += 900)
        {
            // A kill: what is not on the disk is lost, and what was written behind the last progress may be there, in part.
            if (WorkOn(output, format, random, after, pause: killed % 2 == 0))
            {
                break;
            }

            killed++;
            File.AppendAllText(output, "{\"name\":\"half a li");
        }

        Assert.True(killed >= 3);
        Assert.False(File.Exists(output + ".progress"));
        string[] lines = [.. File.ReadAllText(output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim())];
        string[] keys = format == "csv"
            ? [.. lines.Skip(1).Select(l => string.Join(' ', l.Split(',')[..2]))]
            : [.. lines.Select(l => JsonDocument.Parse(l).RootElement).Select(e => $"{e.GetProperty("name")} {e.GetProperty("type")}")];
        Assert.Equal(Count * 2, keys.Length);
        Assert.Equal(Count * 2, keys.Distinct().Count());
    }

    [Fact]
    public async Task Columns_are_made_of_the_lines_when_the_last_is_there_and_not_before()
    {
        Assert.SkipUnless(DuckLibrary.Find() is not null, "the DuckDB library is not there: eng/fetch-duckdb");
        using var folder = new Sextant.Testing.TemporaryFolder();
        string output = folder["it's.parquet"];
        Assert.False(WorkOn(output, "parquet", new Random(1), 2000, pause: true));
        Assert.False(File.Exists(output));
        Assert.True(WorkOn(output, "parquet", new Random(2), int.MaxValue, pause: false));

        Assert.Equal([output], Directory.GetFiles(folder.Path));
        using DuckDatabase duck = DuckDatabase.OpenInMemory();
        using DuckConnection connection = duck.Connect();
        string seen = (await connection.QueryAsync(
            $"SELECT concat_ws(' ', count(*), count(DISTINCT name || type), count(failure), min(failure), max(len(records))) FROM read_parquet('{output.Replace("'", "''", StringComparison.Ordinal)}')",
            (in DuckRow row) => row.Text(0))).Single()!;
        Assert.Equal($"{Count * 2} {Count * 2} {Count} dns-no-data", seen);
        Assert.Equal(BulkRefusal.OutputExists, Assert.Throws<BulkRefusedException>(() => Open(output, "parquet")).Refusal);
    }

    [Theory]
    [InlineData("ndjson", "{\"name\":\"x.vn\",\"type\":\"AAAA\",\"failure\":\"dns-no-servers\",\"stop\":{\"zone\":\"only4.vn\",\"reason\":\"no-address\"},\"ms\":0.000,\"tries\":2}\n")]
    [InlineData("csv", "x.vn,AAAA,dns-no-servers,,,,,0.000,2,only4.vn no-address\r\n")]
    public void Where_a_walk_stopped_is_written_down(string format, string line)
    {
        byte[] space = new byte[1000];
        int length = AnswerFormat.Of(format)!.Write(
            new BulkResult
            {
                Name = DnsName.Parse("x.vn").Wire,
                Type = DnsType.Aaaa,
                Failure = Failure.DnsNoServers,
                Tries = 2,
                Stop = new BulkStop(DnsName.Parse("only4.vn").Wire.ToArray(), LinkFault.NoAddress),
            },
            space);
        Assert.Equal(line, Encoding.UTF8.GetString(space, 0, length));
    }

    [Fact]
    public void The_tally_of_a_run_gone_on_with_is_that_of_the_whole()
    {
        using var folder = new Sextant.Testing.TemporaryFolder();
        using (BulkRun first = Open(folder["answers"], "ndjson"))
        {
            Assert.False(Work(first, new Random(1), 2000));
            first.Pause();
        }

        using BulkRun second = Open(folder["answers"], "ndjson");
        Assert.Equal(2000, second.Before);
        Assert.True(Work(second, new Random(2), int.MaxValue));
        second.Finish();
        Assert.Equal((Count * 2, Count), (second.Tally.Total, second.Tally.Of(1, Failure.DnsNoData)));
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        using var folder = new Sextant.Testing.TemporaryFolder();
        string output = folder["answers"];
        using (BulkRun first = Open(output, "ndjson"))
        {
            Assert.Equal(BulkRefusal.InUse, Assert.Throws<BulkRefusedException>(() => Open(output, "ndjson")).Refusal);
            Work(first, new Random(1), 100);
            first.Pause();
        }

        Assert.Equal(BulkRefusal.OtherRun, Assert.Throws<BulkRefusedException>(() => Open(output, "csv")).Refusal);
        Assert.Equal(BulkRefusal.OtherRun, Assert.Throws<BulkRefusedException>(() => Open(output, "ndjson", "other.vn\n")).Refusal);
        File.Delete(output + ".progress");
        Assert.Equal(BulkRefusal.OutputExists, Assert.Throws<BulkRefusedException>(() => Open(output, "ndjson")).Refusal);
    }

    [Fact]
    public void An_output_cut_by_somebody_is_not_filled_with_zeros()
    {
        using var folder = new Sextant.Testing.TemporaryFolder();
        using (BulkRun first = Open(folder["answers"], "ndjson"))
        {
            Work(first, new Random(1), 1000);
            first.Pause();
        }

        File.WriteAllText(folder["answers"], "short");
        Assert.Throws<StorageException>(() => Open(folder["answers"], "ndjson"));
    }

    [Fact]
    public void A_full_disk_is_an_error_and_not_a_hole_in_the_answers()
    {
        using var folder = new Sextant.Testing.TemporaryFolder();
        var disk = new FaultyFileSystem { LongestWrite = 777 };
        using (BulkRun first = Open(folder["answers"], "ndjson", disk: disk))
        {
            Work(first, new Random(1), 500);
            disk.Room = 3000;
            Assert.True(Assert.Throws<StorageException>(() =>
            {
                Work(first, new Random(2), int.MaxValue);
                first.Finish();
            }).IsFull);
        }

        Assert.True(WorkOn(folder["answers"], "ndjson", new Random(3), int.MaxValue, pause: false));
        Assert.Equal(Count * 2, File.ReadLines(folder["answers"]).Distinct().Count());
    }

    [Fact]
    public void Text_of_strangers_is_quoted_in_every_format()
    {
        byte[] message = DnsWriter.ToArray(new DnsMessage
        {
            IsResponse = true,
            Questions = [new DnsQuestion(DnsName.Parse("x.vn"), DnsType.Txt)],
            Answers = [new DnsRecord(DnsName.Parse("x.vn"), 60, new TxtRecord("say \"hi\", \u001b[2J \\ ok"))],
        });
        string ndjson = Format("ndjson", message);
        Assert.Equal("\"say \\\"hi\\\", \\027[2J \\\\ ok\"", JsonDocument.Parse(ndjson).RootElement.GetProperty("records")[0].GetProperty("data").GetString());
        Assert.StartsWith("x.vn,TXT,,,60,\"\"\"say \\\"\"hi\\\"\", \\027[2J \\\\ ok\"\"\",", Format("csv", message));
        Assert.Equal("x.vn. TXT \"say \\\"hi\\\", \\027[2J \\\\ ok\"\n", Format("terse", message));
    }

    private static bool WorkOn(string output, string format, Random random, int most, bool pause)
    {
        using BulkRun run = Open(output, format);
        bool finished = Work(run, random, most);
        if (finished)
        {
            run.Finish();
        }
        else if (pause)
        {
            run.Pause();
        }

        return finished;
    }

    private static BulkRun Open(string output, string format, string? list = null, IFileSystemCalls? disk = null) => BulkRun.Open(
        new BulkRunOptions { Types = Types, Format = format, Way = "stub", Output = output, Checkpoint = TimeSpan.FromMilliseconds(1), Disk = disk ?? LinuxFileSystem.Instance },
        new MemoryStream(Encoding.ASCII.GetBytes(list ?? List)), null, TimeProvider.System);

    /// <summary>Answers in any order: A with none, AAAA with "no data". True at the list's end.</summary>
    private static bool Work(IBulkWork work, Random random, int most)
    {
        IBulkHands hands = work.TakeHands();
        var open = new List<(long Lot, int Position, byte[] Name)>();
        var lot = new BulkLot();
        int put = 0;
        while (true)
        {
            bool more = open.Count < 1500 && hands.TryTake(lot) == BulkTake.Taken;
            for (int position = 0; more && position < lot.Count * Types.Length; position++)
            {
                if (!lot.IsDone(position))
                {
                    open.Add((lot.Number, position, lot.Name(position / Types.Length).ToArray()));
                }
            }

            for (int i = 0; i < 400 && open.Count > 0; i++)
            {
                if (put++ == most)
                {
                    hands.Flush();
                    return false;
                }

                int which = random.Next(open.Count);
                (long number, int position, byte[] name) = open[which];
                open[which] = open[^1];
                open.RemoveAt(open.Count - 1);
                DnsType type = Types[position % Types.Length];
                hands.Put(new BulkResult { Lot = number, Position = position, Name = name, Type = type, Failure = type == DnsType.A ? null : Failure.DnsNoData });
            }

            if (open.Count == 0 && !more)
            {
                hands.Flush();
                return true;
            }
        }
    }

    private static string Format(string word, byte[] message)
    {
        var reader = new DnsSpanReader(message);
        Assert.True(reader.TryReadRecord(out DnsRecordView record));
        byte[] space = new byte[1000];
        int length = AnswerFormat.Of(word)!.Write(new BulkResult { Name = DnsName.Parse("x.vn").Wire, Type = DnsType.Txt, Message = message, Records = new[] { record } }, space);
        Assert.Equal(-1, AnswerFormat.Of(word)!.Write(new BulkResult { Name = DnsName.Parse("x.vn").Wire, Type = DnsType.Txt, Message = message, Records = new[] { record } }, space.AsSpan(0, length - 1)));
        return Encoding.UTF8.GetString(space, 0, length);
    }
}
