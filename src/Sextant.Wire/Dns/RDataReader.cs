using System.Buffers.Binary;

namespace Sextant.Wire.Dns;

/// <summary>Reads the fields of one RDATA. After the first fault every field is empty and <see cref="Fault"/> says why.</summary>
internal ref struct RDataReader(ReadOnlySpan<byte> message, int offset, int end)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private readonly int _end = end;
    private int _at = offset;

    public DnsFault Fault { get; private set; }

    public readonly int Left => _end - _at;

    public readonly bool Failed => Fault != DnsFault.None;

    public byte U8() => Take(1) is [byte value] ? value : (byte)0;

    public ushort U16() => Take(2) is { Length: 2 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : (ushort)0;

    public uint U32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    /// <summary>Exactly so many bytes.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || count > Left)
        {
            Fail(DnsFault.RDataLength);
            return default;
        }

        _at += count;
        return _message.Slice(_at - count, count);
    }

    public ReadOnlySpan<byte> Rest() => Take(Left);

    /// <summary>A character string: a length byte and as many bytes (RFC 1035 section 3.3).</summary>
    public ReadOnlySpan<byte> Text() => Take(U8());

    /// <summary>A name; root after a fault.</summary>
    public DnsName Name(bool compressible = true)
    {
        if (Failed)
        {
            return DnsName.Root;
        }

        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        if (!DnsNameWire.TryCopy(_message, _at, _end, wire, out CopiedName copied))
        {
            Fail(copied.Fault);
            return DnsName.Root;
        }

        if (!compressible && copied.Next - _at != copied.Length)
        {
            Fail(DnsFault.PointerForbidden);
            return DnsName.Root;
        }

        _at = copied.Next;
        return DnsName.FromChecked(wire[..copied.Length]);
    }

    /// <summary>A name into a buffer of 255 bytes, nothing allocated; its length, 0 after a fault.</summary>
    public int NameInto(scoped Span<byte> wire)
    {
        if (Failed)
        {
            return 0;
        }

        if (!DnsNameWire.TryCopy(_message, _at, _end, wire, out CopiedName copied))
        {
            Fail(copied.Fault);
            return 0;
        }

        _at = copied.Next;
        return copied.Length;
    }

    public void Fail(DnsFault fault) => Fault = Failed ? Fault : fault;

    /// <summary>The record when all bytes were used and nothing was wrong.</summary>
    public RData? Done(RData data)
    {
        if (Left > 0)
        {
            Fail(DnsFault.RDataLength);
        }

        return Failed ? null : data;
    }
}
