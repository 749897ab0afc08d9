using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sextant.Programme.Audit;

/// <summary>The log up to one entry, in a word that can be written down elsewhere: <c>SEQUENCE:HASH</c>. Whoever holds it can prove later that nothing before it was touched.</summary>
/// <param name="Sequence">The entry.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
public sealed record AuditMark(long Sequence, string Hash)
{
    private const int HashLength = 64;

    /// <summary>Reads <c>SEQUENCE:HASH</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuditMark? mark)
    {
        string[] parts = text.Split(':');
        bool read = parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) && sequence > 0
            && parts[1].Length == HashLength && parts[1].All(char.IsAsciiHexDigitLower);
        mark = read ? new AuditMark(long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]) : null;
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");
}
