using System.Text.Json;

namespace Sextant.Cli.Tests.Verbs;

public sealed class ShellTests
{
    [Theory]
    [InlineData("", 2)]
    [InlineData("--help", 0)]
    [InlineData("--version", 0)]
    [InlineData("config", 2)]
    [InlineData("config check", 0)]
    [InlineData("config check --port 70000", 2)]
    [InlineData("config show --port 70000", 2)]
    [InlineData("config show --port", 2)]
    [InlineData("config check --port 1 --port 2", 2)]
    [InlineData("config check surplus", 2)]
    [InlineData("nothing", 2)]
    [InlineData("@file", 2)]
    [InlineData("[diagram] config check", 2)]
    [InlineData("config check --help", 0)]
    public async Task Exit_codes(string line, int expected)
    {
        var (code, written, complained) = await TestConsole.RunAsync(line);

        Assert.Equal(expected, code);
        Assert.NotEqual("", written + complained);
    }

    [Theory]
    [InlineData("--help", null, "Cách dùng:")]
    [InlineData("--help", "C.UTF-8", "Cách dùng:")]
    [InlineData("--help", "en_US.UTF-8", "Usage:")]
    [InlineData("--help", "eno_XX", "Cách dùng:")]
    [InlineData("--help --lang vi", "en_US.UTF-8", "Cách dùng:")]
    [InlineData("config check --help --lang en", "vi_VN.UTF-8", "Usage:")]
    [InlineData("--lang=en config check --help", null, "Usage:")]
    public async Task The_language_is_the_options_then_that_of_the_locale_then_Vietnamese(string line, string? locale, string expected)
    {
        var (_, written, _) = await TestConsole.RunAsync(line, locale is null ? [] : [("LANG", locale)]);
        Assert.Contains(expected, written);
    }

    [Fact]
    public async Task The_language_may_come_from_the_file()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sextant.json", """{ "lang": "en" }""");
        var (_, written, _) = await TestConsole.RunInAsync(folder.Path, ["config", "check"]);
        Assert.Contains("no fault", written);
    }

    [Fact]
    public async Task Check_lists_every_fault_and_show_every_origin()
    {
        var (_, faults, _) = await TestConsole.RunAsync("config check --lang en --port x --concurrency 0 --anchor v4");
        Assert.Contains("port = x  (--port): a whole number from 0 to 65535", faults);
        Assert.Contains("concurrency = 0  (--concurrency)", faults);
        Assert.Contains("3 fault(s)", faults);

        var (_, shown, _) = await TestConsole.RunAsync("config show --lang en --port 99", ("SEXTANT_HTTP_RATE", "4"));
        Assert.Matches(@"port +99  \[--port\]", shown);
        Assert.Matches(@"http-rate +4  \[SEXTANT_HTTP_RATE\]", shown);
        Assert.Matches(@"concurrency +64  \[default\]", shown);
    }

    [Fact]
    public async Task Show_prints_json_and_hides_the_connection()
    {
        var (code, written, _) = await TestConsole.RunAsync("config show --json", ("SEXTANT_DATABASE", "Host=h;Database=d;Password=geheim"));

        Assert.Equal(0, code);
        Assert.DoesNotContain("geheim", written);
        using JsonDocument document = JsonDocument.Parse(written);
        Assert.Contains(document.RootElement.GetProperty("settings").EnumerateArray(), e => e.GetProperty("name").GetString() == "resolver" && e.GetProperty("value").ValueKind == JsonValueKind.Array);
    }

    [Fact]
    public async Task Hostile_words_cannot_reach_the_terminal()
    {
        var (code, written, complained) = await TestConsole.RunInAsync("/", ["config", "check", "\x1b[2J\u202Eevil\n"]);

        Assert.Equal(2, code);
        Assert.DoesNotContain('\x1b', written + complained);
        Assert.Contains(@"\x1B[2J\u{202E}evil\x0A", complained);
    }
}
