using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Sextant.Browser.Tests;

/// <summary>Listens to a page: errors in its console (a breach of the policy is one), and requests to anywhere but its own site.</summary>
internal sealed class Watch
{
    private readonly ConcurrentQueue<string> _faults = new();

    public Watch(IPage page, Uri site)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _faults.Enqueue($"console {message.Type} at {page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _faults.Enqueue($"script error at {page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != site.Authority)
            {
                _faults.Enqueue($"request to another origin at {page.Url}: {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                _faults.Enqueue($"status {response.Status}: {response.Url}");
            }
        };
    }

    public IReadOnlyCollection<string> Faults => _faults;
}
