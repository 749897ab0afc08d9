using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Sextant.Testing;
using TemporaryFolder = Sextant.Testing.TemporaryFolder;

namespace Sextant.Cli.Tests.Published;

/// <summary>
/// The program as <c>./publish</c> makes it, copied to where nothing of the working copy or the SDK is near: no PATH, no variable of .NET, an empty home.
/// </summary>
public sealed class PublishedProgram : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Copies it.</summary>
    public PublishedProgram()
    {
        if (Published() is not { } published)
        {
            return;
        }

        Folder = Path.Combine(_folder.Path, "chương trình"); // a user's folder may have such a name
        CopyAll(published, Folder);
        Directory.CreateDirectory(Elsewhere);
        Directory.CreateDirectory(Home);
    }

    /// <summary>Where it lies; null when it was not published.</summary>
    public string? Folder { get; }

    /// <summary>An empty data folder, shared by the steps of a test.</summary>
    public string Data => Path.Combine(_folder.Path, "data");

    private string Elsewhere => Path.Combine(_folder.Path, "elsewhere");

    private string Home => Path.Combine(_folder.Path, "home");

    /// <summary>Skips with the reason where it was not published and nobody said it was.</summary>
    public void Need()
    {
        if (Folder is null)
        {
            Assert.Skip("the program is not published: run ./publish first, or ./test, which does it");
        }
    }

    /// <summary>Writes a file for the program to read.</summary>
    public string Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(Elsewhere, name), content);
        return name;
    }

    /// <summary>Runs one command line to its end; 3 min at most: seconds on a quiet machine.</summary>
    public async Task<(int Code, string Out, string Error)> RunAsync(params string[] words)
    {
        using Process process = Process.Start(Describe(words))!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            Task<string> written = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> complained = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await written, await complained);
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>Runs one that must succeed; gives what it printed.</summary>
    public async Task<string> GivesAsync(params string[] words)
    {
        var (code, written, complained) = await RunAsync(words);
        Assert.True(code == ExitCodes.Ok, $"{string.Join(' ', words)}: exit code {code.ToString(CultureInfo.InvariantCulture)}\n{written}\n{complained}");
        return written;
    }

    /// <summary>Starts one that stays, and waits for a line that it prints.</summary>
    public async Task<(IDisposable Running, string Line)> StartAsync(Func<string, bool> awaited, params string[] words)
    {
        var process = new Process { StartInfo = Describe(words) };
        var seen = new ConcurrentQueue<string>();
        var line = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(string? written)
        {
            seen.Enqueue(written ?? "");
            if (written is not null && awaited(written))
            {
                line.TrySetResult(written);
            }
        }

        process.OutputDataReceived += (_, e) => Look(e.Data);
        process.ErrorDataReceived += (_, e) => Look(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var running = new Stopping(process);
        try
        {
            return (running, await line.Task.WaitAsync(Longest, TestContext.Current.CancellationToken));
        }
        catch (TimeoutException)
        {
            running.Dispose();
            throw new TimeoutException($"{string.Join(' ', words)} did not come up: {string.Join('\n', seen)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private ProcessStartInfo Describe(string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder!, "sextant"), [.. words, "--data", Data])
        {
            WorkingDirectory = Elsewhere,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = Home;
        start.Environment["PATH"] = Home;
        foreach ((string name, string value) in Commands.SmallCountry.Quick)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string? Published() =>
        ProgramUnderTest.Published
        ?? (Repository.At("artifacts", "publish") is var folder && File.Exists(Path.Combine(folder, "sextant")) ? folder : null);

    private static void CopyAll(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private sealed class Stopping(Process process) : IDisposable
    {
        public void Dispose()
        {
            End(process);
            process.Dispose();
        }
    }
}
