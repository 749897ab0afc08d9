using System.Text.RegularExpressions;
using Sextant.Testing;

namespace Sextant.Bench.Office;

/// <summary>A browser or a program of the bench: with a session, with a token, or a stranger's.</summary>
internal sealed partial class OfficeVisitor(Uri address, string? token = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 6 }) { BaseAddress = address, Timeout = Patience };
    private string _cookies = "";

    /// <summary>Signs in as a person does: page, password, code.</summary>
    public static async Task<OfficeVisitor> SignInAsync(Uri address, OfficePerson person)
    {
        var visitor = new OfficeVisitor(address);
        await visitor.PostAsync("/sign-in", "/sign-in", ("email", person.Email), ("password", OfficePeople.Password));
        for (int attempt = 0; !visitor._cookies.Contains("sextant-session=", StringComparison.Ordinal); attempt++)
        {
            // A code works once: who has just joined waits for the next.
            await Task.Delay(attempt == 0 ? 0 : 5000);
            await visitor.PostAsync("/sign-in/code", "/sign-in/code", ("code", new Authenticator(person.Secret).Code(TimeProvider.System.GetUtcNow())));
            if (attempt > 12)
            {
                throw new InvalidOperationException($"{person.Email} could not sign in");
            }
        }

        return visitor;
    }

    /// <summary>The same person in another window.</summary>
    public OfficeVisitor Again() => new(address) { _cookies = _cookies };

    /// <summary>Reads a page to its end; gives its status.</summary>
    public async Task<int> GetAsync(string path, CancellationToken cancellation)
    {
        using HttpRequestMessage request = Of(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", "br");
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await response.Content.CopyToAsync(Stream.Null, cancellation);
        return (int)response.StatusCode;
    }

    public async Task<string> TextAsync(string path)
    {
        using HttpRequestMessage request = Of(HttpMethod.Get, path);
        using HttpResponseMessage response = await _client.SendAsync(request);
        Keep(response);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form with the token of the page it stands on.</summary>
    public async Task<int> PostAsync(string page, string path, params IReadOnlyList<(string Name, string Value)> fields)
    {
        string secret = FormToken().Match(await TextAsync(page)).Groups[1].Value;
        using HttpRequestMessage request = Of(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", secret)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using HttpResponseMessage response = await _client.SendAsync(request);
        Keep(response);
        return (int)response.StatusCode;
    }

    /// <summary>Sends a body to the API, under a key by which it is done once.</summary>
    public async Task<int> PostOnceAsync(string path, string json, string key)
    {
        using HttpRequestMessage request = Of(HttpMethod.Post, "/api/v1" + path);
        request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", key);
        using HttpResponseMessage response = await _client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Of(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", token);
        }
        else if (_cookies.Length > 0)
        {
            request.Headers.Add("Cookie", _cookies);
        }

        return request;
    }

    // Few names, each with its newest value.
    private void Keep(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set))
        {
            var all = _cookies.Split("; ", StringSplitOptions.RemoveEmptyEntries).Concat(set.Select(one => one.Split(';')[0])).Select(one => one.Split('=', 2));
            _cookies = string.Join("; ", all.GroupBy(one => one[0], StringComparer.Ordinal).Select(one => $"{one.Key}={one.Last()[1]}"));
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
