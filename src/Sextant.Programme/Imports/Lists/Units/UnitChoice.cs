using Sextant.Programme.Country;
using Sextant.Programme.Organisations;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Which organisations are asked for, in the way of their page: by words, kind, sector, and by the state of their services.</summary>
internal static class UnitChoice
{
    internal static IReadOnlyList<ListFilter> Filters { get; } =
    [
        ListFilter.Search, new("kind"), new("sector"), new("service", CountryStates.Services), new("state", CountryStates.Words), ListFilter.Flag("ended"),
    ];

    /// <summary>Whether some are asked for, not all of the day.</summary>
    internal static bool IsMade(ListReading reading) => Filters.Any(one => reading.Chosen(one.Name) is not null);

    internal static async Task<IReadOnlyList<OrganisationLine>> OfAsync(ListReading reading, CancellationToken cancellation)
    {
        var filter = new OrganisationFilter
        {
            Search = reading.Chosen("search"), Ended = reading.Chosen("ended") == "true",
            Kinds = reading.Chosen("kind") is { } kind ? [kind] : [], Sectors = reading.Chosen("sector") is { } sector ? [sector] : [],
        };
        IReadOnlyList<OrganisationLine> lines = await new OrganisationStore(reading.Database).ListAsync(filter, reading.AsOf, cancellation).ConfigureAwait(false);
        (string? service, string? state) = (reading.Chosen("service"), reading.Chosen("state"));
        if (service is null && state is null)
        {
            return lines;
        }

        CountryStates states = await reading.Country.StatesAsync(filter, reading.AsOf, cancellation).ConfigureAwait(false);
        return [.. lines.Where(line => states.Has(line.Slug, service, state))];
    }
}
