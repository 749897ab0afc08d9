using Sextant.Programme.Documents;

namespace Sextant.Programme.Imports.Lists.Papers;

/// <summary>Which documents are asked for, in the way of their page: by words in all that they say, kind, year and state.</summary>
internal static class DocumentChoice
{
    internal static IReadOnlyList<ListFilter> Filters { get; } = [ListFilter.Search, new("kind"), new("year") { Number = (1, 9998) }, new("state", ListReading.WordsOf<DocumentState>())];

    /// <summary>Their ids; null: all of the day.</summary>
    internal static async Task<IReadOnlySet<string>?> OfAsync(ListReading reading, CancellationToken cancellation)
    {
        if (Filters.All(one => reading.Chosen(one.Name) is null))
        {
            return null;
        }

        var filter = new DocumentFilter
        {
            Search = reading.Chosen("search"), Kind = reading.Chosen("kind"), Year = reading.ChosenNumber("year"), State = reading.ChosenWord<DocumentState>("state"), Most = int.MaxValue,
        };
        DocumentList found = await new DocumentStore(reading.Database).ListAsync(filter, reading.AsOf, cancellation).ConfigureAwait(false);
        return found.Lines.Select(line => line.Id).ToHashSet(StringComparer.Ordinal);
    }
}
