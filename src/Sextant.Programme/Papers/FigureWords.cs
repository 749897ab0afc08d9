using Sextant.Programme.Kpis;

namespace Sextant.Programme.Papers;

/// <summary>What a figure's definition and method are called by people: figures themselves carry words for programs.</summary>
public static class FigureWords
{
    private const string Group = "group-";

    private static readonly char[] Joints = [' ', ':', '|', '/'];

    /// <summary>Its definition: <c>world:apnic-capable</c> is "rank in the world, ...". What has no word of its own is a name, and stays.</summary>
    public static string Definition(string definition, string language)
    {
        PaperTexts texts = PaperTexts.For(language);
        return definition.StartsWith(Group, StringComparison.Ordinal) ? texts.Format("definition.group", definition[Group.Length..])
            : Known(texts, definition) ?? string.Join(", ", definition.Split(Joints, StringSplitOptions.RemoveEmptyEntries).Select(part => Known(texts, part) ?? part));
    }

    /// <summary>Its method: <c>G-01/2</c> is the second way in which G-01 is counted.</summary>
    public static string Method(Figure figure, string language) => figure.Method.Split('/') is [var indicator, var version]
        ? PaperTexts.For(language).Format("trace.method", indicator, version)
        : figure.Method;

    private static string? Known(PaperTexts texts, string word) => texts["definition." + word] is var text && text != "definition." + word ? text : null;
}
