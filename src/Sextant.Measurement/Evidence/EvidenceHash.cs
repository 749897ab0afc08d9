using System.Security.Cryptography;

namespace Sextant.Measurement.Evidence;

/// <summary>The name of an item is the SHA-256 of its bytes: <c>sha256:</c> and 64 hexadecimal digits, lower case.</summary>
public readonly record struct EvidenceHash
{
    private const string Prefix = "sha256:";

    private EvidenceHash(UInt128 high, UInt128 low) => (High, Low) = (high, low);

    internal UInt128 High { get; }

    internal UInt128 Low { get; }

    /// <summary>The name of these bytes.</summary>
    public static EvidenceHash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return From(hash);
    }

    /// <summary>Reads a name.</summary>
    public static bool TryParse(string? text, out EvidenceHash hash)
    {
        hash = default;
        if (text is null || text.Length != Prefix.Length + 64 || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[32];
        if (Convert.FromHexString(text.AsSpan(Prefix.Length), bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        hash = From(bytes);
        return !text.AsSpan(Prefix.Length).ContainsAnyInRange('A', 'F'); // upper case is another text of the same bytes: one item has one name
    }

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)(uint)(ulong)Low); // any 32 bits of a hash are as good as all of them

    /// <inheritdoc/>
    public override string ToString() => string.Create(TextLength, this, static (text, hash) => hash.Write(text));

    /// <summary>How long a name is.</summary>
    internal const int TextLength = 7 + 64;

    /// <summary>The name, without a string of its own.</summary>
    internal void Write(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[32];
        Write(bytes);
        Prefix.CopyTo(text);
        Convert.TryToHexStringLower(bytes, text[Prefix.Length..], out _);
    }

    internal static EvidenceHash From(ReadOnlySpan<byte> bytes) => new(
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    internal void Write(Span<byte> into)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(into, High);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(into[16..], Low);
    }

    internal int CompareTo(EvidenceHash other)
    {
        int high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }
}
