using System.Diagnostics;
using System.Globalization;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Audit;

public sealed class TwoProcessesTests
{
    private const int Each = 25;

    [Theory(Timeout = 180_000)]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Two_processes_and_this_one_write_one_chain_and_a_killed_one_leaves_it_whole(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        using var folder = new TemporaryFolder();
        string anchors = folder["anchors.txt"];
        ProgrammeDatabase register = await ProgrammeDatabase.OpenAsync(kind == DatabaseKind.Sqlite ? DatabaseOptions.Sqlite(country.Place) : DatabaseOptions.PostgreSql(country.Place), anchors);
        using Process one = Start(country.Place, anchors, Each);
        using Process two = Start(country.Place, anchors, Each);
        using Process killed = Start(country.Place, anchors, 100_000);
        int acknowledged = 0;
        while (acknowledged < 5 && await killed.StandardOutput.ReadLineAsync() is not null)
        {
            acknowledged++;
        }

        killed.Kill();
        await Task.WhenAll(one.WaitForExitAsync(), two.WaitForExitAsync(), killed.WaitForExitAsync());
        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));

        AuditReport report = await new AuditLog(register, TimeProvider.System).VerifyAsync();
        Assert.Empty(report.Faults);
        var log = new AuditLog(register, TimeProvider.System);
        foreach (Process process in (Process[])[one, two])
        {
            string who = string.Create(CultureInfo.InvariantCulture, $"person:process-{process.Id}");
            Assert.Equal(Each, (await log.ListAsync(new AuditFilter { Who = who, Most = 1000 })).Count);
        }

        Assert.True(report.Entries >= 1 + (2 * Each) + acknowledged);

        // The killed one may have died between its commit and its anchor; the others' later anchors cover that.
        Assert.True(report.Anchored >= report.Entries - 1, $"anchored {report.Anchored} of {report.Entries}");
    }

    private static Process Start(string place, string anchors, int count)
    {
        return Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, "audit", place, anchors, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
    }
}
