using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Sextant.Wire.Dns;

/// <summary>
/// Writes the fields of messages into a span, names compressed, nothing allocated. Once something did not fit, nothing more is
/// written and <see cref="Overflowed"/> says so.
/// </summary>
internal ref struct WireWriter
{
    private readonly Span<byte> _buffer;
    private readonly bool _canonical;
    private int _targets;
    private Targets _offsets;

    /// <param name="buffer">Where to write.</param>
    /// <param name="canonical">Names in lower case and in full (RFC 4034 section 6.2).</param>
    public WireWriter(Span<byte> buffer, bool canonical = false)
    {
        _buffer = buffer;
        _canonical = canonical;
    }

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    public bool Overflowed { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void U8(byte value)
    {
        if (Room(1))
        {
            _buffer[Length++] = value;
        }
    }

    public void U16(ushort value)
    {
        if (Room(2))
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[Length..], value);
            Length += 2;
        }
    }

    public void U32(uint value)
    {
        if (Room(4))
        {
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[Length..], value);
            Length += 4;
        }
    }

    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        if (Room(value.Length))
        {
            value.CopyTo(_buffer[Length..]);
            Length += value.Length;
        }
    }

    /// <summary>A character string of at most 255 bytes.</summary>
    public void Text(scoped ReadOnlySpan<byte> value)
    {
        U8((byte)value.Length);
        Bytes(value);
    }

    /// <summary>A name; compressed only where RFC 3597 section 4 allows it: owners and the RDATA of RFC 1035's types.</summary>
    public void Name(DnsName name, bool compress = true)
    {
        ReadOnlySpan<byte> wire = name.Wire;
        if (_canonical)
        {
            foreach (byte value in wire)
            {
                U8(DnsName.Fold(value));
            }

            return;
        }

        // Only names written before: of this one the end is not there yet.
        int known = _targets;
        int at = 0;
        while (wire[at] != 0)
        {
            if (compress && FindSuffix(wire[at..], known) is > 0 and int target)
            {
                U16((ushort)(0xC000 | target));
                return;
            }

            Remember(Length);
            Bytes(wire.Slice(at, wire[at] + 1));
            at += wire[at] + 1;
        }

        U8(0);
    }

    /// <summary>Room for a length that is not known yet; its place is for <see cref="CloseLength"/>.</summary>
    public int OpenLength()
    {
        U16(0);
        return Length - 2;
    }

    /// <summary>Fills in how many bytes were written since.</summary>
    public void CloseLength(int at)
    {
        int length = Length - at - 2;
        Overflowed |= length > ushort.MaxValue;
        if (!Overflowed)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[at..], (ushort)length);
        }
    }

    /// <summary>The number of records of a section.</summary>
    public void Count(int count)
    {
        Overflowed |= count > ushort.MaxValue;
        U16((ushort)(count & ushort.MaxValue));
    }

    private bool Room(int count)
    {
        Overflowed |= _buffer.Length - Length < count;
        return !Overflowed;
    }

    /// <summary>A pointer has 14 bits; what lies further back in a long message is written in full.</summary>
    private void Remember(int offset)
    {
        if (offset < 0x4000 && _targets < Targets.Count)
        {
            _offsets[_targets++] = (ushort)offset;
        }
    }

    private readonly int FindSuffix(ReadOnlySpan<byte> suffix, int known)
    {
        for (int i = 0; i < known; i++)
        {
            if (Matches(_offsets[i], suffix))
            {
                return _offsets[i];
            }
        }

        return 0;
    }

    /// <summary>Whether the name that begins at an offset already written is this one, in the same case: what was asked is echoed as asked.</summary>
    private readonly bool Matches(int at, ReadOnlySpan<byte> wire)
    {
        int w = 0;
        while (true)
        {
            byte size = _buffer[at];
            if ((size & 0xC0) == 0xC0)
            {
                at = ((size & 0x3F) << 8) | _buffer[at + 1];
                continue;
            }

            if (size != wire[w] || !_buffer.Slice(at, size + 1).SequenceEqual(wire.Slice(w, size + 1)))
            {
                return false;
            }

            if (size == 0)
            {
                return true;
            }

            at += size + 1;
            w += size + 1;
        }
    }

    /// <summary>Where labels begin that later names may point to. 64 are enough for the names of any usual answer, and bound the search.</summary>
    [InlineArray(Count)]
    private struct Targets
    {
        public const int Count = 64;
        private ushort _first;
    }
}
