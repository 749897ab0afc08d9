using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Sextant.Wire;

namespace Sextant.Measurement.Storage;

/// <summary>Members of an enum as the kebab-case words in which they are stored.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> OfMember = Enum.GetValues<T>().ToFrozenDictionary(m => m, m => FailureWords.Kebab(m.ToString()));
    private static readonly FrozenDictionary<string, T> Members = OfMember.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    internal static string Of(T member) => OfMember[member];

    internal static string? Of(T? member) => member is { } present ? OfMember[present] : null;

    /// <exception cref="InvalidDataException">The word is none of these: written by a newer program.</exception>
    internal static T Parse(string word) =>
        Members.TryGetValue(word, out T member) ? member : throw new InvalidDataException($"'{word}' is stored and is no word of {typeof(T).Name}.");

    internal static string Join(IEnumerable<T> members) => string.Join(' ', members.Select(Of));

    internal static IReadOnlyList<T> Split(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
}

/// <summary>Stores an enum as its word.</summary>
internal sealed class WordConverter<T>() : ValueConverter<T, string>(member => Words<T>.Of(member), word => Words<T>.Parse(word))
    where T : struct, Enum;
