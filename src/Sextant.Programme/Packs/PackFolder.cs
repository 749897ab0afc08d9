using System.Globalization;
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
            return Bounded(full, limits.FileBytes) ?? Fault(file, "it grew while it was read: try again when nobody writes to it");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fault(file, "it cannot be read: check its permissions");
        }
    }

    /// <summary>Reads a text that the pack names: below the folder, by a plain relative path.</summary>
    internal string? SourceText(string file, string place)
    {
        string[] parts = file.Split('/');
        if (parts.Length > 4 || parts.Any(part => part is "" or "." or ".." || part.Any(c => c is '\\' or ':' || char.IsControl(c))))
        {
            faults.Add("pack.json", place, $"{PackFaults.Quote(file)} is not a path inside the pack; write it like sources/name.txt");
            return null;
        }

        string full = _root;
        foreach (string part in parts)
        {
            full = System.IO.Path.Combine(full, part);
            if (new DirectoryInfo(full).LinkTarget is not null)
            {
                faults.Add("pack.json", place, $"{PackFaults.Quote(file)} is or goes through a link; put the file itself into the pack");
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

            faults.Add("pack.json", place, string.Create(CultureInfo.InvariantCulture, $"the source texts have more than {limits.AllSourceBytes:N0} bytes together; keep excerpts"));
        }
        catch (DecoderFallbackException)
        {
            faults.Add(file, string.Empty, "it is not UTF-8; convert it");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add(file, string.Empty, "it cannot be read: check its permissions");
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
            { LinkTarget: not null } => "it is a link; put the file itself into the pack",
            { Exists: false } => Directory.Exists(full) ? "it is a folder; a file is expected" : required ? "it is missing; every pack needs it" : string.Empty,
            { Length: 0 } => "it is empty or not a regular file",
            _ => info.Length > most ? string.Create(CultureInfo.InvariantCulture, $"it has {info.Length:N0} bytes, at most {most:N0} are read; shorten or split what is in it") : null,
        };
        if (fault is null)
        {
            return true;
        }

        if (fault.Length > 0)
        {
            faults.Add(file, string.Empty, fault);
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

    private byte[]? Fault(string file, string sentence)
    {
        faults.Add(file, string.Empty, sentence);
        return null;
    }
}
