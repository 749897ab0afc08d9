using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Testing;
using Sextant.Testing.Dns;

namespace Sextant.Cli.Tests.Commands;

/// <summary>The verb against a real name server: <see cref="Names"/> names whose records are known from the zone file.</summary>
public sealed class DnsTests
{
    private const int Names = 20_000;

    [Fact]
    public async Task Every_record_of_a_zone_comes_back_both_ways_and_in_every_format()
    {
        using var folder = new TemporaryFolder();
        (string list, ZoneFile zone, string[] records) = Zone(folder);
        await using RealNameServer server = await RealNameServer.NsdAsync(zone);
        string ask = $"dns {list} --types A,AAAA,MX --resolver {server.V4} --own-network 127.0.0.0/8 --lang en";

        foreach (string io in (string[])["batched", "single"])
        {
            string output = Path.Combine(folder.Path, io);
            var (code, written, complained) = await TestConsole.RunInAsync(folder.Path, [.. $"{ask} --io {io} --format terse --output {output} --json".Split(' ')]);
            Assert.Equal((0, 0), (code, complained.Contains("refused", StringComparison.Ordinal) ? 1 : 0));
            Assert.Equal(records, File.ReadLines(output).Order(StringComparer.Ordinal));
            Assert.Empty(JsonForm.Read("dns.schema.json").Faults(JsonNode.Parse(written)));
            JsonElement types = JsonDocument.Parse(written).RootElement.GetProperty("types");
            Assert.Equal(Names - (Names / 50), types.GetProperty("A").GetProperty("records").GetInt32());
            Assert.Equal(Names / 50, types.GetProperty("A").GetProperty("dns-nxdomain").GetInt32());
        }

        foreach (string format in (string[])["ndjson", "csv"])
        {
            string output = Path.Combine(folder.Path, format);
            await TestConsole.RunInAsync(folder.Path, [.. $"{ask} --format {format} --output {output}".Split(' ')]);
            Assert.Equal(records, Records(format, output).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_name_that_is_left_out_is_skipped_and_other_names_left_out_make_another_run()
    {
        using var folder = new TemporaryFolder();
        (string list, ZoneFile zone, string[] records) = Zone(folder);
        await using RealNameServer server = await RealNameServer.NsdAsync(zone);
        string output = Path.Combine(folder.Path, "answers");
        string ask = $"dns {list} --types A,AAAA,MX --resolver {server.V4} --own-network 127.0.0.0/8 --lang en --format terse --output {output}";
        string[] without = [.. records.Where(r => !r.StartsWith("name-77.", StringComparison.Ordinal))];
        Assert.True(without.Length < records.Length);

        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, [.. $"{ask} --never-measure NAME-77.test".Split(' ')]);
        Assert.Equal(0, code);
        Assert.Equal(without, File.ReadLines(output).Order(StringComparer.Ordinal));
        Assert.Contains("line 78: left out by --never-measure", complained, StringComparison.Ordinal);

        File.Delete(output);
        using (Process process = Start(folder, [.. $"{ask} --never-measure name-77.test --resolver-rate 2000".Replace(" --own-network 127.0.0.0/8", "", StringComparison.Ordinal).Split(' ')]))
        {
            await KilledOnceItWrote(process, output);
        }

        (code, _, complained) = await TestConsole.RunInAsync(folder.Path, [.. ask.Split(' ')]);
        Assert.Equal(2, code);
        Assert.Contains("other names left out", complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_goes_on_and_each_answer_is_there_once()
    {
        using var folder = new TemporaryFolder();
        (string list, ZoneFile zone, _) = Zone(folder);
        await using RealNameServer server = await RealNameServer.NsdAsync(zone);
        string output = Path.Combine(folder.Path, "answers");
        string[] words = ["dns", list, "--types", "A,MX", "--resolver", $"{server.V4}", "--resolver-rate", "5000", "--output", output, "--lang", "en"];

        int kills = 0;
        while (File.Exists(output + ".progress") || !File.Exists(output))
        {
            Assert.True(kills < 30, "it does not come to an end");
            using Process process = Start(folder, words);
            Task ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (await Task.WhenAny(ended, KilledOnceItWrote(process, output)) != ended)
            {
                kills++;
            }

            await ended;
        }

        Assert.True(kills > 0);
        string[] keys = [.. File.ReadLines(output).Select(l => JsonDocument.Parse(l).RootElement).Select(e => $"{e.GetProperty("name")} {e.GetProperty("type")}")];
        Assert.Equal((Names * 2, Names * 2), (keys.Length, keys.Distinct().Count()));
    }

    [Theory]
    [InlineData("dns missing.txt --resolver 127.0.0.1", "missing.txt")]
    [InlineData("dns - --resolver 127.0.0.1 --types A,NOSUCH", "A,NOSUCH")]
    [InlineData("dns - --resolver 127.0.0.1 --types OPT", "OPT")]
    [InlineData("dns - --resolver 127.0.0.1 --format xml", "xml")]
    [InlineData("dns - --resolver 127.0.0.1 --io fast", "fast")]
    [InlineData("dns - --resolver 127.0.0.1 --threads 0", "256")]
    [InlineData("dns - --resolver 127.0.0.1 --json", "--output")]
    public async Task What_cannot_be_used_is_said(string line, string says)
    {
        var (code, _, complained) = await TestConsole.RunAsync(line + " --lang en");
        Assert.Equal(2, code);
        Assert.Contains(says, complained);
    }

    private static (string List, ZoneFile Zone, string[] Records) Zone(TemporaryFolder folder)
    {
        var records = new List<string> { "ns.test. A 127.0.0.1" };
        var names = new List<string>();
        for (int i = 0; i < Names; i++)
        {
            names.Add($"Name-{i}.test");
            if (i % 50 == 0)
            {
                continue; // does not exist
            }

            records.Add($"name-{i}.test. A 198.51.{i >> 8}.{i & 255}");
            records.AddRange(i % 4 == 0 ? [$"name-{i}.test. AAAA 2001:db8::{i:x}"] : []);
            records.AddRange(i % 3 == 0 ? [$"name-{i}.test. MX 10 mx{i % 7}.test."] : []);
        }

        string list = folder.Write("names.txt", string.Join('\n', names));
        return (list, new ZoneFile("test", "@ NS ns\n" + string.Join('\n', records)), [.. records.Skip(1).Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Records(string format, string output)
    {
        foreach (string line in File.ReadLines(output).Skip(format == "csv" ? 1 : 0))
        {
            if (format == "csv")
            {
                string[] cells = line.Split(',');
                if (cells[5].Length > 0)
                {
                    yield return $"{cells[0]}. {cells[1]} {cells[5]}";
                }

                continue;
            }

            JsonElement answer = JsonDocument.Parse(line).RootElement;
            foreach (JsonElement record in answer.TryGetProperty("records", out JsonElement all) ? all.EnumerateArray() : [])
            {
                yield return $"{answer.GetProperty("name")}. {answer.GetProperty("type")} {record.GetProperty("data")}";
            }
        }
    }

    private static Process Start(TemporaryFolder folder, string[] words)
    {
        var start = new ProcessStartInfo(ProgramUnderTest.Command.File, [.. ProgramUnderTest.Command.Words, .. words]) { WorkingDirectory = folder.Path, RedirectStandardError = true };
        start.Environment["HOME"] = folder.Path;
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>SIGKILL when it has written something more, and a random while later.</summary>
    private static async Task KilledOnceItWrote(Process process, string output)
    {
        long before = File.Exists(output) ? new FileInfo(output).Length : 0;
        while (!process.HasExited && !(File.Exists(output) && new FileInfo(output).Length > before))
        {
            await Task.Delay(20);
        }

        await Task.Delay(Random.Shared.Next(2000));
        process.Kill();
    }
}
