using System.Diagnostics;
using System.Globalization;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

/// <summary>The program as a process of its own, for what only signals and files show.</summary>
internal sealed class SextantProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _written;
    private Task<string> _notes = Task.FromResult("");

    private SextantProcess(Process process)
    {
        _process = process;
        _written = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts it and waits for its first line of notes.</summary>
    public static async Task<SextantProcess> StartAsync(params string[] words)
    {
        var start = new ProcessStartInfo(ProgramUnderTest.Command.File, [.. ProgramUnderTest.Command.Words, .. words]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in SmallCountry.Quick)
        {
            start.Environment[name] = value;
        }

        var started = new SextantProcess(Process.Start(start)!);
        Assert.NotNull(await started._process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        started._notes = started._process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return started;
    }

    /// <summary>What it noted after its first line, once it has ended.</summary>
    public Task<string> Notes => _notes;

    public bool HasExited => _process.HasExited;

    /// <summary>Sends a signal: INT, TERM, KILL.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string Out)> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _written);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
