using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Sextant.Bench.Measuring;

namespace Sextant.Bench.Office;

/// <summary>What the server had used up at a moment.</summary>
/// <param name="Processor">User and system time.</param>
/// <param name="Peak">The most memory it had resident, in MB.</param>
internal sealed record ServerUse(TimeSpan Processor, long Peak);

/// <summary><c>sextant serve</c> as users have it, over a folder of its own on a port of loopback.</summary>
internal sealed partial class OfficeServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;

    private OfficeServer(Process process, Uri address, Task reading) => (_process, Address, _reading) = (process, address, reading);

    public Uri Address { get; }

    /// <summary>What is measured.</summary>
    public static IReadOnlyList<string> Program => BenchRun.Asked.Told("program") is { } other ? ["dotnet", other] : Programs.Sextant;

    public static async Task<OfficeServer> StartAsync(string folder, int port = 0)
    {
        IReadOnlyList<string> program = Program;
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), "serve", "--lang", "en", "--data", folder, "--port", port.ToString(CultureInfo.InvariantCulture), "--keep-history", "2000", "--keep-verdicts", "2000"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (BenchRun.Asked.Told("postgres") is { } connection)
        {
            start.Environment["SEXTANT_DATABASE"] = connection;
        }

        Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Place().Match(line) is { Success: true } found)
            {
                return new OfficeServer(process, new Uri(found.Value), Task.WhenAll(errors, process.StandardOutput.ReadToEndAsync()));
            }
        }

        throw new InvalidOperationException($"the server did not start: {await errors}");
    }

    public ServerUse Use()
    {
        string stat = File.ReadAllText($"/proc/{_process.Id}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // utime and stime, the 14th and 15th, in hundredths of a second
        string peak = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return new ServerUse(
            TimeSpan.FromSeconds((double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / 100),
            long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [GeneratedRegex("http://[^ ]*:[0-9]+")]
    private static partial Regex Place();
}
