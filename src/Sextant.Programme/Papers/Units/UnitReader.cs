using Sextant.Checks.Judging;
using Sextant.Programme.Conversions;
using Sextant.Programme.Country;
using Sextant.Programme.Figures;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Papers.Units;

/// <summary>Gathers what is known of units: all of them in one go, because a letter goes to each.</summary>
public sealed class UnitReader(ProgrammeDatabase database, IMeasuredStates states, KpiOptions? options = null, KeptEvidence? evidence = null)
{
    /// <summary>The units of these slugs that exist on the day, by name; all of the filter when there are none.</summary>
    /// <param name="own">Whether it is for the units themselves, or who decides on their objections.</param>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<IReadOnlyList<UnitFacts>> ReadAsync(OrganisationFilter filter, IReadOnlyCollection<string> slugs, AsOf asOf, bool own = false, CancellationToken cancellation = default)
    {
        var country = new CountryReader(database, states, options);
        CountryHeader header = await country.HeaderAsync(cancellation).ConfigureAwait(false) ?? throw new NoPackException();
        OrganisationLine[] units = [.. (await new OrganisationStore(database).ListAsync(filter, asOf, cancellation).ConfigureAwait(false)).Where(unit => slugs.Count == 0 || slugs.Contains(unit.Slug))];
        ILookup<string, MeasuredTarget> targets = await country.MeasuredByUnitAsync(filter, asOf, cancellation).ConfigureAwait(false);
        string? only = slugs.Count == 1 ? slugs.First() : null;
        ILookup<string, TaskView> tasks = await TasksAsync([.. units.Select(unit => unit.Slug)], only, asOf, cancellation).ConfigureAwait(false);
        UnitBooks books = await UnitBooks.OpenAsync(database, asOf, cancellation).ConfigureAwait(false);
        Dictionary<string, ConversionView> plans = await PlansAsync([.. units.Select(unit => unit.Slug)], only, asOf, cancellation).ConfigureAwait(false);
        Dictionary<string, UnitOwn> owns = own ? await new OwnReader(database, states).ReadAsync([.. units.Select(unit => unit.Slug)], asOf, cancellation).ConfigureAwait(false) : [];
        PartyReader? actors = evidence is null ? null : await PartyReader.OpenAsync(database, evidence, asOf, cancellation).ConfigureAwait(false);
        return
        [
            .. units.Select(unit => new UnitFacts
            {
                Unit = unit, Form = books.Forms.GetValueOrDefault(unit.Slug), AsOf = asOf, Header = header, Targets = [.. targets[unit.Slug]],
                Tasks = [.. tasks[unit.Slug].Where(task => task.Progress != TaskProgress.Cancelled).OrderByDescending(task => task.DaysLate).ThenBy(task => task.Due)],
                Exemptions = [.. books.Exempt[unit.Slug]],
                Repairs = Repairs(targets[unit.Slug], books, actors), Plan = plans.GetValueOrDefault(unit.Slug), Own = owns.GetValueOrDefault(unit.Slug),
            }),
        ];
    }

    /// <summary>One unit; null when it does not exist on the day.</summary>
    /// <param name="own">Whether it is for the unit itself, or who decides on its objections.</param>
    public async Task<UnitFacts?> FindAsync(string slug, AsOf asOf, bool own = false, CancellationToken cancellation = default) =>
        (await ReadAsync(new OrganisationFilter(), [slug], asOf, own, cancellation).ConfigureAwait(false)).FirstOrDefault();

    // What a unit leads, with what units led that were merged into it: somebody answers for each task as long as it goes on.
    private async Task<ILookup<string, TaskView>> TasksAsync(HashSet<string> units, string? only, AsOf asOf, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> forebears;
        await using (ProgrammeContext context = database.Create())
        {
            forebears = await UnitHeirs.ForebearsAsync(context, units, asOf, cancellation).ConfigureAwait(false);
        }

        var store = new TaskStore(database);
        var tasks = new List<TaskView>();
        foreach (string? leader in only is null ? [null] : (string?[])[only, .. forebears.Keys.Order(StringComparer.Ordinal)])
        {
            tasks.AddRange((await store.ListAsync(new TaskFilter { Organisation = leader }, asOf, cancellation).ConfigureAwait(false)).Where(task => task.Lead?.Slug is { } slug && (leader is null || slug == leader)));
        }

        return tasks.ToLookup(task => forebears.GetValueOrDefault(task.Lead!.Slug!, task.Lead.Slug!), StringComparer.Ordinal);
    }

    // The newest issued plan of each of these units; few have one, so each is read by itself.
    private async Task<Dictionary<string, ConversionView>> PlansAsync(HashSet<string> units, string? only, AsOf asOf, CancellationToken cancellation)
    {
        var store = new ConversionStore(database);
        var plans = new Dictionary<string, ConversionView>(StringComparer.Ordinal);
        foreach (IGrouping<string, ConversionLine> unit in (await store.ListAsync(asOf, only, cancellation).ConfigureAwait(false)).Where(line => line.State == "issued" && units.Contains(line.Organisation)).GroupBy(line => line.Organisation, StringComparer.Ordinal))
        {
            string newest = unit.OrderByDescending(line => line.Issued).ThenByDescending(line => line.Number).First().Key;
            plans[unit.Key] = (await store.FindAsync(newest, asOf, cancellation).ConfigureAwait(false))!;
        }

        return plans;
    }

    // What harms users most comes first: published and broken; then names, on which all else stands, then the site, then mail; then the level and the weight.
    // What a unit is exempted from is not asked of it.
    private static IReadOnlyList<Repair> Repairs(IEnumerable<MeasuredTarget> targets, UnitBooks books, PartyReader? actors) =>
    [
        .. (from target in targets
            where target.Counted is not null
            from pair in target.Counted!.Criteria
            where pair.Value is Verdict.Fail or Verdict.Partial && books.Criteria.TryGetValue(pair.Key, out CriterionView? row) && row.Level is "B" or "A" && !books.Exempted.Target(target.Target.Organisation, target.Target.Key, pair.Key)
            group (Target: target, pair.Value) by pair.Key into criterion
            let row = books.Criteria[criterion.Key]
            orderby criterion.Any(one => one.Target.Counted!.Class == TargetClass.Broken) descending, LayerOf(criterion.Key), row.Level == "B" ? 0 : 1, row.Weight descending, criterion.Key
            select new Repair(criterion.Key, criterion.Max(one => one.Value), [.. criterion.Select(one => one.Target.Target.Domain).Distinct(StringComparer.Ordinal)])
            {
                Named = actors?.Of(criterion.First().Target.Target.Organisation, Parties.Of(criterion.Key), criterion.Select(one => one.Target)) ?? new Dictionary<Party, IReadOnlyList<NamedParty>>(),
            }),
    ];

    private static int LayerOf(string criterion) => criterion[..criterion.IndexOf('-', StringComparison.Ordinal)] switch { "DNS" or "NSS" => 0, "WEB" => 1, _ => 2 };
}
