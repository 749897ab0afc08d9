using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Sources;

/// <summary>Where files of others are handed in by a page: checked and kept aside, looked at, then taken whole or dropped; a delivery that was taken can be undone.</summary>
public sealed class OutsideDesk(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>5 of one person: more are forgotten ones.</summary>
    public const int MostStaged = 5;

    /// <summary>300 files: APNIC gives one for each of some 240 economies.</summary>
    public const int MostFiles = 300;

    /// <summary>7 days: by then the publisher has newer ones.</summary>
    private static readonly TimeSpan StagedFor = TimeSpan.FromDays(7);

    private readonly OutsideImport _import = new(database, clock);

    /// <summary>Checks a delivery and keeps it to be taken.</summary>
    /// <exception cref="OutsideException">Something is wrong with it: all of it is listed.</exception>
    /// <exception cref="RefusedException">The viewer may not, there are too many, or it was imported already.</exception>
    public async Task<string> StageAsync(OutsideOrder order, Viewer viewer, CancellationToken cancellation = default)
    {
        string person = Person(viewer);
        if (!OutsideSeries.Publishers.Contains(order.Publisher, StringComparer.Ordinal) || order.Files.Count is 0 or > MostFiles)
        {
            throw new RefusedException("outside-files", MostFiles);
        }

        await _import.CheckAsync(order, cancellation).ConfigureAwait(false);
        return await new AuditLog(database, clock).ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                DateTimeOffset now = clock.GetUtcNow();
                DateTimeOffset before = now - StagedFor;
                await RemoveAsync(context, await context.Set<OutsideStagedRow>().Where(row => row.At < before).Select(row => row.Key).ToListAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
                if (await context.Set<OutsideStagedRow>().CountAsync(row => row.By == person, cancellation).ConfigureAwait(false) >= MostStaged)
                {
                    throw new RefusedException("outside-many", MostStaged);
                }

                var staged = new OutsideStagedRow { Key = Secret.NewKey(), Publisher = order.Publisher, Day = order.Day, Names = OutsideImport.Names(order.Files), At = now, By = person };
                context.Add(staged);
                context.AddRange(order.Files.Index().Select(file => new OutsideStagedFileRow { Staged = staged.Key, Position = file.Index, Name = file.Item.Name, Content = file.Item.Content.ToArray() }));
                await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
                trail.Add("outside.stage", "outside_staged:" + staged.Key, null, new { staged.Publisher, staged.Names });
                return staged.Key;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Deliveries that wait, the newest first.</summary>
    public async Task<IReadOnlyList<OutsideWaiting>> WaitingAsync(Viewer viewer, CancellationToken cancellation = default)
    {
        Person(viewer);
        await using ProgrammeContext context = database.Create();
        return [.. (await context.Set<OutsideStagedRow>().AsNoTracking().OrderByDescending(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false)).Select(View)];
    }

    /// <summary>One that waits; null when there is none of this key any more.</summary>
    public async Task<OutsideWaiting?> FindAsync(string key, Viewer viewer, CancellationToken cancellation = default) =>
        (await WaitingAsync(viewer, cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.Key == key);

    /// <summary>What it would bring, checked anew.</summary>
    /// <inheritdoc cref="OutsideImport.CheckAsync"/>
    public async Task<OutsidePreview> LookAsync(OutsideWaiting waiting, CancellationToken cancellation = default) =>
        await _import.CheckAsync(await OrderAsync(waiting, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    /// <summary>Takes it: whole, or not at all and it waits on.</summary>
    /// <inheritdoc cref="StageAsync"/>
    public async Task<OutsideDelivery> TakeAsync(string key, Viewer viewer, CancellationToken cancellation = default)
    {
        OutsideWaiting waiting = await FindAsync(key, viewer, cancellation).ConfigureAwait(false) ?? throw new RefusedException("outside-gone");
        return await _import.TakeAsync(await OrderAsync(waiting, cancellation).ConfigureAwait(false), viewer.Actor, context => RemoveAsync(context, [key], cancellation), cancellation).ConfigureAwait(false);
    }

    /// <summary>Drops one that waits.</summary>
    public Task DropAsync(string key, Viewer viewer, CancellationToken cancellation = default)
    {
        Person(viewer);
        return new AuditLog(database, clock).ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                await RemoveAsync(context, [key], cancellation).ConfigureAwait(false);
                trail.Add("outside.drop", "outside_staged:" + key, null, null);
                return true;
            },
            cancellation);
    }

    /// <summary>Undoes a delivery that was taken.</summary>
    /// <inheritdoc cref="OutsideImport.UndoAsync"/>
    public Task UndoAsync(string key, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        Person(viewer);
        return _import.UndoAsync(key, reason, viewer.Actor, cancellation);
    }

    private static string Person(Viewer viewer) => viewer.Has(Right.KeepOutside) && viewer.Person is { } person ? person : throw new RefusedException("not-allowed");

    private static OutsideWaiting View(OutsideStagedRow row) => new(row.Key, row.Publisher, row.Day, row.Names, row.At, row.By);

    private async Task<OutsideOrder> OrderAsync(OutsideWaiting waiting, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        List<OutsideStagedFileRow> files = await context.Set<OutsideStagedFileRow>().AsNoTracking().Where(row => row.Staged == waiting.Key).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        return files.Count > 0 ? new OutsideOrder(waiting.Publisher, waiting.Day, [.. files.Select(file => new OutsideContent(file.Name, file.Content))]) : throw new RefusedException("outside-gone");
    }

    // Of two that press at once one finds it gone.
    private static async Task RemoveAsync(ProgrammeContext context, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        int removed = await context.Set<OutsideStagedRow>().Where(row => keys.Contains(row.Key)).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        await context.Set<OutsideStagedFileRow>().Where(row => keys.Contains(row.Staged)).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        if (removed != keys.Count)
        {
            throw new RefusedException("outside-gone");
        }
    }
}
