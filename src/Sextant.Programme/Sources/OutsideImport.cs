using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Register;

namespace Sextant.Programme.Sources;

/// <summary>
/// Takes deliveries of what others measured, all of it or nothing, and undoes one. Of the own country every day is kept; of other economies and of networks the
/// last day of each month and the newest, which is what ranks and lines need.
/// </summary>
public sealed class OutsideImport(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>64 MB: the largest file of a publisher has 5.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>2,000,000: all economies with all their days since 2013, twice.</summary>
    private const int MostPoints = 2_000_000;

    /// <summary>5,000 rows are written at once: memory stays small, and a month of a country is one write.</summary>
    private const int Portion = 5_000;

    /// <summary>Imports files of APNIC that came together.</summary>
    /// <exception cref="OutsideException">Something is wrong with them: all of it is listed.</exception>
    /// <exception cref="RefusedException">These very files were imported already.</exception>
    public Task<OutsideDelivery> ApnicAsync(IReadOnlyList<OutsideContent> files, Actor actor, CancellationToken cancellation = default) =>
        TakeAsync(new OutsideOrder("apnic", null, files), actor, null, cancellation);

    /// <summary>Imports files of Google.</summary>
    /// <param name="day">Of which day figures of countries are.</param>
    /// <inheritdoc cref="ApnicAsync"/>
    public Task<OutsideDelivery> GoogleAsync(IReadOnlyList<OutsideContent> files, DateOnly? day, Actor actor, CancellationToken cancellation = default) =>
        TakeAsync(new OutsideOrder("google", day, files), actor, null, cancellation);

    /// <summary>Looks what a delivery would bring, and writes nothing.</summary>
    /// <exception cref="OutsideException">Something is wrong with it: all of it is listed.</exception>
    /// <exception cref="RefusedException">These very files were imported already.</exception>
    public async Task<OutsidePreview> CheckAsync(OutsideOrder order, CancellationToken cancellation = default)
    {
        OutsideReading[] readings = await ReadAsync(order, cancellation).ConfigureAwait(false);
        await using ProgrammeContext context = database.Create();
        await RefuseKnownAsync(context, order.Publisher, Digest(order.Files, readings), cancellation).ConfigureAwait(false);
        OutsideState now = await new OutsideStore(database).StateAsync(new AsOf(await TodayAsync(cancellation).ConfigureAwait(false)), whole: true, cancellation).ConfigureAwait(false);
        Dictionary<(string, string, DateOnly), decimal> stands = now.Points.ToDictionary(point => (point.Series, point.Subject, point.Day), point => point.Value);
        OutsidePoint[] points = [.. readings.SelectMany(reading => reading.Points)];
        OutsidePoint[] own = [.. points.Where(point => point.Subject == "cc:" + now.Country || point.Subject == "world")];
        decimal? Stands(OutsidePoint point) => stands.TryGetValue((point.Series, point.Subject, point.Day), out decimal value) ? value : null;
        int same = own.Count(point => Stands(point) == point.Value);
        int fresh = own.Count(point => Stands(point) is null);
        return new OutsidePreview(
            points.Min(point => point.Day), points.Max(point => point.Day), Kept(points, "cc:" + now.Country).Count(), Economies(points),
            [.. own.GroupBy(point => (point.Series, point.Subject)).Select(line => line.MaxBy(point => point.Day)!).Select(point => (point, Stands(point)))],
            (fresh, own.Length - fresh - same, same))
        {
            IsOwn = own.Length > 0 || points.Any(point => point.Subject.StartsWith($"as:{now.Country}:", StringComparison.Ordinal)),
        };
    }

    /// <summary>Undoes a delivery: its figures count no longer, and an earlier delivery of the same days counts again.</summary>
    /// <exception cref="RefusedException">There is none, it was undone already, or no reason is given.</exception>
    public Task UndoAsync(string key, string? reason, Actor actor, CancellationToken cancellation = default) =>
        new AuditLog(database, clock).ChangeAsync(
            actor,
            async (context, trail) =>
            {
                OutsideFileRow row = await context.Set<OutsideFileRow>().SingleOrDefaultAsync(file => file.Key == key && file.UndoneAt == null, cancellation).ConfigureAwait(false)
                    ?? throw new RefusedException("outside-none", key);
                (row.UndoneAt, row.UndoneBy, row.UndoneReason) = (clock.GetUtcNow(), actor.Who, Written.Text(reason, "reason"));
                await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
                trail.Add("outside.undo", $"outside_file:{key}", new { row.Names, row.Points }, null, row.UndoneReason);
                return true;
            },
            cancellation);

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) =>
        (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    /// <summary>Takes a delivery, and does what belongs to that in the same transaction.</summary>
    internal async Task<OutsideDelivery> TakeAsync(OutsideOrder order, Actor actor, Func<ProgrammeContext, Task>? along, CancellationToken cancellation)
    {
        OutsideReading[] readings = await ReadAsync(order, cancellation).ConfigureAwait(false);
        return await new AuditLog(database, clock).ChangeAsync(
            actor,
            async (context, trail) =>
            {
                await (along?.Invoke(context) ?? Task.CompletedTask).ConfigureAwait(false);
                return await KeepAsync(context, trail, order, readings, cancellation).ConfigureAwait(false);
            },
            cancellation).ConfigureAwait(false);
    }

    private async Task<OutsideReading[]> ReadAsync(OutsideOrder order, CancellationToken cancellation)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        OutsideReading[] readings =
        [
            .. order.Files.Select(file => file.Content.Length > MostBytes ? TooLarge(file) : order.Publisher == "google" ? GoogleFile.Read(file, order.Day, today) : ApnicFile.Read(file, today)),
        ];
        Together(readings);
        return readings.Sum(reading => reading.FaultCount) is > 0 and var count
            ? throw new OutsideException([.. readings.SelectMany(reading => reading.Faults).Take(OutsideReading.MostFaults)], count)
            : readings;
    }

    private static OutsideReading TooLarge(OutsideContent file)
    {
        var reading = new OutsideReading(file.Name);
        reading.Fault("", "too-large");
        return reading;
    }

    /// <summary>What is wrong with files only when they come together: the same day of the same subject twice, or too much.</summary>
    private static void Together(OutsideReading[] readings)
    {
        var seen = new HashSet<(string, string, DateOnly)>();
        foreach (OutsideReading reading in readings)
        {
            foreach (OutsidePoint point in reading.Points.Where(point => !seen.Add((point.Series, point.Subject, point.Day))))
            {
                reading.Fault("", "twice", string.Create(CultureInfo.InvariantCulture, $"{point.Subject} {point.Day:yyyy-MM-dd}"));
            }

            if (seen.Count > MostPoints)
            {
                reading.Fault("", "too-many");
                return;
            }
        }
    }

    private async Task<OutsideDelivery> KeepAsync(
        ProgrammeContext context, AuditTrail trail, OutsideOrder order, OutsideReading[] readings, CancellationToken cancellation)
    {
        (string publisher, IReadOnlyList<OutsideContent> files) = (order.Publisher, order.Files);
        string digest = Digest(files, readings);
        await RefuseKnownAsync(context, publisher, digest, cancellation).ConfigureAwait(false);

        string country = await context.PackLoads.OrderByDescending(load => load.Id).Select(load => load.Country).FirstAsync(cancellation).ConfigureAwait(false);
        OutsidePoint[] points = [.. readings.SelectMany(reading => reading.Points)];
        OutsidePoint[] kept = [.. Kept(points, "cc:" + country)];
        DateTimeOffset now = clock.GetUtcNow();
        int earlier = await context.Set<OutsideFileRow>().CountAsync(row => row.Publisher == publisher, cancellation).ConfigureAwait(false);
        var file = new OutsideFileRow
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{publisher}-{earlier + 1}"), Publisher = publisher, Names = Names(files), Digest = digest,
            FirstDay = points.Min(point => point.Day), LastDay = points.Max(point => point.Day), Points = kept.Length,
            Economies = Economies(points),
            Terms = Terms(readings), ImportedAt = now, ImportedBy = trail.Who,
        };
        context.Add(file);
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        foreach (OutsidePoint[] portion in kept.Chunk(Portion))
        {
            context.AddRange(portion.Select(point => new OutsidePointRow
            {
                File = file.Key, Series = point.Series, Subject = point.Subject, Day = point.Day, Value = point.Value, Samples = point.Samples,
            }));
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            context.ChangeTracker.Clear();
        }

        trail.Add("outside.import", $"outside_file:{file.Key}", null, new { file.Names, file.Digest, file.FirstDay, file.LastDay, file.Points, file.Economies });
        return OutsideStore.View(file);
    }

    private static async Task RefuseKnownAsync(ProgrammeContext context, string publisher, string digest, CancellationToken cancellation)
    {
        if (await context.Set<OutsideFileRow>().AnyAsync(row => row.Digest == digest && row.Publisher == publisher && row.UndoneAt == null, cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("outside-known");
        }
    }

    private static int Economies(IEnumerable<OutsidePoint> points) =>
        points.Where(point => point.Subject.StartsWith("cc:", StringComparison.Ordinal)).Select(point => point.Subject).Distinct(StringComparer.Ordinal).Count();

    private static IEnumerable<OutsidePoint> Kept(OutsidePoint[] points, string own) =>
        points.GroupBy(point => (point.Series, point.Subject)).SelectMany(line => line.Key.Subject == own
            ? line
            : line.GroupBy(point => (point.Day.Year, point.Day.Month)).Select(month => month.MaxBy(point => point.Day)!));

    /// <summary>Of all contents in their order, and of the days that were told with them.</summary>
    private static string Digest(IReadOnlyList<OutsideContent> files, OutsideReading[] readings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (OutsideContent file in files)
        {
            hash.AppendData(SHA256.HashData(file.Content.Span));
        }

        hash.AppendData(BitConverter.GetBytes(readings.SelectMany(reading => reading.Points).Select(point => point.Day.DayNumber).DefaultIfEmpty().Max()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>1,000 characters: names of a whole delivery are told by their number beyond that.</summary>
    internal static string Names(IReadOnlyList<OutsideContent> files)
    {
        string names = string.Join(", ", files.Select(file => new string([.. Path.GetFileName(file.Name).Where(c => !char.IsControl(c)).Take(100)])));
        return names.Length <= 1000 ? names : string.Create(CultureInfo.InvariantCulture, $"{names[..900]} ... ({files.Count})");
    }

    private static string? Terms(OutsideReading[] readings) =>
        readings.Select(reading => reading.Terms).FirstOrDefault(terms => !string.IsNullOrWhiteSpace(terms)) is { } said
            ? new string([.. said.Where(c => !char.IsControl(c)).Take(500)])
            : null;
}
