using Sextant.Store.Files;

namespace Sextant.Measurement.Evidence;

/// <summary>Reads frames of one segment file, whoever writes it.</summary>
internal static class SegmentReader
{
    /// <summary>
    /// Walks the whole frames from an offset on. What follows the last whole one is torn, or not yet written. Bytes that are no frame but have
    /// whole frames after them (a bad block; blocks that reached the disk out of order in a power cut) are stepped over when <paramref name="stepOver"/>.
    /// </summary>
    /// <returns>Where the last whole frame ends.</returns>
    internal static long Walk(string path, long from, int maxItem, bool stepOver, Action<EvidenceHash, long> found)
    {
        using FileStream file = Open(path);
        long length = file.Length;
        long end = from;
        long offset = from;
        byte[] payload = new byte[64 << 10];
        while (offset <= length - Frame.HeaderBytes)
        {
            if (TryReadWhole(file, offset, maxItem, ref payload, out Frame frame))
            {
                found(frame.Hash, offset);
                end = offset += frame.TotalBytes;
            }
            else if (!stepOver || (offset = NextMagic(file, offset + 1)) < 0)
            {
                break;
            }
        }

        return end;
    }

    /// <summary>Reads the item at an offset.</summary>
    /// <exception cref="StorageException">What is there is not what was put.</exception>
    internal static byte[] Read(string path, long offset, EvidenceHash hash, int maxItem)
    {
        byte[] bytes = ReadFrame(path, offset, hash, maxItem);
        return Frame.TryReadHeader(bytes, maxItem, out Frame frame) && frame.Decode(bytes.AsSpan(Frame.HeaderBytes)) is { } item
            ? item
            : throw StorageException.Corrupt(path, $"the bytes at {offset} do not hash to {hash}");
    }

    /// <summary>Reads the frame at an offset as it lies there, whole by its checksum.</summary>
    /// <exception cref="StorageException">There is no such frame.</exception>
    internal static byte[] ReadFrame(string path, long offset, EvidenceHash hash, int maxItem)
    {
        using FileStream file = Open(path);
        file.Position = offset;
        byte[] header = new byte[Frame.HeaderBytes];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) != header.Length
            || !Frame.TryReadHeader(header, maxItem, out Frame frame) || frame.Hash != hash)
        {
            throw StorageException.Corrupt(path, $"no frame of {hash} at byte {offset}");
        }

        byte[] whole = new byte[frame.TotalBytes];
        header.CopyTo(whole, 0);
        Span<byte> payload = whole.AsSpan(Frame.HeaderBytes);
        if (file.ReadAtLeast(payload, payload.Length, throwOnEndOfStream: false) != payload.Length || !frame.IsWhole(header, payload))
        {
            throw StorageException.Corrupt(path, $"the frame of {hash} at byte {offset} fails its checksum");
        }

        return whole;
    }

    private static bool TryReadWhole(FileStream file, long offset, int maxItem, ref byte[] payload, out Frame frame)
    {
        Span<byte> header = stackalloc byte[Frame.HeaderBytes];
        file.Position = offset;
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) != header.Length
            || !Frame.TryReadHeader(header, maxItem, out frame) || frame.TotalBytes > file.Length - offset)
        {
            frame = default;
            return false;
        }

        if (payload.Length < frame.Stored)
        {
            payload = new byte[frame.Stored];
        }

        Span<byte> bytes = payload.AsSpan(0, frame.Stored);
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && frame.IsWhole(header, bytes);
    }

    /// <summary>The next place where a frame may begin; -1 when there is none.</summary>
    private static long NextMagic(FileStream file, long from)
    {
        byte[] window = new byte[64 << 10];
        for (long at = from; at < file.Length;)
        {
            file.Position = at;
            int read = file.ReadAtLeast(window, window.Length, throwOnEndOfStream: false);
            int found = window.AsSpan(0, read).IndexOf("SXE1"u8);
            if (found >= 0)
            {
                return at + found;
            }

            if (read < window.Length)
            {
                break;
            }

            at += read - 3; // a magic may lie across two windows
        }

        return -1;
    }

    private static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 128 << 10 });
}
