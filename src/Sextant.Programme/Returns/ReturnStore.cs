using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;

namespace Sextant.Programme.Returns;

/// <summary>Reads returns: how each stands, what it says, what is implausible about it, and what all of them together say.</summary>
public sealed class ReturnStore(ProgrammeDatabase database, IMeasuredStates measured, PeopleReach reach, TimeProvider clock)
{
    private readonly OutsideStore _outside = new(database);

    /// <summary>Periods asked for, the newest first.</summary>
    public async Task<IReadOnlyList<ReturnPeriod>> PeriodsAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterReturnPeriod> rows = await context.Current<RegisterReturnPeriod>().ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.OrderByDescending(row => row.Period, StringComparer.Ordinal).ThenBy(row => row.Form, StringComparer.Ordinal).Select(row => new ReturnPeriod(row.Form, row.Period, row.Due))];
    }

    /// <summary>Who owes a return of a period and how it stands, as far as the viewer may read it; the latest first.</summary>
    public async Task<IReadOnlyList<ReturnStanding>> BoardAsync(ReturnPeriod period, Viewer viewer, CancellationToken cancellation = default)
    {
        (IReadOnlyList<ReturnStanding> board, _) = await PageAsync(period, (null, int.MaxValue - 1), viewer, cancellation).ConfigureAwait(false);
        return [.. board.OrderByDescending(one => one.Received is null).ThenByDescending(one => one.DaysLate).ThenBy(one => one.Organisation, StringComparer.Ordinal)];
    }

    /// <summary>The part of them that is asked for, by organisation.</summary>
    public async Task<(IReadOnlyList<ReturnStanding> Board, string? Next)> PageAsync(ReturnPeriod period, (string? After, int Most) part, Viewer viewer, CancellationToken cancellation = default)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        IQueryable<RegisterReturnDuty> duties = Duties(context, period.Form, period.Period);
        CountedWith wholes = await WholesAsync(context, period.Form, period.Period, cancellation).ConfigureAwait(false);
        duties = part.After is { } after ? duties.Where(row => string.Compare(row.Organisation, after) > 0) : duties;
        var owing = new List<string>();
        await foreach (string organisation in duties.Select(row => row.Organisation).Distinct().OrderBy(organisation => organisation).AsAsyncEnumerable().WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (wholes.Whole(organisation) is null && await SeesAsync(organisation, viewer, cancellation).ConfigureAwait(false))
            {
                owing.Add(organisation);
            }

            if (owing.Count > part.Most)
            {
                break;
            }
        }

        string[] page = [.. owing.Take(part.Most)];
        ILookup<string, RegisterReturn> rows = (await context.Current<RegisterReturn>().Where(row => row.Form == period.Form && row.Period == period.Period && page.Contains(row.Organisation))
            .ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(row => row.Organisation, StringComparer.Ordinal);
        Dictionary<string, LocalText> names = await OrganisationNames.OfAsync(context, new AsOf(today), cancellation).ConfigureAwait(false);
        return (
            [.. page.Select(organisation => Standing(organisation, names.GetValueOrDefault(organisation) ?? LocalText.Empty, [.. rows[organisation]], period.Due, today))],
            owing.Count > page.Length ? page[^1] : null);
    }

    /// <summary>The versions of a return, oldest first, the newest with its findings; none when nothing was begun or the viewer may not read it.</summary>
    public async Task<IReadOnlyList<ReturnView>> VersionsAsync(string organisation, string form, string period, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!await SeesAsync(organisation, viewer, cancellation).ConfigureAwait(false))
        {
            return [];
        }

        await using ProgrammeContext context = database.Create();
        List<RegisterReturn> rows = await context.Current<RegisterReturn>().Where(row => row.Organisation == organisation && row.Form == form && row.Period == period).ToListAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<ReturnView> views = await new ReturnReading(context).ViewsAsync(rows, cancellation).ConfigureAwait(false);
        return views.Count == 0 ? views : [.. views.SkipLast(1), await WithFindingsAsync(context, views[^1], cancellation).ConfigureAwait(false)];
    }

    /// <summary>What was received of an organisation for the quarter before, which its figures are held against; null when nothing was, or the viewer may not read it.</summary>
    public async Task<ReturnView?> BeforeAsync(string organisation, string form, string period, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!await SeesAsync(organisation, viewer, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        await using ProgrammeContext context = database.Create();
        return await new ReturnReading(context).BeforeAsync(new ReturnDraft(organisation, form, period), cancellation).ConfigureAwait(false);
    }

    /// <summary>What all returns of a period together say: of each organisation the newest version that was handed in, each organisation once.</summary>
    public async Task<IReadOnlyList<ReturnTotal>> TotalsAsync(string form, string period, CancellationToken cancellation = default)
    {
        IReadOnlyList<ReturnView> counted = await CountedAsync(form, period, cancellation).ConfigureAwait(false);
        return
        [
            .. ReturnForm.Of(form)!.Fields.Select(field =>
            {
                decimal[] said = [.. counted.Where(view => view.Says.Figures.ContainsKey(field.Id)).Select(view => view.Says.Figures[field.Id])];
                return new ReturnTotal(field.Id, field.Unit == ReturnUnit.Percent || said.Length == 0 ? null : said.Sum(), said.Length);
            }),
        ];
    }

    /// <summary>The newest version that counts of each organisation; of one that is counted with another that handed in, none.</summary>
    public async Task<IReadOnlyList<ReturnView>> CountedAsync(string form, string period, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterReturn> rows = await context.Current<RegisterReturn>().Where(row => row.Form == form && row.Period == period && (row.State == "submitted" || row.State == "accepted"))
            .ToListAsync(cancellation).ConfigureAwait(false);
        var reading = new ReturnReading(context);
        return await reading.ViewsAsync(await reading.CountedAsync(rows, default, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    /// <summary>Who owes a kind of return.</summary>
    public async Task<IReadOnlyList<DutyView>> DutiesAsync(string form, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return [.. (await context.Current<RegisterReturnDuty>().Where(row => row.Form == form).ToListAsync(cancellation).ConfigureAwait(false)).Select(row => new DutyView(row.Organisation, row.ValidFrom, row.ValidUntil))];
    }

    /// <summary>Networks and brands of an organisation, or of all, with the days in which they are counted with it.</summary>
    public async Task<IReadOnlyList<HoldingView>> HoldingsAsync(string? organisation, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterHolding> rows = await context.Current<RegisterHolding>().Where(row => organisation == null || row.Organisation == organisation).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.OrderBy(row => row.Kind, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.ValidFrom)
            .Select(row => new HoldingView(row.Key, row.Organisation, row.Kind, row.Name, row.ValidFrom, row.ValidUntil))];
    }

    /// <summary>Whether who asks may read the returns of an organisation.</summary>
    public async Task<bool> SeesAsync(string organisation, Viewer viewer, CancellationToken cancellation = default) =>
        viewer.Has(Right.ReadReturns, new HashSet<string>()) || (viewer.Has(Right.ReadReturns) && viewer.Has(Right.ReadReturns, await reach.LineAsync(organisation, cancellation).ConfigureAwait(false)));

    internal async Task<ReturnView?> OneAsync(string key, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterReturn> rows = await context.Current<RegisterReturn>().Where(row => row.Key == key).ToListAsync(cancellation).ConfigureAwait(false);
        ReturnView? view = (await new ReturnReading(context).ViewsAsync(rows, cancellation).ConfigureAwait(false)).SingleOrDefault();
        return view is null ? null : await WithFindingsAsync(context, view, cancellation).ConfigureAwait(false);
    }

    private async Task<ReturnView> WithFindingsAsync(ProgrammeContext context, ReturnView view, CancellationToken cancellation)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        OutsideState outside = await _outside.StateAsync(new AsOf(today), cancellation: cancellation).ConfigureAwait(false);
        ReturnGround ground = await new ReturnReading(context).GroundAsync(view.Says, measured, outside, (today, clock.GetUtcNow()), cancellation).ConfigureAwait(false);
        return view with { Findings = ReturnRules.Find(ReturnForm.Of(view.Says.Form)!, view.Says, ground) };
    }

    /// <summary>Who owes a form for a quarter: by duties at its end, but for who is counted with another by then.</summary>
    internal static async Task<string[]> OwingAsync(ProgrammeContext context, string form, string period, CancellationToken cancellation)
    {
        CountedWith wholes = await WholesAsync(context, form, period, cancellation).ConfigureAwait(false);
        return [.. (await Duties(context, form, period).Select(row => row.Organisation).Distinct().ToArrayAsync(cancellation).ConfigureAwait(false)).Where(organisation => wholes.Whole(organisation) is null)];
    }

    private static Task<CountedWith> WholesAsync(ProgrammeContext context, string form, string period, CancellationToken cancellation) =>
        CountedWith.LoadAsync(context, form, new AsOf(Quarter.Read(period)!.Value.LastDay), cancellation);

    private static IQueryable<RegisterReturnDuty> Duties(ProgrammeContext context, string form, string period)
    {
        DateOnly ends = Quarter.Read(period)!.Value.LastDay;
        return context.Current<RegisterReturnDuty>().Where(row => row.Form == form && (row.ValidFrom == null || row.ValidFrom <= ends) && (row.ValidUntil == null || row.ValidUntil >= ends));
    }

    private static ReturnStanding Standing(string organisation, LocalText name, RegisterReturn[] versions, DateOnly due, DateOnly today)
    {
        RegisterReturn? newest = versions.MaxBy(row => row.Number);
        DateOnly? received = versions.Where(row => row.State is "submitted" or "accepted").Min(row => row.SignedOn);
        int late = Math.Max(0, (received ?? today).DayNumber - due.DayNumber);
        return new ReturnStanding(organisation, name, newest?.State, newest?.Number, received, late);
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
}
