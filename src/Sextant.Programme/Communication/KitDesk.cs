using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Communication;

/// <summary>The communication kit: items with their files, and how often these are fetched. A counter for each file and day is all that is kept of that: no address, no cookie, no time.</summary>
public sealed class KitDesk(ProgrammeDatabase database, DocumentVault vault, TimeProvider clock)
{
    // 50: a few languages and some years of versions.
    private const int MostFiles = 50;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>All items by title.</summary>
    /// <param name="only">One of them alone.</param>
    public Task<IReadOnlyList<KitItemView>> ListAsync(AsOf asOf, string? only = null, CancellationToken cancellation = default) => ListAsync(database, asOf, only, cancellation);

    internal static async Task<IReadOnlyList<KitItemView>> ListAsync(ProgrammeDatabase database, AsOf asOf, string? only, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        DateOnly day = asOf.Date;
        List<RegisterKitItem> items = await context.Known<RegisterKitItem>(asOf).Where(row => only == null || row.Key == only).ToListAsync(cancellation).ConfigureAwait(false);
        ILookup<string, RegisterKitFile> files = (await context.Known<RegisterKitFile>(asOf).Where(row => (only == null || row.Item == only) && row.Day <= day).ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(row => row.Item, StringComparer.Ordinal);
        Dictionary<string, long> counts = await context.Set<KitDownloadRow>().Where(row => row.Day <= day).GroupBy(row => row.File).Select(group => new { group.Key, Sum = group.Sum(row => row.Count) })
            .ToDictionaryAsync(one => one.Key, one => one.Sum, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return [.. items.OrderBy(row => row.Title, StringComparer.Ordinal).Select(row => View(row, [.. files[row.Key].OrderByDescending(file => file.Number).Select(file => View(file, counts.GetValueOrDefault(file.Key)))]))];
    }

    /// <summary>Writes an item down, or changes one; gives its id.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<string> RecordAsync(KitItemDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "kit.record", null, async (context, writer) =>
        {
            RegisterKitItem? held = draft.Id is { } id ? await context.HeldAsync<RegisterKitItem>(id, "kit-none", cancellation).ConfigureAwait(false) : null;
            string title = Written.Line(draft.Title, "kit-title", 300);
            var row = new RegisterKitItem
            {
                Key = held?.Key ?? await context.NewIdAsync<RegisterKitItem>(title, cancellation).ConfigureAwait(false), Title = title, Audience = Written.OptionalLine(draft.Audience, "kit-line", 300),
                Kind = CommunicationWords.Items.Contains(draft.Kind, StringComparer.Ordinal) ? draft.Kind : throw new RefusedException("kit-kind"), Text = Written.OptionalText(draft.Text, "kit-text"),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Adds a version: a file in one language. Its bytes are on the disk before the row that names them is committed.</summary>
    public async Task AttachAsync(string item, (string Language, string Label) version, string? name, Stream content, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.WriteCommunication))
        {
            throw new RefusedException("not-allowed");
        }

        byte[] bytes = await vault.ReadAsync(content, cancellation).ConfigureAwait(false);
        string tame = DocumentFileForm.Name(name);
        string type = DocumentFileForm.TypeOf(tame, bytes);
        await WriteAsync(viewer, "kit.attach", null, async (context, writer) =>
        {
            await context.HeldAsync<RegisterKitItem>(item, "kit-none", cancellation).ConfigureAwait(false);
            int number = await RegisterEditing.PlaceAsync(context.Set<RegisterKitFile>().Where(row => row.Item == item).Select(row => row.Number), null, cancellation).ConfigureAwait(false);
            if (number > MostFiles)
            {
                throw new RefusedException("file-count", MostFiles);
            }

            var row = new RegisterKitFile
            {
                Key = CommunicationWords.File(item, number), Item = item, Number = number, Label = Written.Line(version.Label, "kit-label", 50),
                Language = CommunicationWords.Languages.Contains(version.Language, StringComparer.Ordinal) ? version.Language : throw new RefusedException("kit-language"),
                Day = await TodayAsync(cancellation).ConfigureAwait(false), Sha256 = vault.Keep(bytes), Name = tame, Type = type, Bytes = bytes.Length,
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes an item or one file of it back; who fetched it keeps it, and counts stay.</summary>
    public Task WithdrawAsync(string item, int? number, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "kit.withdraw", reason, async (context, writer) =>
        {
            if (number is { } one)
            {
                await writer.TakeBackAsync(await context.HeldAsync<RegisterKitFile>(CommunicationWords.File(item, one), "kit-none", cancellation).ConfigureAwait(false), reason, cancellation).ConfigureAwait(false);
            }
            else
            {
                await writer.TakeBackAsync(await context.HeldAsync<RegisterKitItem>(item, "kit-none", cancellation).ConfigureAwait(false), reason, cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation);

    /// <summary>One more download of a file, today. A database that cannot count just now does not keep anybody from the file.</summary>
    public async Task CountAsync(string item, int number, CancellationToken cancellation = default)
    {
        DateOnly day = await TodayAsync(cancellation).ConfigureAwait(false);
        string file = CommunicationWords.File(item, number);
        string stamp = string.Create(CultureInfo.InvariantCulture, $"{file}|{day:yyyy-MM-dd}");
        try
        {
            await using ProgrammeContext context = database.Create();
            if (await OneMoreAsync(context, stamp, cancellation).ConfigureAwait(false) == 0)
            {
                await FirstAsync(context, new KitDownloadRow { Stamp = stamp, File = file, Day = day, Count = 1 }, cancellation).ConfigureAwait(false);
            }
        }
        catch (DbException)
        {
            // Said above: the count is one too low.
        }
    }

    private static Task<int> OneMoreAsync(ProgrammeContext context, string stamp, CancellationToken cancellation) =>
        context.Set<KitDownloadRow>().Where(row => row.Stamp == stamp).ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count + 1), cancellation);

    private static async Task FirstAsync(ProgrammeContext context, KitDownloadRow row, CancellationToken cancellation)
    {
        context.Add(row);
        try
        {
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateException)
        {
            // Another was the day's first in the meantime.
            await OneMoreAsync(context, row.Stamp, cancellation).ConfigureAwait(false);
        }
    }

    private static KitItemView View(RegisterKitItem row, IReadOnlyList<KitFileView> files) => new(row.Key, row.Title, row.Kind, row.Audience, row.Text, files, files.Sum(file => file.Downloads));

    private static KitFileView View(RegisterKitFile row, long downloads) => new(row.Number, row.Language, row.Label, row.Day, new DocumentFileView(row.Sha256, row.Name, row.Type, row.Bytes), downloads);

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteCommunication) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
