namespace Sextant.Wire.Dns;

/// <summary>
/// What a record says, typed. Two are equal when type and canonical wire form are: names uncompressed and
/// in lower case (RFC 4034 section 6.2), so record sets of two servers can be compared. <see cref="ToString"/> is presentation form.
/// </summary>
public abstract class RData : IEquatable<RData>
{
    private byte[]? _canonical;

    private protected RData()
    {
    }

    /// <summary>The type of the record.</summary>
    public abstract DnsType Type { get; }

    /// <summary>The canonical wire form: nothing compressed, names in lower case.</summary>
    public ReadOnlySpan<byte> Canonical => _canonical ??= MakeCanonical();

    public static bool operator ==(RData? left, RData? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(RData? left, RData? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(RData? other) =>
        other is not null && (ReferenceEquals(this, other) || (Type == other.Type && Canonical.SequenceEqual(other.Canonical)));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as RData);

    /// <inheritdoc/>
    public sealed override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Type);
        hash.AddBytes(Canonical);
        return hash.ToHashCode();
    }

    /// <summary>Presentation form of the RDATA alone.</summary>
    public abstract override string ToString();

    /// <summary>Writes RDATA; the length in front of it is the writer's work.</summary>
    internal abstract void Write(ref WireWriter writer);

    private byte[] MakeCanonical()
    {
        byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            var writer = new WireWriter(rented, canonical: true);
            Write(ref writer);
            return writer.Written.ToArray();
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
