using System.Diagnostics;
using System.Runtime.InteropServices;
using Sextant.Store.Duck;

namespace Sextant.Cli.Tests.Parts;

/// <summary>A program that was unpacked without its library, or with half of it, says so in one sentence, before it measures anything.</summary>
public sealed class DuckLibraryTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_missing_or_torn_library_is_said_in_one_sentence()
    {
        using var folder = new TemporaryFolder();
        string program = Path.Combine(folder.Path, "program");
        Directory.CreateDirectory(program);
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(file => Path.GetFileName(file) != DuckLibrary.FileName)
            .Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier), "*", SearchOption.AllDirectories)))
        {
            string copy = Path.Combine(program, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // What was measured earlier lies there: where nothing does, that is said first.
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "data", "measurement.db"), [], TestContext.Current.CancellationToken);
        var (code, complained) = await RunAsync(program, "data", "files", "--data", Path.Combine(folder.Path, "data"), "--lang", "en");
        Assert.Equal((ExitCodes.BadInput, $"The DuckDB library is missing: it belongs at {Path.Combine(program, DuckLibrary.FileName)}. Without it nothing can be kept or queried. Unpack the program again; in a checkout run eng/fetch-duckdb."), (code, complained.Trim()));

        await File.WriteAllTextAsync(Path.Combine(program, DuckLibrary.FileName), "half of it", TestContext.Current.CancellationToken);
        (code, complained) = await RunAsync(program, "data", "query", "SELECT 1", "--data", Path.Combine(folder.Path, "data"), "--lang", "en");
        Assert.Equal(ExitCodes.BadInput, code);
        Assert.StartsWith($"The DuckDB library {Path.Combine(program, DuckLibrary.FileName)} cannot be loaded.", complained);
        Assert.Single(complained.Trim().Split('\n'));
    }

    private static async Task<(int Code, string Complained)> RunAsync(string program, params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(program, "sextant.dll"), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> written = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string complained = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await written;
        return (process.ExitCode, complained);
    }
}
