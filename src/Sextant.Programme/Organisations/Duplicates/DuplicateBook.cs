using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations.Duplicates;

/// <summary>Organisations that may have been entered twice, and what was said of them. That two are one is written as a merger, an event like others.</summary>
public sealed class DuplicateBook(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>200: more than that is looked through once these are dealt with.</summary>
    public const int Most = 200;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>The pairs of a day that nobody has told apart, and those that somebody has.</summary>
    /// <exception cref="RefusedException">The viewer may not.</exception>
    public async Task<DuplicateSheet> ReadAsync(AsOf asOf, Viewer viewer, CancellationToken cancellation = default)
    {
        Demand(viewer);
        await using ProgrammeContext context = database.Create();
        HashSet<string> living = [.. await context.At<RegisterOrganisation>(asOf).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        List<RegisterName> names = await context.At<RegisterName>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, RegisterName> called = names.ToLookup(row => row.Organisation, StringComparer.Ordinal);
        List<RegisterDistinctUnits> apart = await context.Known<RegisterDistinctUnits>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        HashSet<(string, string)> settled = [.. apart.Select(row => (row.First, row.Second))];
        var reasons = new Dictionary<(string, string), List<LikeReason>>();
        foreach ((string first, string second, LikeReason reason) in await AlikeAsync(context, asOf, names, cancellation).ConfigureAwait(false))
        {
            if (living.Contains(first) && living.Contains(second) && !settled.Contains((first, second)))
            {
                List<LikeReason> known = reasons.TryGetValue((first, second), out List<LikeReason>? some) ? some : reasons[(first, second)] = [];
                known.Add(reason);
            }
        }

        LikePair[] pairs =
        [
            .. reasons.OrderByDescending(pair => pair.Value.Select(reason => reason.Kind).Distinct().Count()).ThenBy(pair => pair.Key.Item1, StringComparer.Ordinal).ThenBy(pair => pair.Key.Item2, StringComparer.Ordinal)
                .Take(Most).Select(pair => new LikePair(Unit(pair.Key.Item1), Unit(pair.Key.Item2), [.. pair.Value.Distinct()])),
        ];
        return new DuplicateSheet(
            pairs, reasons.Count - pairs.Length,
            [.. apart.OrderBy(row => row.First, StringComparer.Ordinal).ThenBy(row => row.Second, StringComparer.Ordinal).Select(row => new ApartPair(row.Key, Unit(row.First), Unit(row.Second), row.Why))]);

        LikeUnit Unit(string organisation) => new(organisation, OrganisationNames.On(called[organisation], asOf.Date));
    }

    /// <summary>Two organisations that look alike are two: they are not shown again.</summary>
    /// <returns>The key of what was said.</returns>
    /// <exception cref="RefusedException">There is no reason, no such organisation, it was said before, or the viewer may not.</exception>
    public Task<string> TellApartAsync(string? one, string? other, string? why, Viewer viewer, CancellationToken cancellation = default)
    {
        Demand(viewer);
        return _register.WriteAsync(new RegisterChange(viewer.Actor, "organisation.tell-apart", null), async (context, writer) =>
        {
            RegisterOrganisation[] two =
            [
                await context.HeldAsync<RegisterOrganisation>(one ?? "", "organisation-none", cancellation).ConfigureAwait(false),
                await context.HeldAsync<RegisterOrganisation>(other ?? "", "organisation-none", cancellation).ConfigureAwait(false),
            ];
            string[] keys = [.. two.Select(unit => unit.Key).Order(StringComparer.Ordinal)];
            string first = keys[0], second = keys[1];
            if (first == second)
            {
                throw new RefusedException("duplicate-self");
            }

            if (await context.Set<RegisterDistinctUnits>().AnyAsync(row => row.SupersededAt == null && !row.Withdrawn && row.First == first && row.Second == second, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("duplicate-apart");
            }

            var said = new RegisterDistinctUnits
            {
                Key = await context.NewIdAsync<RegisterDistinctUnits>(first, cancellation).ConfigureAwait(false), First = first, Second = second, Why = Written.Text(why, "duplicate-why", 500),
            };
            await writer.PutAsync(said, null, cancellation).ConfigureAwait(false);
            return said.Key;
        }, cancellation);
    }

    /// <summary>Two were told apart by mistake: they are shown again.</summary>
    /// <exception cref="RefusedException">Nothing of the kind was said, there is no reason, or the viewer may not.</exception>
    public Task TakeBackAsync(string? key, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        Demand(viewer);
        return _register.WriteAsync(new RegisterChange(viewer.Actor, "organisation.not-apart", reason), async (context, writer) =>
        {
            RegisterDistinctUnits said = await context.HeldAsync<RegisterDistinctUnits>(key ?? "", "duplicate-none", cancellation).ConfigureAwait(false);
            await writer.TakeBackAsync(said, reason ?? "", cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);
    }

    private static async Task<IEnumerable<(string First, string Second, LikeReason Reason)>> AlikeAsync(ProgrammeContext context, AsOf asOf, List<RegisterName> names, CancellationToken cancellation)
    {
        List<RegisterDesignation> codes = await context.At<RegisterDesignation>(asOf).Where(row => row.Scheme.EndsWith("code")).ToListAsync(cancellation).ConfigureAwait(false);
        var targets = await context.At<RegisterTarget>(asOf).Select(row => new { row.Ascii, row.Organisation }).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, string> above = (await context.At<RegisterRelation>(asOf).Where(row => row.Kind == UnitEventWords.PartOf).ToListAsync(cancellation).ConfigureAwait(false))
            .GroupBy(row => row.From, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().To, StringComparer.Ordinal);

        // Parts of two different units may well bear one name.
        return Likeness.Pairs(Likeness.Name, names.Select(row => (Likeness.Of(row.Name), row.Organisation)))
            .Where(pair => above.GetValueOrDefault(pair.First) is not { } one || above.GetValueOrDefault(pair.Second) is not { } other || one == other)
            .Concat(Likeness.Pairs(Likeness.Domain, targets.Select(row => (row.Ascii, row.Organisation))))
            .Concat(Likeness.Pairs(Likeness.Code, codes.Select(row => ($"{row.Scheme} {row.Value}", row.Organisation))));
    }

    private static void Demand(Viewer viewer)
    {
        if (!viewer.Has(Right.KeepUnits))
        {
            throw new RefusedException("not-allowed");
        }
    }
}
