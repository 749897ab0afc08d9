using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sextant.Cli.Settings;

/// <summary>The kinds of value that name a file or a folder. What can be known at start is known at start.</summary>
internal static class FileKinds
{
    // The named.root of the IANA has 3 kB; a bundle of every public root has 250 kB. More than this is another file.
    private const long MostBytes = 8 * 1024 * 1024;

    public static ValueKind<string> RootHints { get; } = new(
        "FILE",
        new Rule("root-hints"),
        (string text, out string? value, out Rule? closer) => TryText(text, out value, out closer, out string? content) && HasAddressLine(content));

    public static ValueKind<string> CaFile { get; } = new(
        "FILE",
        new Rule("ca-file"),
        (string text, out string? value, out Rule? closer) => TryText(text, out value, out closer, out string? content) && HasCertificate(content));

    public static ValueKind<string> Folder { get; } = new(
        "DIR",
        new Rule("folder"),
        (string text, out string? value, out Rule? closer) =>
        {
            closer = null;
            value = Full(text);
            return value is not null && !File.Exists(value);
        });

    private static bool TryText(string path, [NotNullWhen(true)] out string? full, out Rule? closer, [NotNullWhen(true)] out string? content)
    {
        (full, closer, content) = (Full(path), null, null);
        if (full is null || !File.Exists(full))
        {
            closer = new Rule("file-exists");
            return false;
        }

        try
        {
            // Pipes and devices have no length, as empty files have: reading one could hang, or never end.
            if (new FileInfo(full).Length is 0 or > MostBytes)
            {
                return false;
            }

            content = File.ReadAllText(full);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            closer = new Rule("file-readable");
            return false;
        }
    }

    private static string? Full(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        // A shell expands ~ in an option, nobody does it in sextant.json.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.GetFullPath(path.StartsWith("~/", StringComparison.Ordinal) && home.Length > 0 ? Path.Combine(home, path[2..]) : path);
    }

    private static bool HasAddressLine(string content) =>
        content.Split('\n').Any(line => line.TrimStart() is { Length: > 0 } text && text[0] != ';'
            && text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Any(word => word is "A" or "AAAA" or "a" or "aaaa"));

    private static bool HasCertificate(string content)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(content);
            foreach (X509Certificate2 certificate in found)
            {
                certificate.Dispose();
            }

            return found.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
