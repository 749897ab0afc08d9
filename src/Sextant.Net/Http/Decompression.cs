using System.IO.Compression;
using Sextant.Wire;

namespace Sextant.Net.Http;

/// <summary>Undoes content codings (RFC 9110 section 8.4) within a bound: a kilobyte of gzip can hold a megabyte.</summary>
internal static class Decompression
{
    // Two: a server and a proxy may each compress; more is a bomb.
    private const int MaxCodings = 2;

    /// <param name="codings">In the order they were applied.</param>
    /// <param name="complete">False when the transfer was cut: then an early end is no fault of the server.</param>
    public static (byte[] Bytes, Failure? Failure) Undo(byte[] bytes, IReadOnlyList<string> codings, int bound, bool complete)
    {
        if (codings.Count > MaxCodings)
        {
            return ([], Failure.HttpCompression);
        }

        foreach (string coding in codings.Reverse())
        {
            using var source = Open(coding, bytes);
            if (source is null)
            {
                return ([], Failure.HttpCompression);
            }

            bool whole = TryCopy(source, bound, out bytes);
            if (!whole && (complete || bytes.Length >= bound))
            {
                return (bytes, Failure.HttpCompression);
            }
        }

        return (bytes, null);
    }

    private static Stream? Open(string coding, byte[] bytes)
    {
        var source = new MemoryStream(bytes, writable: false);
        return coding switch
        {
            "gzip" or "x-gzip" => new GZipStream(source, CompressionMode.Decompress),
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            // RFC 9110 section 8.4.1.2: "deflate" is zlib, and some servers send it bare.
            "deflate" => HasZlibHeader(bytes) ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress),
            _ => null,
        };
    }

    // RFC 1950 section 2.2: method 8, and the two bytes are a multiple of 31.
    private static bool HasZlibHeader(byte[] bytes) => bytes.Length >= 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;

    private static bool TryCopy(Stream source, int bound, out byte[] bytes)
    {
        var kept = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        bool whole = true;
        try
        {
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                int room = (int)Math.Min(bound - kept.Length, read);
                kept.Write(buffer, 0, room);
                if (room < read)
                {
                    whole = false;
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            whole = false;
        }

        bytes = kept.ToArray();
        return whole;
    }
}
