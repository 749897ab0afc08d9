using System.Diagnostics;

namespace Sextant.Testing.Dns;

/// <summary>A zone signed by BIND's tools, and what a validating resolver needs to believe it.</summary>
/// <param name="File">The signed zone.</param>
/// <param name="Anchor">Its DS records, to be put in its parent or in a resolver.</param>
public sealed record SignedZone(ZoneFile File, string Anchor)
{
    /// <summary>True when the tools are installed.</summary>
    public static bool CanSign => ServerProcess.Find("dnssec-signzone") is not null && ServerProcess.Find("dnssec-keygen") is not null;

    /// <summary>Signs a zone with one key, for 30 days.</summary>
    public static async Task<SignedZone> SignAsync(ZoneFile zone)
    {
        using var folder = new TemporaryFolder();
        string key = (await RunAsync("dnssec-keygen", folder, "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", "-n", "ZONE", zone.Name)).Trim();
        string name = zone.Name + ".";
        System.IO.File.WriteAllText(folder["plain"], zone.Whole + System.IO.File.ReadAllText(folder[key + ".key"]));
        await RunAsync("dnssec-signzone", folder, "-q", "-P", "-z", "-o", name, "-f", folder["signed"], folder["plain"], key);
        string text = System.IO.File.ReadAllText(folder["signed"]);
        string anchor = System.IO.File.ReadAllText(folder[$"dsset-{name}"]);
        return new SignedZone(new ZoneFile(zone.Name, text) { IsWhole = true }, anchor);
    }

    private static async Task<string> RunAsync(string program, TemporaryFolder folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(ServerProcess.Find(program)!) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> faults = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {await faults} {output}");
    }
}
