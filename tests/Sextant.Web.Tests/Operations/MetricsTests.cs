using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Operations;

/// <summary>What a monitoring system reads: on an endpoint of its own alone, in the form of OpenMetrics.</summary>
public sealed partial class MetricsTests
{
    [Fact(Timeout = 120_000)]
    public async Task Metrics_are_answered_at_their_own_endpoint_alone_and_in_form()
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        await using Site site = await Site.StartAsync(endpoint);
        await SomeCampaigns.KeepAsync(site.Stores);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://{endpoint}") };

        using HttpResponseMessage response = await client.GetAsync("/metrics");
        Assert.Equal((HttpStatusCode.OK, "application/openmetrics-text"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        string text = await response.Content.ReadAsStringAsync();
        IReadOnlyDictionary<string, double> samples = Read(text);
        Assert.Equal(3, samples["sextant_campaign_names{campaign=\"tuan-47\",state=\"done\"}"]);
        Assert.Equal(5, samples["sextant_campaign_names{campaign=\"tuan-47\",state=\"leased\"}"]);
        Assert.Equal(32, samples["sextant_campaign_names{campaign=\"tuan-47\",state=\"pending\"}"]);
        Assert.DoesNotContain(samples.Keys, key => key.Contains("tuan-46", StringComparison.Ordinal)); // done: no series of it for ever
        Assert.Equal(3, samples["sextant_campaign_targets{campaign=\"tuan-47\",kind=\"site\",class=\"unknown\"}"]);
        Assert.Equal(9, samples.Where(one => one.Key.StartsWith("sextant_campaign_targets_unknown{campaign=\"tuan-47\",cause=\"", StringComparison.Ordinal)).Sum(one => one.Value));
        Assert.True(samples["sextant_campaign_names_per_second{campaign=\"tuan-47\"}"] > 0);
        Assert.Equal(37 / samples["sextant_campaign_names_per_second{campaign=\"tuan-47\"}"], samples["sextant_campaign_left_seconds{campaign=\"tuan-47\"}"], 5.0);
        Assert.True(samples["sextant_lake_files{table=\"verdicts\"}"] >= 1);
        Assert.True(samples["process_resident_memory_bytes"] > 1e7);
        Assert.Contains(samples.Keys, key => key.StartsWith("sextant_network_bytes_total{family=\"v6\"", StringComparison.Ordinal));

        // No pages there, and no metrics among the pages, whatever a client says of itself.
        foreach (string path in new[] { "/", "/campaigns", "/healthz", "/metrics/" })
        {
            using HttpResponseMessage other = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-Port", endpoint.Port.ToString(CultureInfo.InvariantCulture) }, { "X-Forwarded-For", "127.0.0.1" } } };
        asked.Headers.Host = endpoint.ToString();
        using HttpResponseMessage none = await site.Client.SendAsync(asked);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    /// <summary>Reads as strictly as a parser does: each family once, its type before its samples, an end.</summary>
    private static Dictionary<string, double> Read(string text)
    {
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var families = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] lines = text.Split('\n');
        Assert.Equal(("# EOF", ""), (lines[^2], lines[^1]));
        string family = "";
        foreach (string line in lines[..^2])
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                string[] words = line.Split(' ');
                family = words[2];
                families.Add(family, words[3]);
                continue;
            }

            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                Assert.StartsWith($"# HELP {family} ", line, StringComparison.Ordinal);
                continue;
            }

            Match match = Sample().Match(line);
            Assert.True(match.Success, line);
            Assert.Equal(families[family] switch { "counter" => family + "_total", "info" => family + "_info", _ => family }, match.Groups["name"].Value);
            samples.Add(line[..line.LastIndexOf(' ')], double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return samples;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("^(?<name>[a-z_][a-z0-9_]*)(\\{([a-z_]+=\"([^\"\\\\\\n]|\\\\[\\\\n\"])*\",?)+\\})? (?<value>-?[0-9.E+]+)$")]
    private static partial Regex Sample();
}
