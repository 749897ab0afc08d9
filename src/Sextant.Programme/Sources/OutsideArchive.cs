using System.IO.Compression;
using Sextant.Programme.Register;

namespace Sextant.Programme.Sources;

/// <summary>Files of a delivery that come as one: a ZIP of them, or the one itself.</summary>
public static class OutsideArchive
{
    /// <summary>256 MB unpacked: all files of APNIC's economies have a tenth of it.</summary>
    private const long MostBytes = 256L << 20;

    /// <summary>The files.</summary>
    /// <exception cref="RefusedException"><c>outside-archive</c>: it is no ZIP that can be read, has too many files or too much in them.</exception>
    public static IReadOnlyList<OutsideContent> Files(string name, ReadOnlyMemory<byte> content)
    {
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return [new OutsideContent(name, content)];
        }

        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            ZipArchiveEntry[] entries = [.. zip.Entries.Where(entry => entry.Name.Length > 0)];
            return entries.Length is > 0 and <= OutsideDesk.MostFiles ? Unpacked(entries) : throw Refused();
        }
        catch (InvalidDataException)
        {
            throw Refused();
        }
    }

    // What an entry says of its length is not believed: it is counted.
    private static List<OutsideContent> Unpacked(ZipArchiveEntry[] entries)
    {
        var files = new List<OutsideContent>();
        byte[] piece = new byte[64 << 10];
        long left = MostBytes;
        foreach (ZipArchiveEntry entry in entries)
        {
            using Stream stream = entry.Open();
            using var kept = new MemoryStream();
            for (int read; (read = stream.Read(piece)) > 0;)
            {
                left -= read;
                if (left < 0 || kept.Length > OutsideImport.MostBytes)
                {
                    throw Refused();
                }

                kept.Write(piece, 0, read);
            }

            files.Add(new OutsideContent(entry.Name, kept.ToArray()));
        }

        return files;
    }

    private static RefusedException Refused() => new("outside-archive", OutsideDesk.MostFiles, MostBytes >> 20);
}
