using Microsoft.EntityFrameworkCore;
using Sextant.Store.Databases;

namespace Sextant.Programme.Register;

/// <summary>A table of the register that is written by the ledger: how its versions are found, written and brought back.</summary>
internal abstract class LedgerTable
{
    /// <summary>Every one, in the order of writing.</summary>
    internal static IReadOnlyList<LedgerTable> All { get; } =
    [
        new LedgerTable<RegisterOrganisation>(), new LedgerTable<RegisterName>(), new LedgerTable<RegisterDesignation>(), new LedgerTable<RegisterRelation>(), new LedgerTable<RegisterOutline>(),
        new LedgerTable<RegisterTarget>(), new LedgerTable<RegisterTask>(), new LedgerTable<RegisterCooperation>(), new LedgerTable<RegisterReturnDuty>(), new LedgerTable<RegisterHolding>(), new LedgerTable<RegisterDomain> { ChangesByItself = true }, new LedgerTable<RegisterDomainContact>(),
        new LedgerTable<RegisterReturn>(), new LedgerTable<RegisterReturnFigure>(), new LedgerTable<RegisterRoadmapLine>(), new LedgerTable<RegisterReturnSupport>(),
        new LedgerTable<RegisterUnitEvent>(), new LedgerTable<RegisterEventPart>(),
        new LedgerTable<RegisterDocument>(), new LedgerTable<RegisterArticle>(), new LedgerTable<RegisterObligation>(), new LedgerTable<RegisterDirection>(), new LedgerTable<RegisterConversionStage>(), new LedgerTable<RegisterConversionSystem>(),
        new LedgerTable<RegisterExemption>(), new LedgerTable<RegisterDeclaration>(), new LedgerTable<RegisterPartner>(), new LedgerTable<RegisterPartnerDuty>(), new LedgerTable<RegisterActivity>(),
        new LedgerTable<RegisterLearner>(), new LedgerTable<RegisterEnrolment>(), new LedgerTable<RegisterPressItem>(),
    ];

    internal abstract string Name { get; }

    /// <summary>Whether its rows go on changing without anybody's act, as proofs do that are looked for each week: a later version then stands in nobody's way.</summary>
    internal bool ChangesByItself { get; init; }

    internal abstract bool Holds(RegisterRow row);

    /// <summary>The current version of each key, as far as there is one.</summary>
    internal abstract Task<Dictionary<string, RegisterRow>> CurrentAsync(ProgrammeContext context, IReadOnlyCollection<string> keys, CancellationToken cancellation);

    /// <summary>Versions by their ids.</summary>
    internal abstract Task<Dictionary<long, RegisterRow>> VersionsAsync(ProgrammeContext context, IEnumerable<long> ids, CancellationToken cancellation);

    /// <summary>Ids of the versions of some facts that were written after another, by key.</summary>
    internal abstract Task<ILookup<string, long>> SinceAsync(ProgrammeContext context, IEnumerable<string> keys, long after, CancellationToken cancellation);

    internal abstract Task PutAsync(RegisterWriter writer, IReadOnlyCollection<RegisterRow> rows, string? reason, CancellationToken cancellation);
}

/// <inheritdoc/>
internal sealed class LedgerTable<T> : LedgerTable
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

    internal override async Task<Dictionary<long, RegisterRow>> VersionsAsync(ProgrammeContext context, IEnumerable<long> ids, CancellationToken cancellation)
    {
        var found = new Dictionary<long, RegisterRow>();
        foreach (long[] some in ids.Chunk(Chunk))
        {
            foreach (T row in await context.Set<T>().AsNoTracking().Where(row => some.Contains(row.Id)).ToListAsync(cancellation).ConfigureAwait(false))
            {
                found.Add(row.Id, row);
            }
        }

        return found;
    }

    internal override async Task<ILookup<string, long>> SinceAsync(ProgrammeContext context, IEnumerable<string> keys, long after, CancellationToken cancellation)
    {
        var found = new List<(string Key, long Id)>();
        foreach (string[] some in keys.Chunk(Chunk))
        {
            found.AddRange((await context.Set<T>().Where(row => some.Contains(row.Key) && row.Id > after).Select(row => new { row.Key, row.Id }).ToListAsync(cancellation).ConfigureAwait(false)).Select(row => (row.Key, row.Id)));
        }

        return found.ToLookup(row => row.Key, row => row.Id, StringComparer.Ordinal);
    }

    internal override async Task PutAsync(RegisterWriter writer, IReadOnlyCollection<RegisterRow> rows, string? reason, CancellationToken cancellation)
    {
        foreach (RegisterRow[] some in rows.Chunk(Chunk))
        {
            await writer.PutAllAsync([.. some.Cast<T>()], reason, cancellation).ConfigureAwait(false);
        }
    }
}
