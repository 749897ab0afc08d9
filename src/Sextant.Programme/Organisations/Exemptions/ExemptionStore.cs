using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations.Events;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Exemptions;

/// <summary>Reads who is exempted.</summary>
public sealed class ExemptionStore(ProgrammeDatabase database)
{
    /// <summary>All exemptions that are known, also those that have ended or are to come: by their last day, the latest first.</summary>
    public async Task<IReadOnlyList<ExemptionView>> ListAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await ViewsAsync(context, await context.Known<RegisterExemption>(asOf).ToListAsync(cancellation).ConfigureAwait(false), asOf, cancellation).ConfigureAwait(false);
    }

    /// <summary>Those of one organisation that hold on the day.</summary>
    public async Task<IReadOnlyList<ExemptionView>> OfAsync(string organisation, AsOf asOf, CancellationToken cancellation = default) =>
        [.. (await HoldingAsync(asOf, cancellation).ConfigureAwait(false)).Where(one => one.Organisation == organisation)];

    /// <summary>Those that hold on the day, as figures ask for them.</summary>
    public async Task<Exemptions> HeldAsync(AsOf asOf, CancellationToken cancellation = default) =>
        await HoldingAsync(asOf, cancellation).ConfigureAwait(false) is { Count: > 0 } held ? new Exemptions(held) : Exemptions.None;

    private Task<IReadOnlyList<ExemptionView>> HoldingAsync(AsOf asOf, CancellationToken cancellation) => database.Memory.OnceAsync("exemptions", asOf, async () =>
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterExemption> rows = await context.At<RegisterExemption>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.Count == 0 ? [] : await ViewsAsync(context, rows, asOf, cancellation).ConfigureAwait(false);
    }, cancellation);

    private static async Task<IReadOnlyList<ExemptionView>> ViewsAsync(ProgrammeContext context, List<RegisterExemption> rows, AsOf asOf, CancellationToken cancellation)
    {
        string[] units = [.. rows.Select(row => row.Organisation).Distinct(StringComparer.Ordinal)];
        string[] ids = [.. rows.Select(row => row.Document).OfType<string>().Distinct(StringComparer.Ordinal)];
        ILookup<string, RegisterName> names = (await context.Known<RegisterName>(asOf).Where(row => units.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false))
            .ToLookup(row => row.Organisation, StringComparer.Ordinal);
        Dictionary<string, RegisterDocument> documents = await context.Known<RegisterDocument>(asOf).Where(row => ids.Contains(row.Key)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation)
            .ConfigureAwait(false);
        return
        [
            .. rows.OrderByDescending(row => row.ValidUntil).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => new ExemptionView(
                row.Key, row.Organisation, OrganisationNames.On(names[row.Organisation], asOf.Date), row.Target, row.Criterion, row.Why, row.DecidedBy,
                row.Document is { } id && documents.TryGetValue(id, out RegisterDocument? document) ? new DecisionView(id, document.Number, document.Date, document.IssuerName, document.Title) : null,
                row.ValidFrom!.Value, row.ValidUntil!.Value)),
        ];
    }
}
