using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Programme.Figures;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.Register;
using Sextant.Wire;

namespace Sextant.Programme.Cases;

/// <summary>Reads declarations, publications, sheets and cases.</summary>
public sealed class CaseStore(ProgrammeDatabase database, IMeasuredStates states)
{
    /// <summary>Declarations that stand on a day, of one unit or of all.</summary>
    public async Task<IReadOnlyList<DeclarationView>> DeclarationsAsync(AsOf asOf, string? organisation = null, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterDeclaration> rows = await context.Begun<RegisterDeclaration>(asOf).Where(row => organisation == null || row.Organisation == organisation)
            .OrderBy(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new DeclarationView(row.Organisation, row.Criterion, row.Target, row.Verdict, row.Date, row.Text))];
    }

    /// <summary>Declarations that are counted on a day: of units that there are, of themselves or of targets that are theirs. What has gone to another unit is for that one to declare.</summary>
    public async Task<IReadOnlyList<DeclarationView>> CountedDeclarationsAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        HashSet<string> units = [.. await context.At<RegisterOrganisation>(asOf).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false)];
        HashSet<(string, string)> own =
            [.. (await context.At<RegisterTarget>(asOf).Select(row => new { row.Organisation, row.TargetKey }).ToListAsync(cancellation).ConfigureAwait(false)).Select(row => (row.Organisation, row.TargetKey))];
        return [.. (await DeclarationsAsync(asOf, null, cancellation).ConfigureAwait(false)).Where(one => units.Contains(one.Organisation) && (one.Target is null || own.Contains((one.Organisation, one.Target))))];
    }

    /// <summary>Publications, the newest first.</summary>
    public async Task<IReadOnlyList<PublicationView>> PublicationsAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterPublication> rows = await context.Current<RegisterPublication>().OrderByDescending(row => row.Day).ThenBy(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(View)];
    }

    /// <summary>What everybody sees of result sheets; null where no publication was ever announced: then they are as they stand.</summary>
    /// <param name="today">The country's day.</param>
    public async Task<PublishedSheets?> PublishedAsync(DateOnly today, CancellationToken cancellation = default)
    {
        DateOnly[] days = [.. (await PublicationsAsync(cancellation).ConfigureAwait(false)).Select(one => one.Day).Order()];
        return days.Length == 0 ? null : new PublishedSheets(days.Cast<DateOnly?>().LastOrDefault(day => day <= today), days.Cast<DateOnly?>().FirstOrDefault(day => day > today));
    }

    /// <summary>A unit's sheet; null when there is no such publication or its sheets are not to be seen yet.</summary>
    /// <param name="today">The country's day.</param>
    public async Task<UnitSheet?> SheetAsync(string publication, string organisation, DateOnly today, CancellationToken cancellation = default)
    {
        RegisterPublication? row;
        await using (ProgrammeContext context = database.Create())
        {
            row = await context.Current<RegisterPublication>().SingleOrDefaultAsync(one => one.Key == publication, cancellation).ConfigureAwait(false);
        }

        if (row is null || row.SheetDay > today)
        {
            return null;
        }

        var asOf = new AsOf(today < row.Day ? today : row.Day);
        IReadOnlyList<TargetLine> targets =
        [
            .. (await new TargetStore(database).ListAsync(new OrganisationFilter(), asOf, cancellation).ConfigureAwait(false)).Where(target => target.Organisation == organisation),
        ];
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, MeasuredState> measured = await states.BeforeAsync([.. targets.Select(target => target.Key)], calendar.EndOf(asOf), cancellation).ConfigureAwait(false);
        IReadOnlyList<DeclarationView> declared = await DeclarationsAsync(asOf, organisation, cancellation).ConfigureAwait(false);
        HashSet<string> basic = [.. (await new FigureStore(database).CriteriaAsync(asOf, cancellation).ConfigureAwait(false)).Where(criterion => criterion.Level == "B").Select(criterion => criterion.Id)];
        IReadOnlyList<CaseView> cases = await CasesAsync([organisation], cancellation).ConfigureAwait(false);
        var exempt = new Exemptions((await new ExemptionStore(database).ListAsync(asOf, cancellation).ConfigureAwait(false)).Where(one => one.Holds(asOf.Date)));
        IEnumerable<SheetLine> lines = Lines(targets, measured, declared, basic, cases)
            .Select(line => line with { Exempt = line.Target is { } target ? exempt.Target(organisation, target.Key, line.Criterion) : exempt.Unit(organisation, line.Criterion) });
        return new UnitSheet(View(row), organisation, asOf.Date, [.. lines]) { Targets = targets, Open = today < row.Day };
    }

    /// <summary>Cases, the newest first: of some units, or all.</summary>
    public async Task<IReadOnlyList<CaseView>> CasesAsync(IReadOnlyCollection<string>? organisations = null, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterCase> rows = context.Current<RegisterCase>();
        rows = organisations is null ? rows : rows.Where(row => organisations.Contains(row.Organisation));
        return await ViewsAsync(context, await rows.OrderByDescending(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    /// <summary>One case; null when there is none of that number.</summary>
    public async Task<CaseView?> FindAsync(int number, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterCase> found = await context.Current<RegisterCase>().Where(row => row.Number == number).ToListAsync(cancellation).ConfigureAwait(false);
        return (await ViewsAsync(context, found, cancellation).ConfigureAwait(false)).SingleOrDefault();
    }

    internal static PublicationView View(RegisterPublication row) => new(row.Key, row.Title, row.Day, row.SheetDay);

    internal static CaseView View(RegisterCase row) => new(
        row.Number, row.Organisation, row.Publication, row.Target, row.Criterion, row.Text, row.State, row.OpenedAt, row.Origin,
        new CaseLook(row.FirstVerdict, row.FirstClass, row.FirstVantage, row.FirstAt, row.FirstEvidence), row.Campaign, row.SecondVantage, row.SameVantage,
        SecondOf(row), row.Decision, row.Answer) { DecidedAt = row.State == "decided" ? row.RecordedAt : null };

    internal static CaseLook? SecondOf(RegisterCase row) =>
        row.SecondVerdict is null ? null : new CaseLook(row.SecondVerdict, row.SecondClass ?? "unknown", row.SecondVantage ?? "", row.SecondAt ?? row.OpenedAt, row.SecondEvidence);

    /// <summary>The word of a verdict or a class.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => FailureWords.Kebab(value.ToString());

    private static async Task<IReadOnlyList<CaseView>> ViewsAsync(ProgrammeContext context, IReadOnlyList<RegisterCase> rows, CancellationToken cancellation)
    {
        ILookup<string, CaseRound> earlier = await CaseRounds.EarlierAsync(context, rows, cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => View(row) with { Earlier = [.. earlier[row.Key]] })];
    }

    private static IEnumerable<SheetLine> Lines(
        IReadOnlyList<TargetLine> targets, IReadOnlyDictionary<string, MeasuredState> measured, IReadOnlyList<DeclarationView> declared, HashSet<string> basic, IReadOnlyList<CaseView> cases)
    {
        foreach (DeclarationView whole in declared.Where(one => one.Target is null))
        {
            yield return new SheetLine(null, whole.Criterion, whole, null, null, null);
        }

        foreach (TargetLine target in targets)
        {
            MeasuredState? state = measured.GetValueOrDefault(target.Key);
            DeclarationView[] own = [.. declared.Where(one => one.Target == target.Key)];
            IEnumerable<string> criteria = (state?.Criteria.Keys.Where(basic.Contains) ?? []).Concat(own.Select(one => one.Criterion)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            foreach (string criterion in criteria)
            {
                Verdict? verdict = state is not null && state.Criteria.TryGetValue(criterion, out Verdict found) ? found : null;
                yield return new SheetLine(
                    target, criterion, own.FirstOrDefault(one => one.Criterion == criterion), verdict is { } known ? Word(known) : null, state,
                    cases.FirstOrDefault(one => one.Target == target.Key && one.Criterion == criterion)?.Number);
            }
        }
    }
}
