using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sextant.Wire.Addresses.Origins;

/// <summary>Why stored bytes are no table.</summary>
public enum TableFault
{
    /// <summary>They do not begin as one.</summary>
    NotATable,

    /// <summary>They end too soon.</summary>
    Cut,

    /// <summary>Bytes follow its end.</summary>
    Leftover,

    /// <summary>The starts of runs do not ascend.</summary>
    Unordered,

    /// <summary>A run names an origin that is not there.</summary>
    UnknownOrigin,

    /// <summary>A text is not UTF-8, or the rest of an origin is not one.</summary>
    BadOrigin,
}

/// <summary>
/// The stored form of a table: what was made of a source's rows, small enough to be read in the time a program starts. Little-endian:
/// <code>
/// "SXTADDR1" | origins: u32 | IPv4 runs: u32 | IPv6 runs: u32
/// origin:    system u32, 0 for none | country 2 letters, 0 0 for none | length of holder u16 | holder UTF-8
/// IPv4 run:  first address u32 | origin from 1, 0 for nobody: u32
/// IPv6 run:  first address u128 | origin u32
/// </code>
/// </summary>
public static class AddressTableFile
{
    private const int HeadBytes = 20;
    private const int LongestHolder = 1024;

    private static ReadOnlySpan<byte> Magic => "SXTADDR1"u8;

    /// <summary>The bytes of a table.</summary>
    public static byte[] Write(AddressTable table)
    {
        using var stream = new MemoryStream(HeadBytes + table.Origins.Count * 32 + table.V4.Count * 8 + table.V6.Count * 20);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(table.Origins.Count);
        writer.Write(table.V4.Count);
        writer.Write(table.V6.Count);
        foreach (AddressOrigin origin in table.Origins)
        {
            byte[] holder = HolderBytes(origin.Holder);
            writer.Write(origin.Number ?? 0);
            writer.Write(origin.Country is { } code ? (byte)code[0] : (byte)0);
            writer.Write(origin.Country is { } letters ? (byte)letters[1] : (byte)0);
            writer.Write((ushort)holder.Length);
            writer.Write(holder);
        }

        for (int i = 0; i < table.V4.Count; i++)
        {
            writer.Write((uint)(table.V4.Starts[i] >> 96));
            writer.Write(table.V4.Values[i]);
        }

        Span<byte> key = stackalloc byte[16];
        for (int i = 0; i < table.V6.Count; i++)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(key, table.V6.Starts[i]);
            writer.Write(key);
            writer.Write(table.V6.Values[i]);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a table back.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out AddressTable? table, out TableFault fault)
    {
        table = null;
        fault = TableFault.NotATable;
        if (bytes.Length < HeadBytes || !bytes.StartsWith(Magic))
        {
            fault = Magic.StartsWith(bytes[..Math.Min(bytes.Length, Magic.Length)]) ? TableFault.Cut : fault;
            return false;
        }

        uint origins = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        uint v4 = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        uint v6 = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        ReadOnlySpan<byte> rest = bytes[HeadBytes..];
        // Counts are held against what is there before anything is made of their size.
        if ((ulong)origins * 8 + (ulong)v4 * 8 + (ulong)v6 * 20 > (ulong)rest.Length)
        {
            fault = TableFault.Cut;
            return false;
        }

        var named = new AddressOrigin[origins];
        if (!TryOrigins(ref rest, named, out fault) || !TryRuns(ref rest, Family.V4, (int)v4, origins, out AddressRuns? runs4, out fault)
            || !TryRuns(ref rest, Family.V6, (int)v6, origins, out AddressRuns? runs6, out fault))
        {
            return false;
        }

        fault = TableFault.Leftover;
        table = rest.IsEmpty ? new AddressTable(named, runs4, runs6) : null;
        return table is not null;
    }

    private static bool TryOrigins(ref ReadOnlySpan<byte> rest, AddressOrigin[] origins, out TableFault fault)
    {
        for (int i = 0; i < origins.Length; i++)
        {
            fault = TableFault.Cut;
            if (rest.Length < 8 || rest.Length < 8 + BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]))
            {
                return false;
            }

            uint system = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            ReadOnlySpan<byte> country = rest[4..6];
            ReadOnlySpan<byte> holder = rest.Slice(8, BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]));
            fault = TableFault.BadOrigin;
            bool none = country.SequenceEqual("\0\0"u8);
            if (!System.Text.Unicode.Utf8.IsValid(holder) || (!none && (!char.IsAsciiLetterUpper((char)country[0]) || !char.IsAsciiLetterUpper((char)country[1]))))
            {
                return false;
            }

            origins[i] = new AddressOrigin(system == 0 ? null : system, holder.IsEmpty ? null : Encoding.UTF8.GetString(holder), none ? null : Encoding.ASCII.GetString(country));
            rest = rest[(8 + holder.Length)..];
        }

        fault = default;
        return true;
    }

    private static bool TryRuns(ref ReadOnlySpan<byte> rest, Family family, int count, uint origins, [NotNullWhen(true)] out AddressRuns? runs, out TableFault fault)
    {
        runs = null;
        int width = family == Family.V4 ? 4 : 16;
        fault = TableFault.Cut;
        if ((long)count * (width + 4) > rest.Length)
        {
            return false;
        }

        var read = new AddressRuns(count);
        for (int i = 0; i < count; i++, rest = rest[(width + 4)..])
        {
            UInt128 start = family == Family.V4 ? AddressRange.Align(BinaryPrimitives.ReadUInt32LittleEndian(rest)) : BinaryPrimitives.ReadUInt128LittleEndian(rest);
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(rest[width..]);
            fault = i > 0 && start <= read.Starts[^1] ? TableFault.Unordered : TableFault.UnknownOrigin;
            if (fault == TableFault.Unordered || value > origins)
            {
                return false;
            }

            read.Restore(start, (int)value);
        }

        runs = read;
        return true;
    }

    // A holder's name is cut, at a whole character, where it is longer than any real one.
    private static byte[] HolderBytes(string? holder)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(holder ?? "");
        int length = Math.Min(bytes.Length, LongestHolder);
        while (length < bytes.Length && (bytes[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return length == bytes.Length ? bytes : bytes[..length];
    }
}
