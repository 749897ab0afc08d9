using System.IO.Compression;
using System.Security.Cryptography;
using Sextant.Cli.Verbs;
using Sextant.Measurement.Addresses;
using Sextant.Wire.Addresses.Origins;

namespace Sextant.Cli.Parts;

/// <summary>Reads files of address data, packed by gzip or not, into rows, and takes their checksums.</summary>
internal static class AddressFiles
{
    /// <summary>Enough to see the format by the first rows.</summary>
    private const int HeadBytes = 8192;

    /// <summary>Reads all files of one version.</summary>
    /// <exception cref="BadInputException">A file cannot be read, or files are of different formats.</exception>
    public static (AddressRows Rows, AddressFormat Format, IReadOnlyList<AddressFile> Files) Read(IReadOnlyList<string> paths, AddressFormat? asked)
    {
        var rows = new AddressRows();
        var files = new List<AddressFile>();
        AddressFormat? format = asked;
        foreach (string path in paths)
        {
            try
            {
                AddressFormat found = asked ?? FormatOf(path);
                if (format is not null && format != found)
                {
                    throw new BadInputException("addresses.mixed-formats", path);
                }

                format = found;
                files.Add(ReadOne(path, found, rows));
            }
            catch (InvalidDataException)
            {
                throw new BadInputException("addresses.packed-damaged", path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new BadInputException("addresses.unreadable", path, fault);
            }
        }

        return (rows, format!.Value, files);
    }

    private static AddressFormat FormatOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream text = Unpacked(file);
        byte[] head = new byte[HeadBytes];
        return AddressFormats.Detect(head.AsSpan(0, text.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    private static AddressFile ReadOne(string path, AddressFormat format, AddressRows rows)
    {
        string sum;
        using (FileStream file = File.OpenRead(path))
        {
            sum = Convert.ToHexStringLower(SHA256.HashData(file));
        }

        using FileStream packed = File.OpenRead(path);
        using Stream text = Unpacked(packed);
        AddressFormats.Read(format, text, rows);
        return new AddressFile(Path.GetFileName(path), sum, packed.Length);
    }

    // RFC 1952 section 2.3.1: a gzip member begins with 1f 8b; no text does.
    private static Stream Unpacked(FileStream file)
    {
        bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return packed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
