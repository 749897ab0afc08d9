using System.Text.Json;
using Sextant.Programme.People;

namespace Sextant.Cli.Settings;

/// <summary>A file that describes one identity provider: who it is, what this installation is called there, and how far its word goes.</summary>
internal static class ProviderKind
{
    // A description has a kilobyte; a group claim with every role a few.
    private const long MostBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 5 };

    private static readonly string[] Keys =
        ["name", "title", "issuer", "client-id", "client-secret-file", "scopes", "person-claim", "unknown-person", "second-factor-amr", "second-factor-acr", "groups-claim", "group-roles"];

    public static ValueKind<SignInProvider> Provider { get; } = new(
        "FILE",
        new Rule("provider-file"),
        (string text, out SignInProvider? value, out Rule? closer) =>
        {
            (value, closer) = (null, null);
            try
            {
                string path = Path.GetFullPath(text);
                if (new FileInfo(path) is not { Exists: true, Length: > 0 and <= MostBytes })
                {
                    return false;
                }

                using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
                var wrong = new List<string>();
                value = document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, Path.GetDirectoryName(path)!, wrong) : null;
                closer = wrong.Count > 0 ? new Rule("provider-keys", string.Join(", ", wrong)) : null;
                return value is not null && wrong.Count == 0;
            }
            catch (JsonException fault)
            {
                closer = new Rule("config-json", ((fault.LineNumber ?? 0) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                closer = new Rule("file-readable");
            }

            return false;
        });

    // Every key that is wrong is named, not the first alone.
    private static SignInProvider Read(JsonElement root, string folder, List<string> wrong)
    {
        wrong.AddRange(root.EnumerateObject().Select(property => property.Name).Where(name => !Keys.Contains(name, StringComparer.Ordinal)));
        T Good<T>(string key, T value, bool good)
        {
            if (!good)
            {
                wrong.Add(key);
            }

            return value;
        }

        string Text(string key, string fallback) => root.TryGetProperty(key, out JsonElement value) ? value.ValueKind == JsonValueKind.String ? value.GetString()! : "\0" : fallback;
        string Word(string key, string fallback, int most) => Text(key, fallback) is var word ? Good(key, word, word.Length > 0 && word.Length <= most && !word.Any(char.IsControl)) : "";
        string name = Text("name", "");
        string issuer = Text("issuer", "");
        string unknown = Text("unknown-person", "refuse");
        string groups = Text("groups-claim", "");
        IReadOnlyDictionary<string, Role> roles = GroupRoles(root, wrong);
        return new SignInProvider
        {
            Name = Good("name", name, name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')),
            Title = Word("title", name, 60),
            Issuer = Good("issuer", issuer, IsIssuer(issuer)),
            ClientId = Word("client-id", "", 200),
            ClientSecret = Secret(root, folder, wrong),
            Scopes = Words(root, "scopes", wrong) is { Count: > 0 } scopes ? Good("scopes", scopes, scopes.Contains("openid", StringComparer.Ordinal)) : ["openid", "email", "profile"],
            PersonClaim = Word("person-claim", "sub", 100),
            LinksInvited = Good("unknown-person", unknown == "link-invited", unknown is "refuse" or "link-invited"),
            SecondFactorMethods = Words(root, "second-factor-amr", wrong),
            SecondFactorClasses = Words(root, "second-factor-acr", wrong),
            GroupsClaim = Good("groups-claim", groups.Length > 0 ? groups : null, groups.Length <= 100 && groups.Length > 0 == roles.Count > 0 && !groups.Any(char.IsControl)),
            GroupRoles = roles,
        };
    }

    // OpenID Connect Discovery, section 2: https, no query and no fragment; http on this very machine alone.
    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && text.Length <= 400 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;

    private static string? Secret(JsonElement root, string folder, List<string> wrong)
    {
        if (!root.TryGetProperty("client-secret-file", out JsonElement value))
        {
            return null; // a public client
        }

        string path = value.ValueKind == JsonValueKind.String ? Path.GetFullPath(value.GetString()!, folder) : "";
        string secret = new FileInfo(path.Length > 0 ? path : folder) is { Exists: true, Length: > 0 and <= 4096 } ? File.ReadAllText(path).Trim() : "";
        if (secret.Length == 0)
        {
            wrong.Add("client-secret-file");
        }

        return secret;
    }

    private static IReadOnlyList<string> Words(JsonElement root, string key, List<string> wrong)
    {
        if (!root.TryGetProperty(key, out JsonElement value))
        {
            return [];
        }

        string[] words = value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? one.GetString()! : "")]
            : [];
        if (words.Length is 0 or > 50 || words.Any(word => word.Length is 0 or > 200 || word.Any(c => c is <= ' ' or '"' or '\\' || char.IsControl(c))))
        {
            wrong.Add(key);
        }

        return words;
    }

    private static Dictionary<string, Role> GroupRoles(JsonElement root, List<string> wrong)
    {
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        if (!root.TryGetProperty("group-roles", out JsonElement value))
        {
            return roles;
        }

        foreach (JsonProperty property in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().ToArray() : [])
        {
            if (property.Value.ValueKind == JsonValueKind.String && Rights.RoleOf(property.Value.GetString()) is { } role && SignInProvider.MayGive(role) && roles.TryAdd(property.Name, role))
            {
                continue;
            }

            wrong.Add($"group-roles.{property.Name}");
        }

        if (roles.Count == 0 && wrong.TrueForAll(key => !key.StartsWith("group-roles", StringComparison.Ordinal)))
        {
            wrong.Add("group-roles");
        }

        return roles;
    }
}
