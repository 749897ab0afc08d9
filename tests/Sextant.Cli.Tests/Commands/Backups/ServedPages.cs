using System.Globalization;
using System.Net.Http;
using System.Text.RegularExpressions;
using Sextant.Cli.Settings;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Tests.Commands.Backups;

/// <summary>What the pages of a data folder say, without what differs from one answer to the next.</summary>
internal static partial class ServedPages
{
    private static readonly string[] Pages = ["/?lang=vi", "/organisations?lang=en", "/plans?lang=vi", "/tasks?lang=en", "/documents?lang=vi", "/meetings?lang=en", "/figures?lang=vi", "/campaigns?lang=en"];

    /// <summary>Serves a folder, asks for pages, and does something meanwhile.</summary>
    public static async Task<Dictionary<string, string>> AskAsync(TemporaryFolder place, string data, (string, string)[] environment, Func<Task> meanwhile)
    {
        var console = new TestConsole();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sources = new SettingsSources
        {
            CurrentFolder = place.Path,
            Environment = SmallCountry.Quick.Concat(environment).Append(("HOME", place.Path)).ToDictionary(pair => pair.Item1, pair => pair.Item2),
        };
        Task<int> serving = new Shell(Program.Verbs(), console, sources, TimeProvider.System).RunAsync(["serve", "--port", "0", "--data", data, "--lang", "en"], stop.Token);
        Match address;
        while (!(address = Address().Match(console.Written.ToString())).Success)
        {
            Assert.False(serving.IsCompleted, console.Complained.ToString());
            await Task.Delay(50, stop.Token);
        }

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address.Value) };
        var pages = new Dictionary<string, string>();
        foreach (string page in Pages)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(page, UriKind.Relative), stop.Token);
            string text = await answer.Content.ReadAsStringAsync(stop.Token);
            pages[page] = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {PerRequest().Replace(text, "").Replace(address.Value, "")}");
            Assert.Equal((page, 200), (page, (int)answer.StatusCode));
        }

        await meanwhile();
        await stop.CancelAsync();
        await serving;
        return pages;
    }

    [GeneratedRegex(@"http://[^\s/]+:\d+")]
    private static partial Regex Address();

    // What differs from one answer to the next: nonces, tokens against forgery, times of day.
    [GeneratedRegex("""nonce="[^"]*"|value="CfDJ[^"]*"|\d\d:\d\d(:\d\d)?""")]
    private static partial Regex PerRequest();
}
