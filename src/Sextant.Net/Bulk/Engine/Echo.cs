using System.Buffers.Binary;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk.Engine;

/// <summary>Tells an answer to a question under way from what only looks like one, and counts what it was instead.</summary>
internal sealed class Echo(SlotTable slots, BulkCounts counts)
{
    private const ushort ResponseBit = 0x8000;
    private const ushort OpcodeBits = 0x7800;

    /// <summary>RFC 5452 section 9.1: the answer repeats the question. Who refuses a question may leave it out.</summary>
    public bool IsAnswer(ReadOnlySpan<byte> message, int index, bool exactly)
    {
        ref Slot slot = ref slots[index];
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        int questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        if ((flags & (ResponseBit | OpcodeBits)) != ResponseBit)
        {
            counts.Malformed++;
            return false;
        }

        if (questions == 0 && (flags & 0xF) is not ((int)DnsRcode.NoError or (int)DnsRcode.NxDomain))
        {
            return true;
        }

        int end = DnsHeader.Length + slot.NameLength;
        if (questions != 1 || message.Length < end + 4 || !IsType(message[end..], slot.Type))
        {
            counts.WrongQuestion++;
            return false;
        }

        ReadOnlySpan<byte> asked = slots.Name(index);
        ReadOnlySpan<byte> said = message[DnsHeader.Length..end];
        bool same = said.SequenceEqual(asked);
        if (!same && !WireName.Same(said, asked))
        {
            counts.WrongQuestion++;
            return false;
        }

        if (!exactly)
        {
            return true;
        }

        slot.Server!.CaseKept(same);
        slot.CaseChanged |= !same;
        counts.WrongCase += same ? 0 : 1;
        return same;
    }

    private static bool IsType(ReadOnlySpan<byte> question, DnsType type) =>
        BinaryPrimitives.ReadUInt32BigEndian(question) == (((uint)type << 16) | (uint)DnsClass.In);
}
