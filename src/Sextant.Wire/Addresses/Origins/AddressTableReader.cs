using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>Reads a stored table once, front to back; what it cannot be is named.</summary>
internal ref struct AddressTableReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Why there is no table.</summary>
    public TableFault Fault { get; private set; }

    /// <summary>The table; null when the bytes are none.</summary>
    public AddressTable? Read()
    {
        ReadOnlySpan<byte> magic = AddressTableFile.Magic;
        if (_rest.Length < AddressTableFile.HeadBytes || !_rest.StartsWith(magic))
        {
            Fault = magic.StartsWith(_rest[..Math.Min(_rest.Length, magic.Length)]) ? TableFault.Cut : TableFault.NotATable;
            return null;
        }

        _rest = _rest[magic.Length..];
        uint origins = Number();
        uint v4 = Number();
        uint v6 = Number();
        // Counts are held against what is there before anything is made of their size.
        if ((ulong)origins * AddressTableFile.OriginBytes + (ulong)v4 * AddressTableFile.Ipv4RunBytes + (ulong)v6 * AddressTableFile.Ipv6RunBytes > (ulong)_rest.Length)
        {
            Fault = TableFault.Cut;
            return null;
        }

        if (Origins((int)origins) is not { } named || Runs(Family.V4, (int)v4, origins) is not { } runs4 || Runs(Family.V6, (int)v6, origins) is not { } runs6)
        {
            return null;
        }

        Fault = TableFault.Leftover;
        return _rest.IsEmpty ? new AddressTable(named, runs4, runs6) : null;
    }

    private AddressOrigin[]? Origins(int count)
    {
        var origins = new AddressOrigin[count];
        for (int i = 0; i < count; i++)
        {
            if (_rest.Length < AddressTableFile.OriginBytes || _rest.Length < AddressTableFile.OriginBytes + BinaryPrimitives.ReadUInt16LittleEndian(_rest[6..]))
            {
                Fault = TableFault.Cut;
                return null;
            }

            uint system = Number();
            ReadOnlySpan<byte> country = _rest[..2];
            ReadOnlySpan<byte> holder = _rest.Slice(4, BinaryPrimitives.ReadUInt16LittleEndian(_rest[2..]));
            bool none = country.SequenceEqual("\0\0"u8);
            if (!Utf8.IsValid(holder) || (!none && (!char.IsAsciiLetterUpper((char)country[0]) || !char.IsAsciiLetterUpper((char)country[1]))))
            {
                Fault = TableFault.BadOrigin;
                return null;
            }

            origins[i] = new AddressOrigin(system == 0 ? null : system, holder.IsEmpty ? null : Encoding.UTF8.GetString(holder), none ? null : Encoding.ASCII.GetString(country));
            _rest = _rest[(4 + holder.Length)..];
        }

        return origins;
    }

    private AddressRuns? Runs(Family family, int count, uint origins)
    {
        int size = family == Family.V4 ? AddressTableFile.Ipv4RunBytes : AddressTableFile.Ipv6RunBytes;
        if ((long)count * size > _rest.Length)
        {
            Fault = TableFault.Cut;
            return null;
        }

        var runs = new AddressRuns(count);
        for (int i = 0; i < count; i++)
        {
            UInt128 start = family == Family.V4 ? AddressRange.Align(BinaryPrimitives.ReadUInt32LittleEndian(_rest)) : BinaryPrimitives.ReadUInt128LittleEndian(_rest);
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(_rest[(size - 4)..]);
            bool ascends = i == 0 || start > runs.Starts[^1];
            if (!ascends || value > origins)
            {
                Fault = ascends ? TableFault.UnknownOrigin : TableFault.Unordered;
                return null;
            }

            runs.Restore(start, (int)value);
            _rest = _rest[size..];
        }

        return runs;
    }

    private uint Number()
    {
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(_rest);
        _rest = _rest[4..];
        return number;
    }
}
