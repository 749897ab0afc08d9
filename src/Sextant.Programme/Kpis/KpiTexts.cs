using System.Collections.Concurrent;

namespace Sextant.Programme.Kpis;

/// <summary>The definitions of indicators in both languages, as they lie beside their classes.</summary>
public static class KpiTexts
{
    private static readonly ConcurrentDictionary<(string, string), string> Loaded = new();

    /// <summary>The definition in Markdown: title, definition, numerator, denominator, source, period.</summary>
    /// <param name="language"><c>vi</c>; anything else is English.</param>
    public static string Markdown(IKpi kpi, string language) => Loaded.GetOrAdd((kpi.GetType().Name, language == "vi" ? "vi" : "en"), Read);

    /// <summary>The indicator's name: the title without its id.</summary>
    public static string Title(IKpi kpi, string language)
    {
        string text = Markdown(kpi, language);
        string first = text[..text.IndexOf('\n', StringComparison.Ordinal)].TrimEnd();
        return first[(first.IndexOf(kpi.Id, StringComparison.Ordinal) + kpi.Id.Length)..].Trim();
    }

    /// <summary>The indicator's name by its id; the id itself for one that is not counted here.</summary>
    public static string Title(string id, string language) => KpiCatalog.All.FirstOrDefault(kpi => kpi.Id == id) is { } kpi ? Title(kpi, language) : id;

    private static string Read((string Name, string Language) which)
    {
        string resource = $"kpis/{which.Name}.{which.Language}.md";
        using Stream stream = typeof(KpiTexts).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The definition {resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
