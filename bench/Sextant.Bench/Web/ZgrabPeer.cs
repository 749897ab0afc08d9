using System.Globalization;
using System.Text.RegularExpressions;
using Sextant.Bench.Measuring;

namespace Sextant.Bench.Web;

/// <summary>The same pages and handshakes by zgrab2, a program that <c>--peer zgrab2=PATH</c> names; its answers are written and thrown away.</summary>
internal sealed partial class ZgrabPeer(string program, WebServer server, int inFlight)
{
    /// <summary>µs of processor time for one.</summary>
    /// <exception cref="InvalidOperationException">Not all of them succeeded.</exception>
    public async Task<double?> PageAsync(bool ipv6, int count) =>
        await RunAsync(ipv6, count, "http", "--port", Number(server.Plain), "--endpoint", "/", "--max-size", "64");

    /// <summary>µs of processor time for one, its chain judged.</summary>
    /// <exception cref="InvalidOperationException">Not all of them succeeded.</exception>
    public async Task<double?> HandshakeAsync(bool ipv6, int count) =>
        await RunAsync(
            ipv6, count, "tls", "--port", Number(server.Secure), "--root-cas", server.RootFile, "--server-name", WebServer.Host, "--verify-server-certificate", "--next-protos", "h2");

    private async Task<double?> RunAsync(bool ipv6, int count, string module, params IEnumerable<string> options)
    {
        string list = Path.Combine(server.Folder, "targets");
        await File.WriteAllLinesAsync(list, Enumerable.Repeat($"{(ipv6 ? "::1" : "127.0.0.1")}, {WebServer.Host}", count));
        ChildEnd end = await Child.RunAsync([program, module, "--gomaxprocs", "1", "--senders", Number(inFlight), "-f", list, "-o", "/dev/null", .. options]);
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
