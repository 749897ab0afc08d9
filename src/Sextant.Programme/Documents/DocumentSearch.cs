using Sextant.Programme.Register;

namespace Sextant.Programme.Documents;

/// <summary>What of the documents found is shown first, and the words around what was searched.</summary>
internal sealed class DocumentSearch(string? search)
{
    private readonly string _typed = (search ?? string.Empty).Trim().Normalize();

    internal IReadOnlyList<string> Words { get; } = SearchText.Words(search);

    /// <summary>
    /// The number itself, then a title with the words as they were typed (accents included), then one with them in any accents, then what has
    /// the words as one phrase, then the rest.
    /// </summary>
    internal int Rank(RegisterDocument row)
    {
        if (Words.Count == 0)
        {
            return 0;
        }

        string phrase = string.Concat(Words);
        return SearchText.Of(row.Number) == phrase ? 0
            : row.Title.Contains(_typed, StringComparison.OrdinalIgnoreCase) ? 1
            : SearchText.Of(row.Title).Contains(phrase, StringComparison.Ordinal) ? 2
            : row.Text?.Contains(_typed, StringComparison.OrdinalIgnoreCase) == true ? 3
            : row.Folded.Contains(phrase, StringComparison.Ordinal) ? 4
            : 5;
    }

    /// <summary>The 24 words that hold the most of what was searched; null where number and title say it all, or nothing was searched.</summary>
    internal string? Excerpt(RegisterDocument row, IEnumerable<string> others)
    {
        const int length = 24;
        string title = SearchText.Of(row.Number, row.Title);
        string[] wanted = [.. Words.Where(word => !title.Contains(word, StringComparison.Ordinal))];
        (int Held, string[] Tokens, int From) best = (0, [], 0);
        foreach (string text in wanted.Length == 0 ? [] : others.Prepend(row.Text ?? string.Empty))
        {
            string[] tokens = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string[] folded = [.. tokens.Select(token => SearchText.Of(token))];
            foreach (int at in Enumerable.Range(0, tokens.Length).Where(at => wanted.Any(word => folded[at].Contains(word, StringComparison.Ordinal))))
            {
                int held = wanted.Count(word => folded.Skip(at).Take(length).Any(token => token.Contains(word, StringComparison.Ordinal)));
                best = held > best.Held ? (held, tokens, at) : best;
            }
        }

        // A few words before the first that was searched, so that it is read in its sentence.
        (int from, int to) = (Math.Max(0, best.From - 4), Math.Min(best.Tokens.Length, best.From + length));
        return best.Held == 0 ? null : $"{(from > 0 ? "… " : "")}{string.Join(' ', best.Tokens[from..to])}{(to < best.Tokens.Length ? " …" : "")}";
    }
}
