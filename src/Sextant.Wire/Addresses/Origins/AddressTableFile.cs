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
    internal const int HeadBytes = 20;
    internal const int OriginBytes = 8;
    internal const int Ipv4RunBytes = 8;
    internal const int Ipv6RunBytes = 20;
    private const int LongestHolder = 1024;

    internal static ReadOnlySpan<byte> Magic => "SXTADDR1"u8;

    /// <summary>The bytes of a table.</summary>
    public static byte[] Write(AddressTable table)
    {
        byte[][] holders = [.. table.Origins.Select(origin => HolderBytes(origin.Holder))];
        byte[] bytes = new byte[HeadBytes + holders.Sum(holder => OriginBytes + holder.Length) + table.V4.Count * Ipv4RunBytes + table.V6.Count * Ipv6RunBytes];
        Magic.CopyTo(bytes);
        Span<byte> rest = bytes.AsSpan(Magic.Length);
        Put(ref rest, (uint)holders.Length);
        Put(ref rest, (uint)table.V4.Count);
        Put(ref rest, (uint)table.V6.Count);
        for (int i = 0; i < holders.Length; i++)
        {
            AddressOrigin origin = table.Origins[i];
            Put(ref rest, origin.Number ?? 0);
            Encoding.ASCII.GetBytes(origin.Country ?? "\0\0", rest);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], (ushort)holders[i].Length);
            holders[i].CopyTo(rest[4..]);
            rest = rest[(4 + holders[i].Length)..];
        }

        for (int i = 0; i < table.V4.Count; i++)
        {
            Put(ref rest, (uint)(table.V4.Starts[i] >> 96));
            Put(ref rest, (uint)table.V4.Values[i]);
        }

        for (int i = 0; i < table.V6.Count; i++)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(rest, table.V6.Starts[i]);
            rest = rest[16..];
            Put(ref rest, (uint)table.V6.Values[i]);
        }

        return bytes;
    }

    /// <summary>Reads a table back.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out AddressTable? table, out TableFault fault)
    {
        var reader = new AddressTableReader(bytes);
        table = reader.Read();
        fault = reader.Fault;
        return table is not null;
    }

    private static void Put(ref Span<byte> rest, uint number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, number);
        rest = rest[4..];
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
