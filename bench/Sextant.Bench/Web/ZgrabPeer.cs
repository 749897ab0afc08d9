using System.Globalization;
using System.Text.RegularExpressions;
using Sextant.Bench.Measuring;

namespace Sextant.Bench.Web;

/// <summary>The same pages, handshakes and conversations by zgrab2, a program that <c>--peer zgrab2=PATH</c> names; its answers are written and thrown away.</summary>
internal sealed partial class ZgrabPeer(string program, string folder, string host)
{
    /// <summary>µs of processor time for one.</summary>
    /// <exception cref="InvalidOperationException">Not all of them succeeded.</exception>
    public async Task<double?> PageAsync(bool ipv6, int port, int count) =>
        await RunAsync(ipv6, count, "http", "--port", Number(port), "--endpoint", "/", "--max-size", "64");

    /// <summary>µs of processor time for one, its chain judged.</summary>
    /// <exception cref="InvalidOperationException">Not all of them succeeded.</exception>
    public async Task<double?> HandshakeAsync(bool ipv6, int port, int count) =>
        await RunAsync(
            ipv6, count, "tls", "--port", Number(port), "--root-cas", RootFile, "--server-name", host, "--verify-server-certificate", "--next-protos", "h2");

    /// <summary>µs of processor time for a conversation: greeting, EHLO, where it is wanted STARTTLS with its chain judged, QUIT.</summary>
    /// <exception cref="InvalidOperationException">Not all of them succeeded.</exception>
    public async Task<double?> TalkAsync(bool ipv6, int port, bool secure, int count) =>
        await RunAsync(ipv6, count, "smtp",
        [
            "--port", Number(port), "--ehlo-domain", "probe.example", "--send-quit",
            .. secure ? (string[])["--starttls", "--root-cas", RootFile, "--server-name", host, "--verify-server-certificate"] : [],
        ]);

    private string RootFile => Path.Combine(folder, BenchChain.RootFile);

    private async Task<double?> RunAsync(bool ipv6, int count, string module, params IEnumerable<string> options)
    {
        string list = Path.Combine(folder, "targets");
        await File.WriteAllLinesAsync(list, Enumerable.Repeat($"{(ipv6 ? "::1" : "127.0.0.1")}, {host}", count));
        ChildEnd end = await Child.RunAsync([program, module, "--gomaxprocs", "1", "--senders", Number(Contest.InFlight), "-f", list, "-o", "/dev/null", .. options]);
        // It closes with {"statuses":{"http":{"successes":N,"failures":N}},...}.
        Match successes = Successes().Match(end.Error);
        if (end.Code != 0 || !successes.Success || int.Parse(successes.Groups[1].Value, CultureInfo.InvariantCulture) != count)
        {
            throw new InvalidOperationException($"zgrab2 {module}: exit code {end.Code}: {end.Error}");
        }

        return end.Processor.TotalMicroseconds / count;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("\"successes\":([0-9]+)")]
    private static partial Regex Successes();
}
