using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sextant.Programme.Register;

/// <summary>One text in the languages of a pack; as JSON an object of texts by language tag.</summary>
[JsonConverter(typeof(LocalTextJson))]
public sealed class LocalText : IEquatable<LocalText>
{
    private readonly ImmutableSortedDictionary<string, string> _texts;

    /// <summary>Takes texts by language tag (<c>vi</c>, <c>en</c>).</summary>
    public LocalText(IEnumerable<KeyValuePair<string, string>> texts)
    {
        _texts = texts.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>A text in no language at all.</summary>
    public static LocalText Empty { get; } = new([]);

    /// <summary>The languages and their texts.</summary>
    public IReadOnlyDictionary<string, string> All => _texts;

    /// <summary>The text in the language, else in another that the pack has, else nothing.</summary>
    public string In(string language) =>
        _texts.TryGetValue(language, out string? text) ? text : _texts.Values.LastOrDefault() ?? string.Empty;

    /// <inheritdoc/>
    public bool Equals(LocalText? other) => other is not null && _texts.SequenceEqual(other._texts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LocalText);

    /// <inheritdoc/>
    public override int GetHashCode() => _texts.Aggregate(0, (sum, pair) => HashCode.Combine(sum, pair.Key, pair.Value));

    /// <summary>The last language's text, for logs.</summary>
    public override string ToString() => In(string.Empty);

    internal string ToJson() => JsonSerializer.Serialize(_texts, RowDigest.Json);

    /// <summary>A note of a row: the object of a pack's text per language, or the one text that a person or an older pack wrote.</summary>
    internal static LocalText? OfNote(string? stored) => stored switch
    {
        null => null,
        ['{', '"', .., '"', '}'] when TryJson(stored) is { } text => text,
        _ => new LocalText([KeyValuePair.Create(string.Empty, stored)]),
    };

    // What a person typed may begin and end like a pack's object and be none.
    private static LocalText? TryJson(string json)
    {
        try
        {
            return FromJson(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static LocalText FromJson(string json) => new(JsonSerializer.Deserialize<Dictionary<string, string>>(json, RowDigest.Json) ?? []);
}

/// <summary>Writes <c>{"en": "...", "vi": "..."}</c>.</summary>
public sealed class LocalTextJson : JsonConverter<LocalText>
{
    /// <inheritdoc/>
    public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string language, string text) in value.All)
        {
            writer.WriteString(language, text);
        }

        writer.WriteEndObject();
    }
}
