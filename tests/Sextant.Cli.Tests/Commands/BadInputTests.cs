using System.Text;
using Sextant.Cli.Parts;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;
using Sextant.Store.Files;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

/// <summary>What is wrong with the words and files that a person gives is said in one sentence, in bounded time, with exit code 2.</summary>
public sealed class BadInputTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("check --prot 80 example.vn", "No such option here: --prot")]
    [InlineData("check -x.vn", "No such option here: -x.vn")]
    [InlineData("check -- -x.vn", "starts or ends with a hyphen")]
    [InlineData("check example.vn --zone example.vn", "--zone is about name servers only")]
    [InlineData("check ns1.example.vn --kind name-server --zone -x", "starts or ends with a hyphen")]
    [InlineData("rejudge --campain x", "No such option here: --campain")]
    [InlineData("check --from-file /dev/zero", "has more than 64 million characters")]
    [InlineData("check --from-file /", "There is no file /")]
    [InlineData("check example.vn --ca-file /dev/zero", "at least one certificate")]
    [InlineData("check example.vn --root-hints /dev/zero", "root servers")]
    [InlineData("check example.vn --config /dev/zero", "cannot be read")]
    [InlineData("check example.vn --profile /dev/zero", "is empty, or has more than 1 MiB")]
    [InlineData("check example.vn --profile nosuch", "There is no profile \"nosuch\"")]
    public async Task It_is_said_in_one_sentence(string line, string sentence)
    {
        var (code, written, complained) = await TestConsole.RunAsync(line.Replace(" -- ", " --lang en -- ", StringComparison.Ordinal) + (line.Contains(" -- ", StringComparison.Ordinal) ? "" : " --lang en"));
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Empty(written);
        Assert.Contains(sentence, complained, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_a_list_stands_on_a_line_with_its_place_in_the_language_of_the_reader()
    {
        using var folder = new TemporaryFolder();
        string list = folder.Write("names.txt", "\uFEFFexample.vn\r\n# a comment\r\n\r\nhttp://x.vn/ # a URL\r\na\u001b[2Jb.vn\r\n");
        await using (StreamWriter more = new(list, append: true, Encoding.UTF8))
        {
            await more.WriteAsync(new string('a', 10_000_000));
        }

        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["check", "--from-file", list, "--lang", "vi"]);

        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Equal(
            [
                "3 tên không dùng được; hãy sửa hoặc bỏ:",
                $"  {list}:4: đây là một URL: chỉ cần tên máy trong đó",
                $"  {list}:5: trong tên có dấu cách, ký tự điều khiển hoặc ký tự không nhìn thấy",
                $"  {list}:6: tên dài hơn 253 ký tự",
            ],
            complained.TrimEnd().Split('\n').Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task A_list_of_rubbish_is_counted_and_not_all_repeated()
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[300_000];
        new Random(6).NextBytes(bytes);
        string file = Path.Combine(folder.Path, "rubbish");
        await File.WriteAllBytesAsync(file, bytes);
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["check", "--from-file", file, "--lang", "en"]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.InRange(complained.Split('\n').Length, 20, 25);
        Assert.DoesNotContain(complained, c => char.IsControl(c) && c is not '\n' and not '\r');
    }

    [Fact]
    public async Task A_profile_may_lie_in_a_file_and_its_faults_are_listed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("measurement.db", "");
        string mine = folder.Write("mine.json", (await File.ReadAllTextAsync(Repository.At("src", "Sextant.Checks", "profiles", "national.json"))).Replace("\"name\": \"national\"", "\"name\": \"ours\"", StringComparison.Ordinal));
        var (code, written, _) = await TestConsole.RunInAsync(folder.Path, ["rejudge", "--lang", "en", "--data", folder.Path, "--profile", mine]);
        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains("ours/", written, StringComparison.Ordinal);

        string bad = folder.Write("bad.json", "{ \"name\": ");
        (code, _, string complained) = await TestConsole.RunInAsync(folder.Path, ["rejudge", "--lang", "en", "--profile", bad]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains("1 fault(s)", complained, StringComparison.Ordinal);
    }

    /// <summary>What the system calls its refusal is English whatever the reader's language; what to do is ours to say.</summary>
    [Theory]
    [InlineData(Errno.NoSpace, "keeping.full")]
    [InlineData(Errno.Access, "keeping.no-right")]
    [InlineData(Errno.ReadOnly, "keeping.read-only")]
    [InlineData(Errno.InputOutput, "keeping.disk")]
    public void What_a_disk_refuses_has_a_sentence(int error, string key) =>
        Assert.Equal(key, StoreRoom.Disk(StorageException.Of("write", "/data/register.db", error)).Key);

    [Fact]
    public async Task An_export_to_where_nothing_can_be_written_says_so()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "measurement.db"), []);
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["data", "export", "--output", "/proc/sextant", "--data", folder.Path]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Equal("Không ghi được vào /proc/sextant: hãy kiểm tra quyền ghi và chỗ trống, hoặc chọn thư mục khác bằng --output DIR.", complained.Trim());
    }

    [Theory]
    [InlineData("register.db", "kpi")]
    [InlineData("measurement.db", "explain x.vn")]
    [InlineData("measurement.db", "serve --port 0")]
    [InlineData("measurement.db", "scan --campaign x")]
    public async Task A_damaged_database_is_named_and_what_to_do(string database, string line)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write(database, "this is no database, and never was one");
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, [.. line.Split(' '), "--lang", "en", "--data", folder.Path]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains($"{file} cannot be read as a database", complained, StringComparison.Ordinal);
        Assert.Equal("this is no database, and never was one", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_fault_of_our_own_ends_in_one_sentence_and_prints_its_place_only_when_asked()
    {
        foreach (bool traced in (bool[])[false, true])
        {
            var console = new TestConsole();
            var sources = new SettingsSources { Environment = traced ? new Dictionary<string, string> { ["SEXTANT_TRACE"] = "1" } : new Dictionary<string, string>() };
            var verb = new Verb("burst", SettingGroups.None, (_, _) => throw new InvalidOperationException("first\n\u001b[2Jsecond"));
            Assert.Equal(ExitCodes.Failed, await new Shell([verb], console, sources, TimeProvider.System).RunAsync(["burst", "--lang", "en"], TestContext.Current.CancellationToken));
            string complained = console.Complained.ToString();
            Assert.StartsWith("The program failed", complained, StringComparison.Ordinal);
            Assert.Equal(traced, complained.Contains("   at ", StringComparison.Ordinal));
            Assert.Equal(traced, complained.Contains("second", StringComparison.Ordinal));
            Assert.DoesNotContain('\u001b', complained);
        }
    }

    [Theory]
    [InlineData("{ \"x\":")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task A_damaged_map_of_the_lab_is_named(string content)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "lab"));
        string file = folder.Write(Path.Combine("lab", "lab-map.json"), content);
        var (code, _, complained) = await TestConsole.RunInAsync(folder.Path, ["check", "x.lab", "--lab", "--lang", "en", "--data", folder.Path]);
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.Contains($"{file} is damaged", complained, StringComparison.Ordinal);
    }
}
