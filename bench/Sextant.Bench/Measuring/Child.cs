using System.Diagnostics;
using System.Globalization;

namespace Sextant.Bench.Measuring;

/// <summary>What a process took.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Wall">From start to end.</param>
/// <param name="Processor">User and system time, as of its last 20 ms.</param>
/// <param name="PeakMegabytes">The most memory it had resident.</param>
/// <param name="Output">What it wrote to its output.</param>
/// <param name="Error">What it wrote to its error output.</param>
internal sealed record ChildEnd(int Code, TimeSpan Wall, TimeSpan Processor, long PeakMegabytes, string Output, string Error);

/// <summary>A process that is measured from outside, by what the kernel says of it.</summary>
internal sealed class Child
{
    /// <summary>Ticks of <c>/proc/PID/stat</c> in a second: 100 on every Linux (USER_HZ).</summary>
    private const double TicksPerSecond = 100;

    private readonly Process _process;
    private readonly long _began = Stopwatch.GetTimestamp();

    private Child(Process process) => _process = process;

    public static Child Start(IReadOnlyList<string> command) => new(Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<ChildEnd> RunAsync(params IReadOnlyList<string> command)
    {
        Child child = Start(command);
        Task<string> output = child._process.StandardOutput.ReadToEndAsync();
        Task<string> error = child._process.StandardError.ReadToEndAsync();
        (TimeSpan processor, long peak) = (TimeSpan.Zero, 0);
        Task over = child._process.WaitForExitAsync();
        while (!over.IsCompleted)
        {
            if (child.Look() is { } look)
            {
                (processor, peak) = look;
            }

            await Task.WhenAny(over, Task.Delay(20));
        }

        TimeSpan wall = Stopwatch.GetElapsedTime(child._began);
        return new ChildEnd(child._process.ExitCode, wall, processor, peak, await output, await error);
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task StopAsync()
    {
        Task drained = Task.WhenAll(_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        if (!_process.HasExited)
        {
            using Process asked = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await asked.WaitForExitAsync();
        }

        await drained;
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Closes its input, which it takes as the end.</summary>
    public async Task EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Null once it is gone.
    private (TimeSpan Processor, long PeakMegabytes)? Look()
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            // After the name, which is in brackets and may hold anything: state is the third field, utime the 14th, stime the 15th.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double ticks = double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
            string? peak = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return peak is null ? null : (TimeSpan.FromSeconds(ticks / TicksPerSecond), long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
