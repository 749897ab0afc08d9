namespace Sextant.Programme.Register;

/// <summary>
/// Text in which words are looked for: folded, each word behind one space, so that " hue" finds "Huế" and no "thuế". Both databases compare it byte
/// by byte, so both find the same.
/// </summary>
public static class SearchText
{
    /// <summary>Words of a search that count; who types more finds what holds the first.</summary>
    private const int MostWords = 8;

    /// <summary>The column of what may be found.</summary>
    public static string Of(params ReadOnlySpan<string?> parts) => " " + Folded.Of(string.Join('\n', parts.ToArray().OfType<string>()).Replace('.', ' '));

    /// <summary>What a search asks for: each with the space before it. None when nothing was typed that could be found.</summary>
    public static IReadOnlyList<string> Words(string? search) =>
        [.. Folded.Of((search ?? string.Empty).Replace('.', ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MostWords).Select(word => " " + word)];
}
