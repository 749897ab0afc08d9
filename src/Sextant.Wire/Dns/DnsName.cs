using System.Diagnostics.CodeAnalysis;

namespace Sextant.Wire.Dns;

/// <summary>
/// A domain name, held in wire form with the case it came in and compared without it (RFC 4343). Always legal:
/// labels of 1 to 63 bytes, 255 bytes in all with the root label (RFC 1035 section 2.3.4).
/// </summary>
public sealed class DnsName : IEquatable<DnsName>
{
    /// <summary>The most bytes a name has on the wire.</summary>
    public const int MaxWireLength = 255;

    /// <summary>The most bytes a label has.</summary>
    public const int MaxLabelLength = 63;

    private readonly byte[] _wire;
    private string? _text;

    private DnsName(byte[] wire) => _wire = wire;

    /// <summary>The root.</summary>
    public static DnsName Root { get; } = new([0]);

    /// <summary>The wire form, uncompressed, with the root label, in the case it came in.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => _wire.Length == 1;

    /// <summary>How many labels, the root label not counted.</summary>
    public int LabelCount
    {
        get
        {
            int count = 0;
            for (int at = 0; _wire[at] != 0; at += _wire[at] + 1)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>The labels in presentation form, leftmost first, the root label left out.</summary>
    public IReadOnlyList<string> Labels
    {
        get
        {
            var labels = new List<string>();
            for (int at = 0; _wire[at] != 0; at += _wire[at] + 1)
            {
                labels.Add(DnsText.Label(_wire.AsSpan(at + 1, _wire[at])));
            }

            return labels;
        }
    }

    /// <summary>The name without its leftmost label; null for the root.</summary>
    public DnsName? Parent => IsRoot ? null : _wire.Length == _wire[0] + 2 ? Root : new DnsName(_wire[(_wire[0] + 1)..]);

    public static bool operator ==(DnsName? left, DnsName? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(DnsName? left, DnsName? right) => !(left == right);

    /// <summary>Reads presentation form: an optional trailing dot, <c>\DDD</c> and <c>\.</c> escapes (RFC 1035 section 5.1). Only ASCII: names in Unicode are turned to A-labels before.</summary>
    /// <exception cref="FormatException">Not a legal name.</exception>
    public static DnsName Parse(string text) =>
        TryParse(text, out DnsName? name) ? name : throw new FormatException($"Not a domain name: '{text}'.");

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DnsName? name)
    {
        Span<byte> wire = stackalloc byte[MaxWireLength];
        name = text is not null && DnsText.TryParseName(text, wire, out int length) ? new DnsName(wire[..length].ToArray()) : null;
        return name is not null;
    }

    /// <summary>Takes an uncompressed wire form that ends with its root label; false when it is not legal.</summary>
    public static bool TryFromWire(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out DnsName? name)
    {
        int at = 0;
        while (at < wire.Length && wire[at] is > 0 and <= MaxLabelLength)
        {
            at += wire[at] + 1;
        }

        name = wire.Length <= MaxWireLength && at == wire.Length - 1 && wire[at] == 0 ? new DnsName(wire.ToArray()) : null;
        return name is not null;
    }

    /// <summary>Whether this is <paramref name="other"/> or lies below it.</summary>
    public bool IsSubdomainOf(DnsName other)
    {
        int at = 0;
        while (_wire.Length - at > other._wire.Length)
        {
            at += _wire[at] + 1;
        }

        return _wire.Length - at == other._wire.Length && SameFolded(_wire.AsSpan(at), other._wire);
    }

    /// <summary>The name with one more label in front; false when it would be too long or the label is not legal.</summary>
    public bool TryPrepend(string label, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        return TryParse(label, out DnsName? front) && front.LabelCount == 1 && front.TryAppend(this, out name);
    }

    /// <summary>This name's labels followed by those of <paramref name="suffix"/>; false when that is too long.</summary>
    public bool TryAppend(DnsName suffix, [NotNullWhen(true)] out DnsName? name)
    {
        int length = _wire.Length - 1 + suffix._wire.Length;
        name = length <= MaxWireLength ? new DnsName([.. _wire.AsSpan(0, _wire.Length - 1), .. suffix._wire]) : null;
        return name is not null;
    }

    /// <summary>
    /// Replaces the suffix <paramref name="owner"/> by <paramref name="target"/>, as a DNAME does (RFC 6672 section 2.2);
    /// false when this does not lie below the owner or the result is too long (YXDOMAIN).
    /// </summary>
    public bool TryReplaceSuffix(DnsName owner, DnsName target, [NotNullWhen(true)] out DnsName? name)
    {
        name = null;
        if (_wire.Length <= owner._wire.Length || !IsSubdomainOf(owner))
        {
            return false;
        }

        int kept = _wire.Length - owner._wire.Length;
        name = kept + target._wire.Length <= MaxWireLength ? new DnsName([.. _wire.AsSpan(0, kept), .. target._wire]) : null;
        return name is not null;
    }

    /// <summary>The last <paramref name="labels"/> labels of this name.</summary>
    public DnsName Suffix(int labels)
    {
        int at = 0;
        for (int drop = LabelCount - labels; drop > 0; drop--)
        {
            at += _wire[at] + 1;
        }

        return at == 0 ? this : new DnsName(_wire[at..]);
    }

    /// <inheritdoc/>
    public bool Equals(DnsName? other) =>
        other is not null && (ReferenceEquals(this, other) || SameFolded(_wire, other._wire));

    /// <summary>Equal in case too: whether a server kept the case of the question.</summary>
    public bool EqualsInCase(DnsName other) => _wire.AsSpan().SequenceEqual(other._wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc/>
    public override int GetHashCode() => HashFolded(_wire);

    /// <summary>Lower-case presentation form without trailing dot; <c>.</c> for the root.</summary>
    public override string ToString() => _text ??= IsRoot ? "." : string.Join('.', Labels);

    /// <summary>Whether two uncompressed wire forms are the same name. Length bytes are below 'A', so folding leaves them alone.</summary>
    internal static bool SameFolded(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (int i = 0; i < left.Length; i++)
        {
            if (Fold(left[i]) != Fold(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same for names that are the same. HashCode is seeded per process: names come from strangers and fill dictionaries.</summary>
    internal static int HashFolded(ReadOnlySpan<byte> wire)
    {
        Span<byte> folded = stackalloc byte[MaxWireLength];
        for (int i = 0; i < wire.Length; i++)
        {
            folded[i] = Fold(wire[i]);
        }

        var hash = default(HashCode);
        hash.AddBytes(folded[..wire.Length]);
        return hash.ToHashCode();
    }

    internal static byte Fold(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;

    /// <summary>Takes bytes that <see cref="DnsNameWire"/> has checked.</summary>
    internal static DnsName FromChecked(ReadOnlySpan<byte> wire) => wire.Length == 1 ? Root : new DnsName(wire.ToArray());
}
