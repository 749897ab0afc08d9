using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Imports.Units;

/// <summary>What exemptions rest on, read once for all rows of a table: asked for each row it took seconds for a thousand.</summary>
internal sealed class ExemptionGround
{
    private readonly Dictionary<string, RegisterOrganisation> _units;
    private readonly ILookup<string, (string Key, DateOnly? From, DateOnly? Until)> _targets;
    private readonly Dictionary<(string, string?, string?), List<RegisterExemption>> _standing = [];
    private readonly NewIds _ids;

    private ExemptionGround(IEnumerable<RegisterExemption> all, IEnumerable<RegisterOrganisation> units, IEnumerable<RegisterTarget> targets, IEnumerable<string> criteria)
    {
        _ids = new NewIds(all.Select(row => row.Key));
        _units = units.ToDictionary(row => row.Key, StringComparer.Ordinal);
        _targets = targets.ToLookup(row => row.Organisation, row => (row.TargetKey, row.ValidFrom, row.ValidUntil), StringComparer.Ordinal);
        Criteria = criteria.ToHashSet(StringComparer.Ordinal);
        foreach (RegisterExemption one in all.Where(row => !row.Withdrawn))
        {
            Put(one);
        }
    }

    internal IReadOnlySet<string> Criteria { get; }

    internal static async Task<ExemptionGround> OfAsync(ProgrammeContext context, CancellationToken cancellation) => new(
        await context.Set<RegisterExemption>().AsNoTracking().Where(row => row.SupersededAt == null).ToListAsync(cancellation).ConfigureAwait(false),
        await context.Current<RegisterOrganisation>().ToListAsync(cancellation).ConfigureAwait(false),
        await context.Current<RegisterTarget>().ToListAsync(cancellation).ConfigureAwait(false),
        await context.Current<RegisterCriterion>().Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false));

    internal string NewId(string organisation) => _ids.Next(organisation);

    internal RegisterOrganisation Unit(string organisation) => _units.GetValueOrDefault(organisation) ?? throw new RefusedException("organisation-none", organisation);

    /// <summary>The targets that an organisation has on a day.</summary>
    internal IReadOnlyCollection<string> TargetsOf(string organisation, DateOnly day) =>
        [.. _targets[organisation].Where(one => (one.From is null || one.From <= day) && (one.Until is null || one.Until >= day)).Select(one => one.Key)];

    /// <summary>The exemption of an organisation from the same, since the same day.</summary>
    internal RegisterExemption? Held(string organisation, string? target, string? criterion, DateOnly from) =>
        Of(organisation, target, criterion).Concat(target is null ? [] : Of(organisation, "site:" + target, criterion)).FirstOrDefault(one => one.ValidFrom == from);

    /// <summary>Another exemption from the same on some of the same days.</summary>
    internal RegisterExemption? Overlapped(RegisterExemption said) =>
        Of(said.Organisation, said.Target, said.Criterion).FirstOrDefault(one => one.Key != said.Key && one.ValidFrom <= said.ValidUntil && one.ValidUntil >= said.ValidFrom);

    /// <summary>It stands from now on, in the place of what had its key.</summary>
    internal void Put(RegisterExemption said)
    {
        List<RegisterExemption> same = Of(said.Organisation, said.Target, said.Criterion);
        same.RemoveAll(one => one.Key == said.Key);
        same.Add(said);
        _standing[(said.Organisation, said.Target, said.Criterion)] = same;
    }

    private List<RegisterExemption> Of(string organisation, string? target, string? criterion) => _standing.GetValueOrDefault((organisation, target, criterion)) ?? [];
}
