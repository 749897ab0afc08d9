using System.Diagnostics;

namespace Sextant.Measurement.Tests.Campaigns;

/// <summary>One process of the kill target.</summary>
internal sealed class KillTargetProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="arguments">What the program is told; see its head.</param>
    /// <param name="hear">Gets each whole line of its standard output.</param>
    /// <param name="around">A command that runs it, such as one that gives it a disk of its own.</param>
    /// <param name="environment">Variables it gets beside its own.</param>
    internal KillTargetProcess(
        IEnumerable<string> arguments, Action<string> hear, IReadOnlyList<string>? around = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";
        string[] command = [.. around ?? [], host, Testing.ProgramUnderTest.KillTarget, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        AllHeard = ListenAsync(hear);
        Complaint = _process.StandardError.ReadToEndAsync();
    }

    internal Task Ready => _ready.Task;

    /// <summary>Ends when a campaign result has been acknowledged.</summary>
    internal Task Kept => _kept.Task;

    /// <summary>Ends when standard output has ended.</summary>
    internal Task AllHeard { get; }

    /// <summary>What it said on standard error: nothing when all is well, and when it is killed.</summary>
    internal Task<string> Complaint { get; }

    internal int ExitCode => _process.ExitCode;

    internal void Kill() => _process.Kill(); // SIGKILL

    internal Task WaitForExitAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(); // the test failed: what it works on is about to be removed
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task ListenAsync(Action<string> hear)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                _ready.TrySetResult();
            }
            else if (line.StartsWith("done ", StringComparison.Ordinal))
            {
                _kept.TrySetResult();
            }

            hear(line);
        }
    }
}
