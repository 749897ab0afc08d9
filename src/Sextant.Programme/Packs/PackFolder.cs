using System.Security.Cryptography;
using System.Text;

namespace Sextant.Programme.Packs;

/// <summary>
/// A pack's folder, read with distrust: only regular files inside it, no links, nothing over its limit, text that is UTF-8.
/// </summary>
internal sealed class PackFolder(string path, PackLimits limits, PackFaults faults)
{
    private static readonly UTF8Encoding Strict = new(false, true);
    private readonly string _root = System.IO.Path.GetFullPath(path);
    private long _sourceBytes;

    /// <summary>Hash of the files that a reader of packs looks at: what changes without changing it changes nothing in a register.</summary>
    internal static string Hash(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            if (System.IO.Path.GetExtension(file) is not (".json" or ".csv" or ".txt"))
            {
                continue;
            }

            hash.AppendData(Encoding.UTF8.GetBytes($"{System.IO.Path.GetRelativePath(path, file)}\0{new FileInfo(file).Length}\0"));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal bool Exists => Directory.Exists(_root);

    /// <summary>Reads a file that the format names.</summary>
    internal byte[]? Bytes(string file, bool required)
    {
        string full = System.IO.Path.Combine(_root, file);
        if (!Ordinary(full, file, limits.FileBytes, required))
        {
            return null;
        }

        try
        {
            return Bounded(full, limits.FileBytes) ?? Fault(file, "grew");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fault(file, "unreadable");
        }
    }

    /// <summary>Reads a text that the pack names: below the folder, by a plain relative path.</summary>
    internal string? SourceText(string file, string place)
    {
        string[] parts = file.Split('/');
        if (parts.Length > 4 || parts.Any(part => part is "" or "." or ".." || part.Any(c => c is '\\' or ':' || char.IsControl(c))))
        {
            faults.Add("pack.json", place, "outside", PackFaults.Quote(file));
            return null;
        }

        string full = _root;
        foreach (string part in parts)
        {
            full = System.IO.Path.Combine(full, part);
            if (new DirectoryInfo(full).LinkTarget is not null)
            {
                faults.Add("pack.json", place, "through-link", PackFaults.Quote(file));
                return null;
            }
        }

        if (_sourceBytes > limits.AllSourceBytes || !Ordinary(full, file, limits.SourceBytes, required: true))
        {
            return null;
        }

        try
        {
            byte[] bytes = Bounded(full, limits.SourceBytes) ?? [];
            _sourceBytes += bytes.Length;
            if (_sourceBytes <= limits.AllSourceBytes)
            {
                return Strict.GetString(bytes);
            }

            faults.Add("pack.json", place, "sources-large", limits.AllSourceBytes);
        }
        catch (DecoderFallbackException)
        {
            faults.Add(file, string.Empty, "not-utf8");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add(file, string.Empty, "unreadable");
        }

        return null;
    }

    /// <summary>
    /// Decided before opening: opening a pipe or a device would hang. Those have no length, as empty files have, so both are refused alike.
    /// </summary>
    private bool Ordinary(string full, string file, long most, bool required)
    {
        var info = new FileInfo(full);
        string? fault = info switch
        {
            { LinkTarget: not null } => "link",
            { Exists: false } => Directory.Exists(full) ? "folder" : required ? "missing-file" : string.Empty,
            { Length: 0 } => "not-regular",
            _ => info.Length > most ? "large-file" : null,
        };
        if (fault is null)
        {
            return true;
        }

        if (fault.Length > 0)
        {
            faults.Add(file, string.Empty, fault, fault == "large-file" ? [info.Length, most] : []);
        }

        return false;
    }

    private static byte[]? Bounded(string full, long most)
    {
        using FileStream stream = File.OpenRead(full);
        var bytes = new byte[checked((int)Math.Min(stream.Length, most))];
        stream.ReadExactly(bytes);
        return stream.ReadByte() < 0 ? bytes : null;
    }

    private byte[]? Fault(string file, string word)
    {
        faults.Add(file, string.Empty, word);
        return null;
    }
}
