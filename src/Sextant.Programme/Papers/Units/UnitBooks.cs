using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Figures;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Units;

/// <summary>What the sheets of all units of a day are written with: read once for all of them, until it changes.</summary>
/// <param name="Criteria">By id.</param>
/// <param name="Exempt">What holds on the day, by organisation.</param>
/// <param name="Exempted">The same, to be asked by target.</param>
/// <param name="Forms">Forms of government by slug.</param>
internal sealed record UnitBooks(
    IReadOnlyDictionary<string, CriterionView> Criteria, ILookup<string, ExemptionView> Exempt, Exemptions Exempted, IReadOnlyDictionary<string, string> Forms)
{
    internal static Task<UnitBooks> OpenAsync(ProgrammeDatabase database, AsOf asOf, CancellationToken cancellation) => database.Memory.OnceAsync("unit-books", asOf, async () =>
    {
        ExemptionView[] exempt = [.. (await new ExemptionStore(database).ListAsync(asOf, cancellation).ConfigureAwait(false)).Where(one => one.Holds(asOf.Date))];
        await using ProgrammeContext context = database.Create();
        List<RegisterDesignation> forms = await context.At<RegisterDesignation>(asOf).Where(row => row.Scheme == "form").OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return new UnitBooks(
            (await new FigureStore(database).CriteriaAsync(asOf, cancellation).ConfigureAwait(false)).ToDictionary(row => row.Id, StringComparer.Ordinal),
            exempt.ToLookup(one => one.Organisation, StringComparer.Ordinal), new Exemptions(exempt),
            forms.DistinctBy(row => row.Organisation, StringComparer.Ordinal).ToDictionary(row => row.Organisation, row => row.Value, StringComparer.Ordinal));
    }, cancellation);
}
