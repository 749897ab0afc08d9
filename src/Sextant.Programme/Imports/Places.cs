namespace Sextant.Programme.Imports;

/// <summary>Places of parts within their wholes, never given twice: neither where something was taken back, nor by the same table.</summary>
internal sealed class Places(IEnumerable<(string Whole, int Place)> taken)
{
    private readonly Dictionary<string, int> _last = taken.GroupBy(one => one.Whole, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(one => one.Place), StringComparer.Ordinal);

    /// <summary>The next place of a whole.</summary>
    internal int Next(string whole) => _last[whole] = _last.GetValueOrDefault(whole) + 1;
}
