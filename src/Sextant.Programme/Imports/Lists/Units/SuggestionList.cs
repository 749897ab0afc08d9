using System.Globalization;
using Sextant.Programme.Domains.Suggesting;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Names that scans saw under units' domains, with what became of them: of all units for the office, the own for focal points; or of the one that is named.</summary>
public sealed class SuggestionList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "suggestions",
        [
            new("organisation"), new("unit-name"), new("domain"), new("under"), new("seen-in"), new("seen-at"), new("seen-evidence"), new("first-seen"), new("last-seen"), new("decision"),
            new("decision-reason"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ClaimDomains;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public bool MayHaveScope => true;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [new("state", DomainWords.Decisions)];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        var rows = new List<object?[]>();
        foreach (SuggestionView one in await SuggestionStore.ListAsync(reading.Database, reading.Scope.Length > 0 ? reading.Scope : null, reading.Chosen("state"), reading.AsOf, cancellation).ConfigureAwait(false))
        {
            if (await reading.MayAsync(Right.ClaimDomains, one.Organisation, cancellation).ConfigureAwait(false))
            {
                rows.Add([
                    one.Organisation, one.OrganisationName.In(reading.Language), one.Domain, one.Under, string.Join(", ", one.Sights.Select(sight => reading.Word("seen", sight.Way)).Distinct()),
                    string.Join(" ", one.Sights.Select(sight => sight.Host).Distinct()), string.Join(" ", one.Sights.Select(sight => sight.Evidence).Distinct()), Instant(one.FirstAt), Instant(one.LastAt),
                    reading.Word("decision", one.State), one.Reason]);
            }
        }

        return new WrittenTable(Table, rows);
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
