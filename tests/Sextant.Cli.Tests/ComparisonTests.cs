using System.Diagnostics;
using Sextant.Testing;

namespace Sextant.Cli.Tests;

/// <summary><c>bench/run</c> in its short form: every comparison works, or says what it lacks. No figure is looked at: they depend on the machine.</summary>
public sealed class ComparisonTests
{
    // Addresses need real data, which bench/prepare fetches; a package says what is missing as this does.
    private const string Comparisons = "bulk-dns,bulk-same,bulk-iterate,dns,name,campaign,years,lake,limits,web,smtp";

    private static readonly string[] Lacks = ["bench/prepare", "apt install", "only root", "two cores"];

    [Fact]
    public async Task EveryComparisonWorksOrSaysWhatItLacks()
    {
        Need("artifacts/bin/Sextant.Bench/release/Sextant.Bench.dll");
        Need("artifacts/bin/Sextant.Cli/release/sextant");
        (int code, string said, string complained) = await RunAsync("--short", "--only", Comparisons);
        string[] lines = said.Split('\n');
        string[] missed = [.. lines.SkipWhile(line => line != "not run:").Skip(1).Where(line => line.Length > 0)];
        Assert.True(code == (missed.Length == 0 ? 0 : 1), said + complained);
        Assert.All(missed, line => Assert.True(Array.Exists(Lacks, lack => line.Contains(lack, StringComparison.Ordinal)), said));
        foreach (string one in Comparisons.Split(','))
        {
            // Its heading, and a table below it or why there is none.
            string[] part = [.. lines.SkipWhile(line => !line.StartsWith($"## {one} (", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];
            Assert.True(part.Any(line => line.StartsWith("| ", StringComparison.Ordinal) || line.Contains(" records are the zone's", StringComparison.Ordinal) || line.StartsWith("NOT RUN: ", StringComparison.Ordinal)), $"{one}: {said}");
        }
    }

    [Fact]
    public async Task AComparisonThatCannotBeMadeIsNamedAndFails()
    {
        Need("artifacts/bin/Sextant.Bench/release/Sextant.Bench.dll");
        Need("artifacts/bin/Sextant.Cli/release/sextant");
        (int code, string said, _) = await RunAsync("--short", "--only", "web", "--peer", "zgrab2=/bin/false");
        Assert.Equal(1, code);
        Assert.Contains("not run:\nweb: ", said, StringComparison.Ordinal);
        (code, _, string complained) = await RunAsync("--only", "the-moon");
        Assert.Equal(2, code);
        Assert.Contains("the-moon", complained, StringComparison.Ordinal);
    }

    private static void Need(string file) => Assert.SkipUnless(File.Exists(Repository.At(file)), $"{file} is not built: ./test builds it");

    private static async Task<(int Code, string Said, string Complained)> RunAsync(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(Repository.At("bench", "run"), words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            Task<string> said = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> complained = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await said, await complained);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
