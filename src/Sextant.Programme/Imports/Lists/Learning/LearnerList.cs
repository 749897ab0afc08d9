using Sextant.Programme.People;
using Sextant.Programme.Tables;
using Sextant.Programme.Training;

namespace Sextant.Programme.Imports.Lists.Learning;

/// <summary>Persons who learn, for who may read who they are: each once, without those whose name was erased.</summary>
public sealed class LearnerList : IListTable
{
    /// <summary>1,000: read so many at a time.</summary>
    private const int Part = 1_000;

    /// <inheritdoc/>
    public TableForm Table { get; } = new("learners", [new("full-name"), new("organisation"), new("unit-text"), new("email"), new("staff-number"), new("job")]);

    /// <inheritdoc/>
    public Right ReadRight => Right.ReadLearners;

    /// <inheritdoc/>
    public bool HasScope => false;

    /// <inheritdoc/>
    public IReadOnlyList<ListFilter> Filters { get; } = [ListFilter.Search];

    /// <inheritdoc/>
    public async Task<WrittenTable?> GiveAsync(ListReading reading, CancellationToken cancellation)
    {
        var store = new LearnerStore(reading.Database);
        var rows = new List<object?[]>();
        long after = 0;
        for (int read = Part; read == Part;)
        {
            IReadOnlyList<(long Number, LearnerView Person)> some = await store.PageAsync(reading.Chosen("search"), (after, Part), reading.AsOf, cancellation).ConfigureAwait(false);
            rows.AddRange(some.Select(one => one.Person).Select(one => (object?[])
            [
                one.Name, one.Unit?.Slug, one.Unit is { Slug: null } unit ? unit.Name.In(reading.Language) : null, one.Email, one.StaffNumber, one.Job,
            ]));
            (read, after) = (some.Count, some.Count == 0 ? after : some[^1].Number);
        }

        return new WrittenTable(Table, rows);
    }
}
