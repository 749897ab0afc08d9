using System.Net;
using System.Text.RegularExpressions;
using Sextant.Programme.People;
using Sextant.Testing;

namespace Sextant.Web.Tests.Hosting;

/// <summary>A browser of a test's own: cookies, forms with their token, no redirects followed by themselves.</summary>
public sealed partial class Visitor : IDisposable
{
    public const string Password = "một mật khẩu dài";

    private readonly HttpClient _client;

    public Visitor(Site site)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = site.Address };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("visitor/1");
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Whether forms carry the token of the page they stand on.</summary>
    public bool SendsToken { get; set; } = true;

    /// <summary>A person with a role, signed in.</summary>
    public static async Task<Visitor> InAsync(Site site, string inviter, Role role, string? organisation = null)
    {
        var visitor = new Visitor(site);
        visitor.Cookies.Add(site.Address, new Cookie("sextant-session", await SomePeople.PersonAsync(site, inviter, role, organisation)));
        return visitor;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    /// <summary>Sends a form of a page.</summary>
    /// <param name="page">Where the form stands; its token is taken from there.</param>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        string token = SendsToken ? Token().Match(await TextAsync(await GetAsync(page))).Groups[1].Value : "";
        return await _client.PostAsync(path, new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
    }

    /// <summary>Sends a form as a browser does: what has no value is left out.</summary>
    public async Task<HttpResponseMessage> SendAsync(PageForm form, IEnumerable<(string Name, string? Value)> fields)
    {
        IEnumerable<(string Name, string Value)> sent = fields.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!));
        if (!form.Uploads)
        {
            return await _client.PostAsync(form.Action, new FormUrlEncodedContent(sent.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        }

        using var content = new MultipartFormDataContent();
        foreach ((string name, string value) in sent)
        {
            content.Add(new StringContent(value), name);
        }

        return await _client.PostAsync(form.Action, content);
    }

    /// <summary>Sends a form with a file.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string page, string path, string name, byte[] content, params (string Name, string Value)[] fields)
    {
        string token = SendsToken ? Token().Match(await TextAsync(await GetAsync(page))).Groups[1].Value : "";
        using var form = new MultipartFormDataContent();
        foreach ((string field, string value) in fields.Append(("__RequestVerificationToken", token)))
        {
            form.Add(new StringContent(value), field);
        }

        form.Add(new ByteArrayContent(content), "file", name);
        return await _client.PostAsync(path, form);
    }

    /// <summary>Where an answer leads, else its status.</summary>
    public static string Place(HttpResponseMessage response)
    {
        using (response)
        {
            return response.StatusCode == HttpStatusCode.Redirect ? response.Headers.Location!.ToString() : response.StatusCode.ToString();
        }
    }

    public static async Task<string> TextAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Goes through a link: password, authenticator, code.</summary>
    /// <returns>The authenticator, and the last page.</returns>
    public async Task<(Authenticator Authenticator, string Page)> JoinAsync(string link, DateTimeOffset now, string email = "lan@example.gov.vn")
    {
        string path = new Uri(link).PathAndQuery;
        string secret = path[(path.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        string second = await TextAsync(await PostAsync(path, "/welcome", ("token", secret), ("name", "Nguyễn Thị Lan"), ("email", email), ("password", Password), ("again", Password)));
        var authenticator = new Authenticator(Key().Match(second).Groups[1].Value);
        using HttpResponseMessage done = await _client.PostAsync("/welcome?handler=Confirm", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["token"] = secret, ["sealed"] = Sealed().Match(second).Groups[1].Value, ["code"] = authenticator.Code(now), ["__RequestVerificationToken"] = Token().Match(second).Groups[1].Value,
        }));
        return (authenticator, WebUtility.HtmlDecode(await done.Content.ReadAsStringAsync()));
    }

    /// <summary>The session's secret that the browser holds.</summary>
    public string? Session(string name = "sextant-session") => Cookies.GetAllCookies().FirstOrDefault(cookie => cookie.Name == name)?.Value;

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"sealed\" value=\"([^\"]+)\"")]
    private static partial Regex Sealed();

    [GeneratedRegex("<code>([A-Z2-7 ]{39})</code>")]
    private static partial Regex Key();
}

/// <summary>People made without pages, for tests about something else.</summary>
public static class SomePeople
{
    /// <summary>The first administrator's session.</summary>
    public static async Task<string> AdministratorAsync(Site site) => await JoinAsync(site, (await site.Parts.People.Links.FirstAdministratorAsync())!, "quantri@example.gov.vn");

    /// <summary>The browser of a person whom somebody invites.</summary>
    public static async Task<Visitor> VisitorAsync(Site site, string inviter, Role role, string? organisation = null)
    {
        var visitor = new Visitor(site);
        visitor.Cookies.Add(site.Address, new Cookie("sextant-session", await PersonAsync(site, inviter, role, organisation)));
        return visitor;
    }

    /// <summary>The session of a person whom somebody invites.</summary>
    public static async Task<string> PersonAsync(Site site, string inviter, Role role, string? organisation = null)
    {
        Viewer viewer = (await site.Parts.People.Sessions.FindAsync(inviter, "127.0.0.1"))!;
        string email = $"{role.Word()}-{Guid.NewGuid():N}@example.gov.vn";
        return await JoinAsync(site, await site.Parts.People.Links.InviteAsync(viewer, new Invitation("Trần Văn Minh", email, role, organisation)), email);
    }

    private static async Task<string> JoinAsync(Site site, string link, string email)
    {
        JoinStep step = await site.Parts.People.Join.BeginAsync(link, new JoinForm("Quản trị", email, Visitor.Password, Visitor.Password));
        var caller = new Caller("127.0.0.1", "test", new Dictionary<string, string>());
        return (await site.Parts.People.Join.CompleteAsync(link, step.Sealed, new Authenticator(step.Secret).Code(site.Parts.Clock.GetUtcNow()), caller)).Session;
    }
}
