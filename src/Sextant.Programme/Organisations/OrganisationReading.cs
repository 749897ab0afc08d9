using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Organisations;

/// <summary>Puts together what is known of one organisation at a day.</summary>
internal sealed class OrganisationReading(ProgrammeContext context, AsOf asOf)
{
    internal async Task<OrganisationView> ViewAsync(RegisterOrganisation row, CancellationToken cancellation)
    {
        string slug = row.Key;
        List<RegisterName> names = await context.Begun<RegisterName>(asOf).Where(name => name.Organisation == slug).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterDesignation> designations = await context.Begun<RegisterDesignation>(asOf).Where(item => item.Organisation == slug)
            .ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterTarget> targets = await context.Begun<RegisterTarget>(asOf).Where(target => target.Organisation == slug).ToListAsync(cancellation).ConfigureAwait(false);
        List<RegisterRelation> relations = await context.Begun<RegisterRelation>(asOf).Where(relation => relation.From == slug || relation.To == slug)
            .ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, LocalText> others = await NamesAsync([.. relations.SelectMany(relation => new[] { relation.From, relation.To }).Distinct()], cancellation).ConfigureAwait(false);
        return new OrganisationView
        {
            Slug = slug,
            Name = OrganisationNames.On(names, asOf.Date),
            Kind = row.Kind,
            Sector = row.Sector,
            From = row.ValidFrom,
            Until = row.ValidUntil,
            Exists = row.ValidUntil is null || row.ValidUntil >= asOf.Date,
            Names = Spans(names),
            Designations = [.. InOrder(designations).Select(item => new DesignationSpan(item.Scheme, item.Value, item.ValidFrom, item.ValidUntil, item.Source, LocalText.OfNote(item.Note)))],
            Predecessors = Related(relation => relation.To == slug && relation.Kind != "part-of", relation => relation.From),
            Successors = Related(relation => relation.From == slug && relation.Kind != "part-of", relation => relation.To),
            Parents = Related(relation => relation.From == slug && relation.Kind == "part-of", relation => relation.To),
            Parts = Related(relation => relation.To == slug && relation.Kind == "part-of", relation => relation.From),
            Targets = TargetStore.Lines(targets.Where(target => target.ValidUntil is null || target.ValidUntil >= asOf.Date)),
            FormerTargets = TargetStore.Lines(targets.Where(target => target.ValidUntil < asOf.Date)),
            Source = row.Source,
            Note = LocalText.OfNote(row.Note),
        };

        IReadOnlyList<RelatedOrganisation> Related(Func<RegisterRelation, bool> which, Func<RegisterRelation, string> other) =>
        [
            .. InOrder(relations.Where(which)).Select(relation => new RelatedOrganisation(
                other(relation), others.GetValueOrDefault(other(relation)) ?? LocalText.Empty, relation.Kind, relation.ValidFrom, relation.ValidUntil, relation.Source, LocalText.OfNote(relation.Note))),
        ];
    }

    /// <summary>Sorted here, because databases differ in where they put nulls and in how they compare text.</summary>
    private static IEnumerable<T> InOrder<T>(IEnumerable<T> rows)
        where T : RegisterRow =>
        rows.OrderBy(row => row.ValidFrom ?? DateOnly.MinValue).ThenBy(row => row.Key, StringComparer.Ordinal);

    private static IReadOnlyList<NameSpan> Spans(List<RegisterName> names) =>
    [
        .. names.OrderByDescending(name => name.ValidFrom ?? DateOnly.MinValue).ThenByDescending(name => name.Language, StringComparer.Ordinal)
            .Select(name => new NameSpan(name.Language, name.Name, name.ValidFrom, name.ValidUntil, Origin.IsPerson(name.Origin))),
    ];

    private async Task<Dictionary<string, LocalText>> NamesAsync(string[] slugs, CancellationToken cancellation)
    {
        List<RegisterName> rows = await context.Begun<RegisterName>(asOf).Where(name => slugs.Contains(name.Organisation)).ToListAsync(cancellation).ConfigureAwait(false);
        return rows.GroupBy(name => name.Organisation, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => OrganisationNames.On(group, asOf.Date), StringComparer.Ordinal);
    }
}
