using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Sextant.Testing.Databases;
using Sextant.Testing;

namespace Sextant.Web.Tests.Hosting;

/// <summary>A real identity provider: Glewlwyd with a database of the test's own, its OpenID Connect at <see cref="Issuer"/>, one client and one person.</summary>
public sealed class GlewlwydServer : IAsyncDisposable
{
    public const string ClientId = "sextant";
    public const string ClientSecret = "mot-bi-mat-cua-chuong-trinh";

    private const string Password = "mot-mat-khau-dai";

    // What Debian's package brings to make its database by.
    private const string Schema = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3";

    private readonly TemporaryFolder _folder;
    private readonly ServerProcess _process;
    private readonly HttpClient _person;
    private readonly string _root;

    private GlewlwydServer(TemporaryFolder folder, ServerProcess process, string root)
    {
        (_folder, _process, _root) = (folder, process, root);
        _person = Browser();
    }

    /// <summary>True when it is installed.</summary>
    public static bool Installed => ServerProcess.Find("glewlwyd") is not null && File.Exists(Schema);

    /// <summary>As it names itself.</summary>
    public string Issuer => _root + "/api/oidc";

    public static async Task<GlewlwydServer> StartAsync()
    {
        var folder = new TemporaryFolder();
        try
        {
            int port = Ports.Free();
            string root = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
            SqliteFile.Run(folder["provider.db"], await File.ReadAllTextAsync(Schema));
            await File.WriteAllTextAsync(
                folder["glewlwyd.conf"],
                string.Create(CultureInfo.InvariantCulture, $$"""
                    port={{port}}
                    bind_address="127.0.0.1"
                    external_url="{{root}}"
                    login_url="login.html"
                    api_prefix="api"
                    log_mode="console"
                    log_level="INFO"
                    cookie_secure=0
                    session_expiration=3600
                    session_key="S"
                    admin_scope="g_admin"
                    profile_scope="g_profile"
                    login_api_enabled=true
                    user_module_path="/usr/lib/glewlwyd/user"
                    client_module_path="/usr/lib/glewlwyd/client"
                    user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
                    plugin_module_path="/usr/lib/glewlwyd/plugin"
                    hash_algorithm="SHA512"
                    database={ type="sqlite3"; path="{{folder["provider.db"]}}"; };
                    """));
            ServerProcess process = await ServerProcess.StartAsync(ServerProcess.Find("glewlwyd")!, ["-c", folder["glewlwyd.conf"]], new IPEndPoint(IPAddress.Loopback, port));
            return new GlewlwydServer(folder, process, root);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Makes it a provider with one client and one person, who agrees to tell that client who it is.</summary>
    /// <param name="back">Where the client's people come back to.</param>
    public async Task PrepareAsync(string back)
    {
        using var key = RSA.Create(2048);
        using HttpClient admin = Browser();
        await DoAsync(admin, HttpMethod.Post, "/auth/", new { username = "admin", password = "password" }); // as the package makes it; reachable on loopback alone, for this test
        await DoAsync(admin, HttpMethod.Post, "/mod/plugin/", new { module = "oidc", name = "oidc", display_name = "oidc", parameters = Settings(key) });
        await DoAsync(admin, HttpMethod.Post, "/client/", new
        {
            client_id = ClientId, name = "Sextant", confidential = true, client_secret = ClientSecret, enabled = true, redirect_uri = new[] { back }, authorization_type = new[] { "code" }, scope = new[] { "openid" },
            token_endpoint_auth_method = new[] { "client_secret_basic" },
        });
        await DoAsync(admin, HttpMethod.Post, "/user/", new { username = "minh", name = "Trần Văn Minh", email = "minh@example.gov.vn", password = Password, scope = new[] { "openid" }, enabled = true });
        await DoAsync(_person, HttpMethod.Post, "/auth/", new { username = "minh", password = Password });
        await DoAsync(_person, HttpMethod.Put, "/auth/grant/" + ClientId, new { scope = "openid" });
    }

    /// <summary>The person's browser goes where the client sent it and comes back with an answer: path and query of the client.</summary>
    public async Task<string> VisitAsync(string address)
    {
        // The button of its page, by which the person says to go on as who is signed in there.
        using HttpResponseMessage answer = await _person.GetAsync(address + "&g_continue");
        Uri? there = answer.Headers.Location;
        return answer.StatusCode == HttpStatusCode.Found && there is { IsAbsoluteUri: true, Host: "localhost" } ? there.PathAndQuery : throw new InvalidOperationException($"{(int)answer.StatusCode} {there} {_process.Log}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _person.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private Dictionary<string, object?> Settings(RSA key) => new()
    {
        ["iss"] = Issuer, ["jwt-type"] = "rsa", ["jwt-key-size"] = "256", ["key"] = key.ExportRSAPrivateKeyPem(), ["cert"] = key.ExportSubjectPublicKeyInfoPem(), ["access-token-duration"] = 3600,
        ["refresh-token-duration"] = 3600, ["code-duration"] = 600, ["refresh-token-rolling"] = true, ["allow-non-oidc"] = false, ["auth-type-code-enabled"] = true, ["auth-type-token-enabled"] = false,
        ["auth-type-id-token-enabled"] = true, ["auth-type-none-enabled"] = true, ["auth-type-password-enabled"] = false, ["auth-type-client-enabled"] = false, ["auth-type-device-enabled"] = false,
        ["auth-type-refresh-enabled"] = true, ["scope"] = Array.Empty<object>(), ["additional-parameters"] = Array.Empty<object>(), ["claims"] = Array.Empty<object>(), ["jwks-show"] = true,
        ["pkce-allowed"] = true, ["pkce-method-plain-allowed"] = false, ["subject-type"] = "public", ["name-claim"] = "mandatory", ["email-claim"] = "mandatory", ["allowed-scope"] = new[] { "openid" },
        ["request-parameter-allow"] = false, ["address-claim"] = new { type = "no" }, ["session-management-allowed"] = false, ["client-register-allowed"] = false,
    };

    private static HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private async Task DoAsync(HttpClient who, HttpMethod method, string path, object what)
    {
        using var request = new HttpRequestMessage(method, _root + "/api" + path) { Content = JsonContent.Create(what) };
        using HttpResponseMessage answer = await who.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()} {_process.Log}");
        }
    }
}
