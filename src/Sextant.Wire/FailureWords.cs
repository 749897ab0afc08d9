using System.Collections.Frozen;
using System.Text;

namespace Sextant.Wire;

/// <summary>The words of <see cref="Failure"/> as stored and published: <c>connection-refused</c>, <c>tls-name-mismatch</c>.</summary>
public static class FailureWords
{
    private static readonly FrozenDictionary<Failure, string> Words =
        Enum.GetValues<Failure>().ToFrozenDictionary(f => f, f => Kebab(f.ToString()));

    private static readonly FrozenDictionary<string, Failure> Failures =
        Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All words, in the order of the vocabulary.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Failure>().Select(f => Words[f])];

    /// <summary>The published word of a failure.</summary>
    public static string ToWord(this Failure failure) => Words[failure];

    /// <summary>Reads a published word; false when it is not of the vocabulary.</summary>
    public static bool TryParse(string? word, out Failure failure)
    {
        failure = default;
        return word is not null && Failures.TryGetValue(word, out failure);
    }

    /// <summary><c>TlsNameMismatch</c> becomes <c>tls-name-mismatch</c>: how every enum of Sextant is spelled outside the code.</summary>
    public static string Kebab(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 8);
        foreach (char c in pascal)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
