using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Commands;

public sealed class OverloadTests
{
    [Fact(Timeout = 90_000)]
    public async Task A_program_that_slept_through_the_answers_blames_nobody()
    {
        await using SmallCountry country = await SmallCountry.StartAsync(0, silent: 1);
        var (_, awake, _) = await country.RunAsync("check", "im-lang-1.gov.vn", "--kind", "site", "--lab", "--json");
        using JsonDocument before = JsonDocument.Parse(awake);
        Assert.Equal("broken", before.RootElement[0].GetProperty("class").GetString());

        // Stopped again and again, as on a machine that others have taken: at least one stop falls into the three seconds of the silence.
        var start = new ProcessStartInfo(
            ProgramUnderTest.Command.File, [.. ProgramUnderTest.Command.Words, "check", "im-lang-1.gov.vn", "--kind", "site", "--lab", "--json", "--data", country.Data])
        {
            RedirectStandardOutput = true,
        };
        foreach ((string name, string value) in SmallCountry.Quick)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> written = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (!process.HasExited)
        {
            await SignalAsync("-STOP", process);
            await Task.Delay(1500, TestContext.Current.CancellationToken);
            await SignalAsync("-CONT", process);
            await Task.Delay(700, TestContext.Current.CancellationToken);
        }

        using JsonDocument after = JsonDocument.Parse(await written);
        Assert.Equal(("unknown", "vantage-overloaded"), (after.RootElement[0].GetProperty("class").GetString(), after.RootElement[0].GetProperty("cause").GetString()));
        Assert.Equal(ExitCodes.Unknown, process.ExitCode);
    }

    private static async Task SignalAsync(string signal, Process process)
    {
        using Process kill = Process.Start(new ProcessStartInfo("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
