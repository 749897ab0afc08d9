using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Sextant.Programme.People;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Api;

/// <summary>A program that asks the API: with a token, or as a stranger.</summary>
internal sealed class AskingProgram(Site site, string? token)
{
    public static async Task<AskingProgram> OfAsync(Site site, string session, params Right[] rights)
    {
        Viewer lender = (await site.Parts.People.Sessions.FindAsync(session, "127.0.0.1"))!;
        return new AskingProgram(site, await site.Parts.People.Tokens.IssueAsync(lender, "test", rights, 1));
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendContentAsync(HttpMethod.Get, path, null, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers) =>
        SendContentAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), headers);

    public Task<HttpResponseMessage> SendContentAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = content };
        if (token is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + token);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return site.Client.SendAsync(request);
    }

    public async Task<JsonObject> ReadAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        return await JsonOf(response);
    }

    public static async Task<JsonObject> JsonOf(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonObject>())!;
}
