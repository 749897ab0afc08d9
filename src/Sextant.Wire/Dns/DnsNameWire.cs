namespace Sextant.Wire.Dns;

/// <summary>A name that was copied out of a message.</summary>
/// <param name="Length">Its bytes, uncompressed.</param>
/// <param name="Next">Where the bytes after it begin.</param>
public readonly record struct CopiedName(int Length, int Next, DnsFault Fault);

/// <summary>Names as they stand in a message, compression followed, nothing allocated.</summary>
public static class DnsNameWire
{
    /// <summary>A name has at most 127 labels; every label could be reached by one pointer, and no writer needs more.</summary>
    private const int MaxPointers = 127;

    /// <summary>Steps over a name without following it.</summary>
    /// <param name="next">Where the bytes after the name begin.</param>
    public static bool TrySkip(ReadOnlySpan<byte> message, int offset, out int next, out DnsFault fault)
    {
        next = offset;
        while (next < message.Length)
        {
            byte length = message[next];
            switch (length & 0xC0)
            {
                case 0xC0:
                    next += 2;
                    fault = next <= message.Length ? DnsFault.None : DnsFault.NameTruncated;
                    return fault == DnsFault.None;
                case 0:
                    next += length + 1;
                    if (length == 0)
                    {
                        fault = DnsFault.None;
                        return true;
                    }

                    break;
                default:
                    fault = DnsFault.LabelKind;
                    return false;
            }
        }

        fault = DnsFault.NameTruncated;
        return false;
    }

    /// <summary>Copies a name, uncompressed and with its root label, into <paramref name="name"/> (255 bytes are enough for any).</summary>
    /// <param name="limit">The name's own bytes lie before this; what pointers lead to may lie anywhere before them.</param>
    public static bool TryCopy(ReadOnlySpan<byte> message, int offset, int limit, Span<byte> name, out CopiedName copied)
    {
        int length = 0;
        int next = -1;
        int at = offset;
        int segment = offset;
        int pointers = 0;
        while (at < limit)
        {
            byte size = message[at];
            DnsFault fault;
            if ((size & 0xC0) == 0xC0)
            {
                // Strictly backwards from where this run of labels began: such a walk always ends (RFC 1035 section 4.1.4, "a prior occurrence").
                fault = Follow(message[..limit], at, segment, ref pointers, out int target);
                next = next < 0 ? at + 2 : next;
                limit = segment;
                at = segment = target;
            }
            else
            {
                fault = CopyLabel(message, at, limit, name, ref length);
                at += size + 1;
            }

            if (fault != DnsFault.None || size == 0)
            {
                copied = new CopiedName(length, next < 0 ? at : next, fault);
                return fault == DnsFault.None;
            }
        }

        copied = new CopiedName(length, next, DnsFault.NameTruncated);
        return false;
    }

    private static DnsFault CopyLabel(ReadOnlySpan<byte> message, int at, int limit, Span<byte> name, ref int length)
    {
        byte size = message[at];
        if (size > DnsName.MaxLabelLength)
        {
            return DnsFault.LabelKind;
        }

        if (at + 1 + size > limit)
        {
            return DnsFault.NameTruncated;
        }

        if (length + size + 1 > DnsName.MaxWireLength)
        {
            return DnsFault.NameTooLong;
        }

        message.Slice(at, size + 1).CopyTo(name[length..]);
        length += size + 1;
        return DnsFault.None;
    }

    private static DnsFault Follow(ReadOnlySpan<byte> message, int at, int segment, ref int pointers, out int target)
    {
        target = 0;
        if (at + 2 > message.Length)
        {
            return DnsFault.NameTruncated;
        }

        target = ((message[at] & 0x3F) << 8) | message[at + 1];
        if (target >= segment || target < DnsHeader.Length)
        {
            return DnsFault.PointerTarget;
        }

        return ++pointers > MaxPointers ? DnsFault.PointerChain : DnsFault.None;
    }
}
