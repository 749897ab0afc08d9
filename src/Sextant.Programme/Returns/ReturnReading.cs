using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Programme.Measured;
using Sextant.Programme.Register;
using Sextant.Programme.Sources;

namespace Sextant.Programme.Returns;

/// <summary>Reads returns with what they are held against.</summary>
internal sealed class ReturnReading(ProgrammeContext context)
{
    /// <summary>The versions of returns, each with all that it says.</summary>
    internal Task<IReadOnlyList<ReturnView>> ViewsAsync(IReadOnlyCollection<RegisterReturn> rows, CancellationToken cancellation) => ViewsAsync(rows, default, cancellation);

    /// <summary>The same as known at an instant: what was given back is written anew under its number, so what it said was something else before.</summary>
    internal async Task<IReadOnlyList<ReturnView>> ViewsAsync(IReadOnlyCollection<RegisterReturn> rows, AsOf asOf, CancellationToken cancellation)
    {
        string[] keys = [.. rows.Select(row => row.Key)];
        ILookup<string, RegisterReturnFigure> figures = await OfAsync<RegisterReturnFigure>(asOf, row => keys.Contains(row.Return), row => row.Return, cancellation).ConfigureAwait(false);
        ILookup<string, RegisterReturnReason> reasons = await OfAsync<RegisterReturnReason>(asOf, row => keys.Contains(row.Return), row => row.Return, cancellation).ConfigureAwait(false);
        ILookup<string, RegisterRoadmapLine> roadmap = await OfAsync<RegisterRoadmapLine>(asOf, row => keys.Contains(row.Return), row => row.Return, cancellation).ConfigureAwait(false);
        ILookup<string, RegisterReturnSupport> supports = await OfAsync<RegisterReturnSupport>(asOf, row => keys.Contains(row.Return), row => row.Return, cancellation).ConfigureAwait(false);
        return
        [
            .. rows.OrderBy(row => row.Number).Select(row => new ReturnView
            {
                Key = row.Key, Number = row.Number, State = row.State, Corrects = row.Corrects, Answer = row.Answer,
                Signed = row is { SignedBy: { } by, SignedAs: { } position, SignedOn: { } on } ? (by, position, on) : null,
                Says = new ReturnDraft(row.Organisation, row.Form, row.Period)
                {
                    Figures = figures[row.Key].ToDictionary(figure => figure.Field, figure => figure.Value, StringComparer.Ordinal),
                    Reasons = reasons[row.Key].ToDictionary(reason => reason.Finding, reason => reason.Text, StringComparer.Ordinal),
                    Roadmap = [.. roadmap[row.Key].OrderBy(line => line.Position).Select(line => new RoadmapLine(line.Network, line.Cause, line.Quarter, line.Promised, line.Actual))],
                    Supports = [.. supports[row.Key].OrderBy(line => line.Position).Select(line => new SupportedUnit(line.Unit, line.Service, line.State))],
                },
            }),
        ];
    }

    /// <summary>Of the received versions of one quarter the newest of each organisation; not of one whose figures another of them has in its own.</summary>
    internal async Task<RegisterReturn[]> CountedAsync(IReadOnlyCollection<RegisterReturn> received, AsOf asOf, CancellationToken cancellation)
    {
        if (received.FirstOrDefault() is not { } one)
        {
            return [];
        }

        CountedWith wholes = await CountedWith.LoadAsync(context, one.Form, asOf with { Date = Quarter.Read(one.Period)!.Value.LastDay }, cancellation).ConfigureAwait(false);
        HashSet<string> all = received.Select(row => row.Organisation).ToHashSet(StringComparer.Ordinal);
        return [.. received.Where(row => !wholes.IsIn(all, row.Organisation)).GroupBy(row => row.Organisation).Select(group => group.MaxBy(row => row.Number)!)];
    }

    /// <summary>What indicators take from returns, as of a day and as known at an instant.</summary>
    internal async Task<ReturnFigures> FiguresAsync(AsOf asOf, CancellationToken cancellation)
    {
        List<RegisterReturnPeriod> periods = await context.At<RegisterReturnPeriod>(asOf).ToListAsync(cancellation).ConfigureAwait(false);
        RegisterReturn[] rows = [.. (await context.At<RegisterReturn>(asOf).Where(row => row.State == "submitted" || row.State == "accepted").ToListAsync(cancellation).ConfigureAwait(false))
            .Where(row => row.SignedOn <= asOf.Date)];
        string? newest = rows.Where(row => row.Form == "operator" && Quarter.Read(row.Period)!.Value.LastDay <= asOf.Date).Max(row => row.Period);
        RegisterReturn[] counted = await CountedAsync([.. rows.Where(row => row.Form == "operator" && row.Period == newest)], asOf, cancellation).ConfigureAwait(false);
        string? due = periods.Where(period => period.Due < asOf.Date).Max(period => period.Period);
        var owed = new List<OwedReturn>();
        foreach (RegisterReturnPeriod period in periods.Where(period => period.Period == due && period.Due < asOf.Date))
        {
            AsOf ends = asOf with { Date = Quarter.Read(period.Period)!.Value.LastDay };
            CountedWith wholes = await CountedWith.LoadAsync(context, period.Form, ends, cancellation).ConfigureAwait(false);
            List<RegisterReturnDuty> duties = await context.At<RegisterReturnDuty>(ends).Where(row => row.Form == period.Form).ToListAsync(cancellation).ConfigureAwait(false);
            owed.AddRange(duties.Where(duty => wholes.Whole(duty.Organisation) is null).Select(duty => new OwedReturn(
                duty.Organisation, period.Form, period.Due, rows.Where(row => row.Form == period.Form && row.Period == period.Period && row.Organisation == duty.Organisation).Min(row => row.SignedOn))));
        }

        return new ReturnFigures(newest, await ViewsAsync(counted, asOf, cancellation).ConfigureAwait(false), owed);
    }

    /// <summary>What the same organisation said for the quarter before, in the newest version that counts; null where nothing was received.</summary>
    internal async Task<ReturnView?> BeforeAsync(ReturnDraft says, CancellationToken cancellation)
    {
        string before = Quarter.Read(says.Period)?.Before.ToString() ?? "";
        List<RegisterReturn> earlier = await context.Current<RegisterReturn>()
            .Where(row => row.Organisation == says.Organisation && row.Form == says.Form && row.Period == before && (row.State == "submitted" || row.State == "accepted")).ToListAsync(cancellation).ConfigureAwait(false);
        return (await ViewsAsync(earlier, cancellation).ConfigureAwait(false)).LastOrDefault();
    }

    /// <summary>What a return is held against.</summary>
    internal async Task<ReturnGround> GroundAsync(ReturnDraft says, IMeasuredStates measured, OutsideState outside, (DateOnly Today, DateTimeOffset Now) at, CancellationToken cancellation)
    {
        ReturnView? last = await BeforeAsync(says, cancellation).ConfigureAwait(false);
        List<string> numbers = await context.At<RegisterHolding>(new AsOf(Quarter.Read(says.Period)?.LastDay ?? at.Today)).Where(row => row.Organisation == says.Organisation && row.Kind == "network").Select(row => row.Name).ToListAsync(cancellation).ConfigureAwait(false);
        long[] networks = [.. numbers.Select(number => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        List<long> announcing = await context.Current<RegisterAsn>().Where(row => networks.Contains(row.Number) && row.Ipv6Ranges > 0).Select(row => row.Number).ToListAsync(cancellation).ConfigureAwait(false);
        OutsideNetwork[] seen = [.. outside.Networks.Where(network => networks.Contains(network.Number) && network.Samples > 0)];
        return new ReturnGround
        {
            Before = last?.Says.Figures ?? new Dictionary<string, decimal>(), Networks = networks, Announcing = announcing, Today = at.Today,
            MeasuredShare = seen.Length == 0 ? null : seen.Sum(network => network.Capable * network.Samples) / seen.Sum(network => network.Samples),
            NotWorking = await NotWorkingAsync(says, measured, at, cancellation).ConfigureAwait(false),
        };
    }

    /// <summary>What of the units of a return was measured, and neither works over IPv6 nor is unknown.</summary>
    private async Task<HashSet<string>> NotWorkingAsync(ReturnDraft says, IMeasuredStates measured, (DateOnly Today, DateTimeOffset Now) at, CancellationToken cancellation)
    {
        string[] units = [.. says.Supports.Select(unit => unit.Unit).Append(says.Organisation).Distinct()];
        List<RegisterTarget> targets = await context.At<RegisterTarget>(new AsOf(at.Today)).Where(row => units.Contains(row.Organisation)).ToListAsync(cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, MeasuredState> states = await measured.BeforeAsync([.. targets.Select(row => row.TargetKey).Distinct()], at.Now, cancellation).ConfigureAwait(false);
        return
        [
            .. targets.Where(row => states.TryGetValue(row.TargetKey, out MeasuredState? state) && !state.SingleLook && state.Class is TargetClass.None or TargetClass.Broken)
                .Select(row => $"{row.Organisation} {row.Kind}"),
        ];
    }

    private async Task<ILookup<string, T>> OfAsync<T>(AsOf asOf, System.Linq.Expressions.Expression<Func<T, bool>> whose, Func<T, string> owner, CancellationToken cancellation)
        where T : RegisterRow =>
        (await context.Known<T>(asOf).Where(whose).ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(owner, StringComparer.Ordinal);
}
