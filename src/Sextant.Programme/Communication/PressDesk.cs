using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Communication;

/// <summary>What the press wrote or sent, with outlet, tag and tone.</summary>
public sealed class PressDesk(ProgrammeDatabase database, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Items up to the day, the newest first.</summary>
    public async Task<IReadOnlyList<PressItemView>> ListAsync(AsOf asOf, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        DateOnly day = asOf.Date;
        List<RegisterPressItem> rows = await context.Known<RegisterPressItem>(asOf).Where(row => row.Date <= day).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.OrderByDescending(row => row.Date).ThenBy(row => row.Title, StringComparer.Ordinal).Select(row => new PressItemView(row.Key, row.Title, row.Outlet, row.Date, row.Link, row.Tag, row.Tone))];
    }

    /// <summary>Writes an item down, or changes one; gives its key.</summary>
    public Task<string> RecordAsync(PressItemDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "press.record", null, async (context, writer) =>
        {
            string title = Written.Line(draft.Title, "press-title");
            string outlet = Written.Line(draft.Outlet, "press-outlet", 200);
            string key = draft.Key is { } held ? (await context.HeldAsync<RegisterPressItem>(held, "press-none", cancellation).ConfigureAwait(false)).Key : KeyOf(draft.Date, outlet, title);
            var row = new RegisterPressItem
            {
                Key = key, Title = title, Outlet = outlet, Date = Day(draft.Date, clock) ?? throw new RefusedException("press-day"), Link = Link(draft.Link) is { Good: true } link ? link.Link : throw new RefusedException("activity-link", 1000),
                Tag = Written.OptionalLine(draft.Tag, "press-tag", 100), Tone = CommunicationWords.Tones.Contains(draft.Tone, StringComparer.Ordinal) ? draft.Tone : throw new RefusedException("press-tone"),
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return key;
        }, cancellation);

    /// <summary>An item was written down by mistake.</summary>
    public Task WithdrawAsync(string key, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "press.withdraw", reason, async (context, writer) =>
        {
            await writer.TakeBackAsync(await context.HeldAsync<RegisterPressItem>(key, "press-none", cancellation).ConfigureAwait(false), reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>One title of one outlet on one day is one item, however often it is written down.</summary>
    internal static string KeyOf(DateOnly date, string outlet, string title) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}|{Folded.Of(outlet)}|{Folded.Of(title)}"))))[..16];

    /// <summary>A link of the web, or none; what a browser would run is neither.</summary>
    internal static (bool Good, string? Link) Link(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? (true, null)
        : typed.Trim() is { Length: <= 1000 } link && Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme is "https" or "http" && !link.Any(char.IsControl) ? (true, link) : (false, null);

    /// <summary>A day on which something can have appeared; null: it is none.</summary>
    internal static DateOnly? Day(DateOnly day, TimeProvider clock) => day.Year >= 1990 && day <= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1) ? day : null;

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteCommunication) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
