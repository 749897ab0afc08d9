using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Register;

namespace Sextant.Programme.Sources;

/// <summary>Reads what others measured, as of a day and as known at an instant.</summary>
public sealed class OutsideStore(ProgrammeDatabase database)
{
    /// <summary>800 days: figures of a day need the newest of each series and the month of another; lines ask for more.</summary>
    private const int RecentDays = 800;

    /// <summary>Deliveries, the newest first, also those undone.</summary>
    public async Task<IReadOnlyList<OutsideDelivery>> DeliveriesAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<OutsideFileRow> rows = await context.Set<OutsideFileRow>().AsNoTracking().OrderByDescending(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(View)];
    }

    /// <summary>What figures of a day are counted from.</summary>
    /// <param name="whole">All days, for lines; else the last 800.</param>
    public async Task<OutsideState> StateAsync(AsOf asOf, bool whole = false, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        Dictionary<string, OutsideFileRow> files = await FilesAsync(context, asOf, cancellation).ConfigureAwait(false);
        string country = await context.PackLoads.OrderByDescending(load => load.Id).Select(load => load.Country).FirstOrDefaultAsync(cancellation).ConfigureAwait(false) ?? "";
        if (files.Count == 0)
        {
            return OutsideState.None with { Country = country };
        }

        DateOnly day = asOf.Date;
        DateOnly first = whole || day.DayNumber < RecentDays ? DateOnly.MinValue : day.AddDays(-RecentDays);
        List<OutsidePointRow> rows = await context.Set<OutsidePointRow>().AsNoTracking()
            .Where(row => (row.Subject == "cc:" + country || row.Subject == "world") && row.Day >= first && row.Day <= day).ToListAsync(cancellation).ConfigureAwait(false);
        OutsidePointRow[] standing = Standing(rows, files);
        var ranks = new List<OutsideRank>();
        foreach (OutsidePointRow newest in standing.Where(row => row.Subject != "world").GroupBy(row => row.Series).Select(line => line.MaxBy(row => row.Day)!))
        {
            if (await RankAsync(context, newest, country, cancellation).ConfigureAwait(false) is { } rank)
            {
                ranks.Add(rank);
            }
        }

        (IReadOnlyList<OutsideNetwork> networks, int hidden) = await NetworksAsync(context, files, country, day, cancellation).ConfigureAwait(false);
        return new OutsideState(country, [.. standing.Select(Point).OrderBy(point => point.Series, StringComparer.Ordinal).ThenBy(point => point.Day)], ranks, networks, hidden);
    }

    internal static OutsideDelivery View(OutsideFileRow row) => new(
        row.Key, row.Publisher, row.Names, row.FirstDay, row.LastDay, row.Points, row.Economies, row.Terms, row.ImportedAt, row.ImportedBy, row.UndoneAt, row.UndoneReason);

    private static OutsidePoint Point(OutsidePointRow row) => new(row.Series, row.Subject, row.Day, row.Value, row.Samples);

    /// <summary>Deliveries that stood at the moment of knowledge.</summary>
    private static async Task<Dictionary<string, OutsideFileRow>> FilesAsync(ProgrammeContext context, AsOf asOf, CancellationToken cancellation)
    {
        IQueryable<OutsideFileRow> rows = context.Set<OutsideFileRow>().AsNoTracking();
        rows = asOf.Known is { } known
            ? rows.Where(row => row.ImportedAt <= known && (row.UndoneAt == null || row.UndoneAt > known))
            : rows.Where(row => row.UndoneAt == null);
        return await rows.ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
    }

    /// <summary>Of a day that came in several deliveries, the newest delivery's figure: publishers revise theirs.</summary>
    private static OutsidePointRow[] Standing(IEnumerable<OutsidePointRow> rows, Dictionary<string, OutsideFileRow> files) =>
    [
        .. rows.Where(row => files.ContainsKey(row.File)).GroupBy(row => (row.Series, row.Subject, row.Day)).Select(day => day.MaxBy(row => files[row.File].Id)!),
    ];

    /// <summary>Ranks within one file and one day alone: figures of different files were measured at different times.</summary>
    private static async Task<OutsideRank?> RankAsync(ProgrammeContext context, OutsidePointRow own, string country, CancellationToken cancellation)
    {
        List<OutsidePointRow> rows = await context.Set<OutsidePointRow>().AsNoTracking()
            .Where(row => row.File == own.File && row.Series == own.Series && row.Day == own.Day).ToListAsync(cancellation).ConfigureAwait(false);
        var economies = rows.Where(row => row.Subject.StartsWith("cc:", StringComparison.Ordinal) && Regions.IsEconomy(row.Subject[3..]) && row.Samples is null or >= OutsideState.LeastSamples)
            .Select(row => (Code: row.Subject[3..], row.Value)).ToArray();
        if (economies.Length < 2 || !economies.Any(one => one.Code == country))
        {
            return null;
        }

        bool asean = Regions.InAsean(country, own.Day);
        var members = economies.Where(one => asean && Regions.InAsean(one.Code, own.Day)).ToArray();
        return new OutsideRank(
            own.Series, own.Day, own.Value, 1 + economies.Count(one => one.Value > own.Value), economies.Length,
            members.Length > 1 ? 1 + members.Count(one => one.Value > own.Value) : null, members.Length, own.File);
    }

    private static async Task<(IReadOnlyList<OutsideNetwork> Shown, int Hidden)> NetworksAsync(
        ProgrammeContext context, Dictionary<string, OutsideFileRow> files, string country, DateOnly day, CancellationToken cancellation)
    {
        string prefix = $"as:{country}:";
        List<OutsidePointRow> rows = await context.Set<OutsidePointRow>().AsNoTracking()
            .Where(row => row.Subject.StartsWith(prefix) && row.Day <= day && row.Day >= day.AddDays(-RecentDays)).ToListAsync(cancellation).ConfigureAwait(false);
        OutsideNetwork[] all =
        [
            .. Standing(rows, files).GroupBy(row => row.Subject).Select(system =>
            {
                DateOnly newest = system.Max(row => row.Day);
                OutsidePointRow Of(string series) => system.First(row => row.Day == newest && row.Series == series);
                return new OutsideNetwork(
                    long.Parse(system.Key[prefix.Length..], CultureInfo.InvariantCulture), newest, Of(OutsideSeries.ApnicCapable).Value, Of(OutsideSeries.ApnicPreferred).Value,
                    Of(OutsideSeries.ApnicCapable).Samples ?? 0);
            }),
        ];
        OutsideNetwork[] shown = [.. all.Where(system => system.Samples >= OutsideState.LeastSamples).OrderByDescending(system => system.Samples)];
        return (shown, all.Length - shown.Length);
    }
}
