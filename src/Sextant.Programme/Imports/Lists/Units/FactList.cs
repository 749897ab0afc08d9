using Sextant.Programme.Figures;
using Sextant.Programme.People;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists.Units;

/// <summary>Declared figures, each as its source gives it.</summary>
public sealed class FactList : IListTable
{
    /// <inheritdoc/>
    public TableForm Table { get; } = new(
        "declared-figures",
        [
            new("indicator"), new("figure-day"), new("figure-value"), new("figure-unit"), new("figure-of"), new("numerator"), new("denominator"), new("figure-target"), new("at-least"), new("stated"),
            new("rank-world"), new("rank-region"), new("rank-source"), new("reported"), new("source"), new("note"),
        ]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadPublished;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<FactView> facts = await new FigureStore(reading.Database).FactsAsync(reading.AsOf, null, cancellation).ConfigureAwait(false);
        return new WrittenTable(Table, [.. facts.Select(one => (object?[])
        [
            one.Indicator, one.Date, one.Value, one.Unit, one.Of, one.Numerator, one.Denominator, one.Target, one.AtLeast ? reading.YesNo(true) : null, one.Stated,
            one.RankWorld, one.RankRegion, one.RankSource, one.Reported, one.Source, one.Note?.In(reading.Language),
        ])]);
    }
}
