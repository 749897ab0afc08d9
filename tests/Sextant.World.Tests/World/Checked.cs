using System.Diagnostics;
using System.Text.Json;

namespace Sextant.World.Tests.World;

/// <summary>What `sextant check` said, run as a process inside a vantage's network.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="Took">How long it ran.</param>
internal sealed record Checked(int ExitCode, string Output, string Errors, TimeSpan Took)
{
    private JsonElement[]? all;

    /// <summary>The name that is looked at; every name of the run when null.</summary>
    public string? Target { get; init; }

    /// <summary>The entries of the JSON, of all names of the run.</summary>
    public IReadOnlyList<JsonElement> All => all ??= [.. Parse().EnumerateArray()];

    /// <summary>The entries of the name.</summary>
    public IEnumerable<JsonElement> Entries => All.Where(e => Target is null || e.GetProperty("ascii").GetString() == Target);

    /// <summary>The entry of one kind.</summary>
    public JsonElement? Entry(string kind) => Entries.Where(e => e.GetProperty("kind").GetString() == kind).Select(e => (JsonElement?)e).FirstOrDefault();

    /// <summary>The class of one kind; null when it was not looked at.</summary>
    public string? ClassOf(string kind) => Entry(kind)?.GetProperty("class").GetString();

    /// <summary>Every tag with its cause: <c>tag</c> or <c>tag:cause</c>.</summary>
    public IReadOnlyList<string> Tags =>
    [
        .. from entry in Entries
           from finding in entry.GetProperty("findings").EnumerateArray()
           let cause = finding.TryGetProperty("cause", out JsonElement c) ? c.GetString() : null
           select finding.GetProperty("tag").GetString() + (cause is null ? "" : ":" + cause),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="network">The vantage.</param>
    /// <param name="arguments">All arguments.</param>
    public static async Task<Checked> RunAsync(NetNamespace network, IEnumerable<string> arguments)
    {
        (string program, string[] words) = Testing.ProgramUnderTest.Command;
        (string entry, string[] all) = network.Inside(program, [.. words, .. arguments]);
        var start = new ProcessStartInfo(Testing.ServerProcess.Find(entry)!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Checked(process.ExitCode, output, await errors, Stopwatch.GetElapsedTime(began));
    }

    private JsonElement Parse()
    {
        try
        {
            return JsonDocument.Parse(Output).RootElement;
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"exit code {ExitCode}, no JSON: {Output}\n{Errors}");
        }
    }
}
