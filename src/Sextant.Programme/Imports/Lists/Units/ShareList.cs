using Sextant.Programme.Kpis;
using Sextant.Programme.Kpis.Outlook;
using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Wire;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>What each unit adds to each indicator that is counted unit by unit, and would gain.</summary>
public sealed class ShareList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "unit-indicators",
        [
            new("indicator"), new("indicator-title"), new("figure-definition"), new("figure-origin"), new("organisation"), new("unit-name"), new("share-yes"), new("share-no"), new("share-unknown"),
            new("share-points"), new("share-gain"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [new("indicator")];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        Func<string?, string?> names = await reading.NamesAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<(string Id, FigureParts Part)> parts = await reading.Country.PartsAsync(reading.Chosen("indicator"), reading.AsOf, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. parts.SelectMany(one => one.Part.Units.Select(unit => (object?[])
        [
            one.Id, KpiTexts.Title(one.Id, reading.Language), one.Part.Figure.Definition, reading.Word("figure-origin", FailureWords.Kebab(one.Part.Figure.Origin.ToString())),
            unit.Organisation.Length == 0 ? null : unit.Organisation, names(unit.Organisation), unit.Yes, unit.No, unit.Unknown, Math.Round(unit.Points, 2), Math.Round(unit.Gain, 2),
        ]))]);
    }
}
