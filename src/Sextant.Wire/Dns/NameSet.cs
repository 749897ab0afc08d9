using System.Collections.Frozen;

namespace Sextant.Wire.Dns;

/// <summary>Names with all that lies below them. A look costs one search for each label, and allocates nothing.</summary>
public sealed class NameSet
{
    private readonly FrozenSet<byte[]> _names;
    private readonly FrozenSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _find;

    /// <param name="names">Any case.</param>
    public NameSet(IEnumerable<DnsName> names)
    {
        DnsName[] each = [.. names.Distinct()];
        Names = each.Select(name => name.ToString());
        _names = each.Select(name => name.Wire.ToArray()).ToFrozenSet(new Folded());
        _find = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>No name.</summary>
    public static NameSet Empty { get; } = new([]);

    /// <summary>How many names it was made of.</summary>
    public int Count => _names.Count;

    /// <summary>The names, in lower case.</summary>
    public IEnumerable<string> Names { get; }

    /// <summary>Whether the name is one of them or lies below one.</summary>
    public bool Covers(DnsName name) => Covers(name.Wire);

    /// <inheritdoc cref="Covers(DnsName)"/>
    /// <param name="wire">A legal name in wire form, uncompressed, with its root label.</param>
    public bool Covers(ReadOnlySpan<byte> wire)
    {
        if (_names.Count == 0)
        {
            return false;
        }

        for (int at = 0; ; at += wire[at] + 1)
        {
            if (_find.Contains(wire[at..]))
            {
                return true;
            }

            if (wire[at] == 0)
            {
                return false;
            }
        }
    }

    private sealed class Folded : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => DnsName.SameFolded(x, y);

        public int GetHashCode(byte[] obj) => DnsName.HashFolded(obj);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => DnsName.SameFolded(alternate, other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => DnsName.HashFolded(alternate);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
