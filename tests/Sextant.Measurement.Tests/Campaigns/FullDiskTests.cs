using System.Diagnostics;
using System.Globalization;
using Sextant.Testing;

namespace Sextant.Measurement.Tests.Campaigns;

/// <summary>
/// A real disk that fills up: the kill target works on a file system of a few megabytes, in a mount namespace of its own, until nothing more fits. What
/// it had acknowledged is then copied to where there is room, finished and counted. Evidence, lake and database each meet the end at some size.
/// </summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const int Names = 60;

    [Theory]
    [InlineData(1600)]
    [InlineData(3100)]
    public async Task A_disk_that_fills_up_loses_nothing_acknowledged(int kibibytes)
    {
        if (!await MayMountAsync())
        {
            Assert.Skip("Mounting a small file system needs root: what happens on a full disk was tested with a simulated one only.");
        }

        using var small = new TemporaryFolder();
        using var room = new TemporaryFolder();
        var acknowledged = new Acknowledgements(Names);
        string script = $"mount -t tmpfs -o size={kibibytes}k tmpfs '{small.Path}' && \"$@\"; code=$?; cp -a '{small.Path}/.' '{room.Path}/'; exit $code";
        using (var child = new KillTargetProcess(Arguments(small.Path), acknowledged.Hear, ["unshare", "-m", "sh", "-c", script, "sh"]))
        {
            await child.AllHeard;
            await child.WaitForExitAsync();
            Assert.NotEqual(0, child.ExitCode);
            string complaint = await child.Complaint;
            Assert.True(complaint.Contains("the disk is full", StringComparison.Ordinal) || complaint.Contains("database or disk is full", StringComparison.Ordinal), complaint);
            output.WriteLine(complaint.Split('\n')[0]);
        }

        using (var child = new KillTargetProcess(Arguments(room.Path, "finish"), acknowledged.Hear))
        {
            await child.AllHeard;
            await child.WaitForExitAsync();
            Assert.Equal("", await child.Complaint);
        }

        output.WriteLine(await acknowledged.CountAsync(room.Path, null));
    }

    private static string[] Arguments(string folder, params string[] more) => [folder, "-", Names.ToString(CultureInfo.InvariantCulture), .. more];

    private static async Task<bool> MayMountAsync()
    {
        using Process look = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]) { RedirectStandardError = true })!;
        await look.StandardError.ReadToEndAsync();
        await look.WaitForExitAsync();
        return look.ExitCode == 0;
    }
}
