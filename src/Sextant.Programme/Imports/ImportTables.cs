using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;
using Sextant.Store.Databases;

namespace Sextant.Programme.Imports;

/// <summary>A table of the register that imports write: how its versions are found, written and brought back.</summary>
internal abstract class ImportTable
{
    /// <summary>Every one, in the order of writing.</summary>
    internal static IReadOnlyList<ImportTable> All { get; } =
        [new ImportTable<RegisterTarget>(), new ImportTable<RegisterTask>(), new ImportTable<RegisterCooperation>(), new ImportTable<RegisterReturn>(), new ImportTable<RegisterReturnFigure>(), new ImportTable<RegisterRoadmapLine>(), new ImportTable<RegisterReturnSupport>()];

    internal abstract string Name { get; }

    internal abstract bool Holds(RegisterRow row);

    /// <summary>The current version of each key, as far as there is one.</summary>
    internal abstract Task<Dictionary<string, RegisterRow>> CurrentAsync(ProgrammeContext context, IReadOnlyCollection<string> keys, CancellationToken cancellation);

    internal abstract Task<RegisterRow> VersionAsync(ProgrammeContext context, long id, CancellationToken cancellation);

    internal abstract Task PutAsync(RegisterWriter writer, IReadOnlyCollection<RegisterRow> rows, string? reason, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class ImportTable<T> : ImportTable
    where T : RegisterRow
{
    /// <summary>500: a statement with as many keys is small for both databases.</summary>
    private const int Chunk = 500;

    internal override string Name { get; } = ModelConventions.Snake(typeof(T).Name);

    internal override bool Holds(RegisterRow row) => row is T;

    internal override async Task<Dictionary<string, RegisterRow>> CurrentAsync(ProgrammeContext context, IReadOnlyCollection<string> keys, CancellationToken cancellation)
    {
        var found = new Dictionary<string, RegisterRow>(StringComparer.Ordinal);
        foreach (string[] some in keys.Chunk(Chunk))
        {
            foreach (T row in await context.Set<T>().AsNoTracking().Where(row => some.Contains(row.Key) && row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false))
            {
                found.Add(row.Key, row);
            }
        }

        return found;
    }

    internal override async Task<RegisterRow> VersionAsync(ProgrammeContext context, long id, CancellationToken cancellation) =>
        await context.Set<T>().AsNoTracking().SingleAsync(row => row.Id == id, cancellation).ConfigureAwait(false);

    internal override async Task PutAsync(RegisterWriter writer, IReadOnlyCollection<RegisterRow> rows, string? reason, CancellationToken cancellation)
    {
        foreach (RegisterRow[] some in rows.Chunk(Chunk))
        {
            await writer.PutAllAsync([.. some.Cast<T>()], reason, cancellation).ConfigureAwait(false);
        }
    }
}
