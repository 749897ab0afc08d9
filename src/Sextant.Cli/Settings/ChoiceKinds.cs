using System.Data.Common;

namespace Sextant.Cli.Settings;

/// <summary>The kinds of value that choose: anchors, the contact, the database, the profile.</summary>
internal static class ChoiceKinds
{
    private const int MostUrl = 200;

    public static ValueKind<Anchor> Anchor { get; } = new(
        "v4|v6|dual|broken|smtp=NAME",
        new Rule("anchor"),
        (string text, out Anchor? value, out Rule? closer) =>
        {
            (value, closer) = (null, null);
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !Enum.TryParse(text[..equals], ignoreCase: true, out AnchorKind kind) || int.TryParse(text[..equals], out _))
            {
                return false;
            }

            string name = text[(equals + 1)..].TrimEnd('.');
            if (!IsHostName(name))
            {
                closer = new Rule("anchor-name");
                return false;
            }

            value = new Anchor(kind, name);
            return true;
        });

    public static ValueKind<Uri> Contact { get; } = new(
        "URL",
        new Rule("contact"),
        (string text, out Uri? value, out Rule? closer) =>
        {
            closer = null;

            // Goes out in each User-Agent: printable ASCII without the characters that end a comment there (RFC 9110, 5.6.5).
            bool printable = text.Length <= MostUrl && text.All(c => c is > ' ' and < '\x7F' and not ('(' or ')' or '\\'));
            return Uri.TryCreate(text, UriKind.Absolute, out value) && printable && value.Scheme is "http" or "https" or "mailto";
        });

    public static ValueKind<Uri> PublicUrl { get; } = new(
        "URL",
        new Rule("public-url"),
        (string text, out Uri? value, out Rule? closer) =>
        {
            closer = null;

            // A scheme and a name, nothing behind it. Without TLS only on this machine: passwords and cookies would cross the net in the clear.
            return Uri.TryCreate(text, UriKind.Absolute, out value) && text.Length <= MostUrl && value.PathAndQuery == "/" && value.Fragment.Length == 0 && value.UserInfo.Length == 0
                && value.HostNameType == UriHostNameType.Dns && (value.Scheme == Uri.UriSchemeHttps || (value.Scheme == Uri.UriSchemeHttp && value.IsLoopback));
        });

    /// <summary>smtp:// is submission with STARTTLS, and without TLS only on this machine; smtps:// is TLS from the first octet.</summary>
    public static ValueKind<Uri> MailServer { get; } = new(
        "URL",
        new Rule("mail-server"),
        (string text, out Uri? value, out Rule? closer) =>
        {
            closer = null;
            return Uri.TryCreate(text, UriKind.Absolute, out value) && value.Scheme is "smtp" or "smtps" && value.Host.Length > 0 && value.PathAndQuery is "/" or "";
        });

    public static ValueKind<string> MailAddress { get; } = new(
        "ADDRESS",
        new Rule("mail-from"),
        (string text, out string? value, out Rule? closer) =>
        {
            (value, closer) = (text, null);
            int at = text.IndexOf('@', StringComparison.Ordinal);
            return at > 0 && at == text.LastIndexOf('@') && text.Length <= MostUrl && IsHostName(text[(at + 1)..]) && text.All(c => c is > ' ' and < '\x7F' and not ('<' or '>' or '"' or ','));
        });

    public static ValueKind<DatabaseChoice> Database { get; } = new(
        "sqlite|CONNECTION",
        new Rule("database"),
        (string text, out DatabaseChoice? value, out Rule? closer) =>
        {
            (value, closer) = (null, null);
            if (string.Equals(text, "sqlite", StringComparison.OrdinalIgnoreCase))
            {
                value = new DatabaseChoice(DatabaseKind.Sqlite, null);
                return true;
            }

            try
            {
                var parts = new DbConnectionStringBuilder { ConnectionString = text };
                if (!parts.ContainsKey("Host") || !parts.ContainsKey("Database"))
                {
                    return false;
                }
            }
            catch (ArgumentException)
            {
                return false;
            }

            value = new DatabaseChoice(DatabaseKind.Postgres, text);
            return true;
        });

    /// <summary>The name of a profile or the path of its file; whether it exists is for the judge to say.</summary>
    public static ValueKind<string> Profile { get; } = new(
        "NAME|FILE",
        new Rule("profile"),
        (string text, out string? value, out Rule? closer) =>
        {
            (value, closer) = (text, null);
            return text.Length is > 0 and < 4096 && !text.Contains('\0', StringComparison.Ordinal)
                && (text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || File.Exists(text));
        });

    private static bool IsHostName(string name) =>
        name.Length is > 0 and <= 253
        && name.Split('.').All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
            && label.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'));
}
