using Sextant.Programme.Kpis;
using Sextant.Programme.Plans;

namespace Sextant.Programme.Papers;

/// <summary>What a figure's definition and method are called by people: figures themselves carry words for programs.</summary>
public static class FigureWords
{
    private const string Group = "group-";

    private const string Stated = "as-stated";

    private static readonly char[] Joints = [' ', ':', '|', '/'];

    /// <summary>Its definition: <c>world:apnic-capable</c> is "rank in the world, ...". What has no word of its own is a name, and stays.</summary>
    public static string Definition(string definition, string language)
    {
        PaperTexts texts = PaperTexts.For(language);

        // Which series or document it is, its source says in words.
        definition = Published(definition) ? definition[..definition.IndexOf(':', StringComparison.Ordinal)] : definition;
        return definition.StartsWith(Group, StringComparison.Ordinal) ? texts.Format("definition.group", definition[Group.Length..])
            : Known(texts, definition) ?? string.Join(", ", definition.Split(Joints, StringSplitOptions.RemoveEmptyEntries).Select(part => Known(texts, part) ?? part));
    }

    /// <summary>Its definition, with the group of units by the name that the country gives it.</summary>
    public static string Definition(Figure figure, string language) => figure.Group is { } group && figure.Definition.Split(Joints, 2) is [_, var rest]
        ? $"{group.In(language)}, {Definition(rest, language)}"
        : Definition(figure.Definition, language);

    /// <summary>What tells it from other figures of its indicator, such as a group of work or a layer, in brackets behind a space; empty where the name of the indicator or the source says all.</summary>
    public static string Told(Figure figure, string language) => Part(figure, language) is { } part ? $" ({part})" : "";

    /// <summary>The same with whose figure it is and of which day, where others published or measured it.</summary>
    public static string Which(Figure figure, IReadOnlyDictionary<string, SourceView> sources, string language)
    {
        bool others = figure.Origin is FigureOrigin.Declared or FigureOrigin.Outside;
        string? publisher = others && figure.Definition != Stated && sources.TryGetValue(figure.Source, out SourceView? source) ? source.Publisher ?? source.Title.In(language) : null;
        string? day = others && figure.Date is { } date ? PaperTexts.For(language).Day(date) : null;
        string[] parts = [.. new[] { Part(figure, language), publisher, day }.OfType<string>()];
        return parts.Length > 0 ? $" ({string.Join("; ", parts)})" : "";
    }

    /// <summary>Its method: <c>G-01/2</c> is the second way in which G-01 is counted.</summary>
    public static string Method(Figure figure, string language) => figure.Method.Split('/') is [var indicator, var version]
        ? PaperTexts.For(language).Format("trace.method", indicator, version)
        : figure.Method;

    // Which part of its indicator it is; of a published series or paper the source says which it is.
    private static string? Part(Figure figure, string language) =>
        figure.Definition is Stated or "as-defined" || Published(figure.Definition) ? null : Definition(figure, language);

    /// <summary>Which part of its indicator it is, among the other figures of it; null where all of its origin are of one definition, and of a published series or paper: there the source says it.</summary>
    public static string? Part(Figure figure, KpiReading reading, string language) =>
        reading.Figures.Any(other => other.Origin == figure.Origin && other.Definition != figure.Definition) ? Part(figure, language) : null;

    private static bool Published(string definition) => definition.StartsWith("series:", StringComparison.Ordinal) || definition.StartsWith("document:", StringComparison.Ordinal);

    private static string? Known(PaperTexts texts, string word) => texts["definition." + word] is var text && text != "definition." + word ? text : null;
}
