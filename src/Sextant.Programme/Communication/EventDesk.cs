using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Training;

namespace Sextant.Programme.Communication;

/// <summary>
/// Events, and strangers who register for them. An address registers once; whether it had before is not said, so that nobody learns who comes. Entries stand in no version and no audit log, and are
/// thrown away when the event is over: their number stays.
/// </summary>
public sealed class EventDesk(ProgrammeDatabase database, TimeProvider clock)
{
    // 5,000: the largest hall there is; more would be a flood.
    private const int MostSeats = 5_000;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>All events, the latest first.</summary>
    /// <param name="only">One of them alone.</param>
    public async Task<IReadOnlyList<PublicEventView>> ListAsync(AsOf asOf, string? only = null, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterPublicEvent> rows = await context.Known<RegisterPublicEvent>(asOf).Where(row => only == null || row.Key == only).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, int> counts = await context.Set<EventEntryRow>().GroupBy(row => row.Event).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        return [.. rows.OrderByDescending(row => row.Starts).ThenBy(row => row.Title, StringComparer.Ordinal).Select(row => View(row, (row.Registered ?? 0) + counts.GetValueOrDefault(row.Key)))];
    }

    /// <summary>Writes an event down, or changes one; gives its id.</summary>
    public Task<string> RecordAsync(PublicEventDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "public-event.record", null, async (context, writer) =>
        {
            RegisterPublicEvent? held = draft.Id is { } id ? await context.HeldAsync<RegisterPublicEvent>(id, "public-event-none", cancellation).ConfigureAwait(false) : null;
            RegisterPublicEvent row = Row(draft, held);
            row.Key = held?.Key ?? await context.NewIdAsync<RegisterPublicEvent>(row.Title, cancellation).ConfigureAwait(false);
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Registers a stranger.</summary>
    /// <exception cref="RefusedException">The event takes nobody any more, or something typed cannot be.</exception>
    public async Task RegisterAsync(string id, string? name, string? unit, string? email, CancellationToken cancellation = default)
    {
        string address = LearnerForm.Email(email ?? string.Empty) ?? throw new RefusedException("learner-email");
        string called = LearnerForm.IsName(name) ? name!.Trim().Normalize() : throw new RefusedException("learner-name", LearnerForm.LongestName);
        string? from = Written.OptionalLine(unit, "learner-line", 200);
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        await database.WriteAsync(async context =>
        {
            RegisterPublicEvent held = await context.HeldAsync<RegisterPublicEvent>(id, "public-event-none", cancellation).ConfigureAwait(false);
            int count = await context.Set<EventEntryRow>().CountAsync(row => row.Event == id, cancellation).ConfigureAwait(false);
            if (!View(held, (held.Registered ?? 0) + count).IsOpen(today))
            {
                throw new RefusedException("event-closed");
            }

            string stamp = $"{id}|{address}";
            if (!await context.Set<EventEntryRow>().AnyAsync(row => row.Stamp == stamp, cancellation).ConfigureAwait(false))
            {
                context.Add(new EventEntryRow { Key = Secret.NewKey(), Event = id, Stamp = stamp, Name = called, Unit = from, Email = address, At = clock.GetUtcNow() });
                await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Who registered, for who runs events.</summary>
    public async Task<IReadOnlyList<EventEntryView>> EntriesAsync(string id, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Set<EventEntryRow>().AsNoTracking().Where(row => row.Event == id).OrderBy(row => row.Id).Select(row => new EventEntryView(row.Key, row.Name, row.Unit, row.Email, row.At)).ToListAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Throws entries away: one of them, at somebody's wish, or all when the event is over or cancelled; then their number stays with the event.</summary>
    public Task ThrowAwayAsync(string id, string? entry, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, entry is null ? "public-event.throw-away" : "public-event.take-off", null, async (context, writer) =>
        {
            RegisterPublicEvent held = await context.HeldAsync<RegisterPublicEvent>(id, "public-event-none", cancellation).ConfigureAwait(false);
            var row = (RegisterPublicEvent)held.Next();
            if (entry is null)
            {
                row.Registered = held.State == "planned" ? throw new RefusedException("event-ahead") : (held.Registered ?? 0) + await context.Set<EventEntryRow>().CountAsync(one => one.Event == id, cancellation).ConfigureAwait(false);
            }

            int gone = await context.Set<EventEntryRow>().Where(one => one.Event == id && (entry == null || one.Key == entry)).ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
            row.Note = gone == 0 ? throw new RefusedException("event-no-entry") : held.Note;
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>An event was written down by mistake. Who registered for it is told and thrown away first.</summary>
    public Task WithdrawAsync(string id, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "public-event.withdraw", reason, async (context, writer) =>
        {
            RegisterPublicEvent held = await context.HeldAsync<RegisterPublicEvent>(id, "public-event-none", cancellation).ConfigureAwait(false);
            if (await context.Set<EventEntryRow>().AnyAsync(one => one.Event == id, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("event-has-entries");
            }

            await writer.TakeBackAsync(held, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    private RegisterPublicEvent Row(PublicEventDraft draft, RegisterPublicEvent? held)
    {
        DateOnly ends = draft.Ends ?? draft.Starts;
        if (draft.Starts.Year is < 1990 or > 2200 || ends < draft.Starts || ends > draft.Starts.AddMonths(1) || draft.RegisterUntil > ends)
        {
            throw new RefusedException("event-days");
        }

        // One day ahead: the country's day may have begun while it is still yesterday in UTC.
        if (draft.State == "held" && draft.Starts > DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1))
        {
            throw new RefusedException("event-ahead");
        }

        return new RegisterPublicEvent
        {
            Key = string.Empty, Title = Written.Line(draft.Title, "event-title", 300), Kind = Word(draft.Kind, CommunicationWords.Events, "public-event-kind"), Starts = draft.Starts, Ends = ends,
            Place = Written.OptionalLine(draft.Place, "event-place", 300), Text = Written.OptionalText(draft.Text, "event-text"), State = Word(draft.State, TrainingWords.States, "session-state"),
            Sites = Within(draft.Sites, 100_000), Attendees = Within(draft.Attendees, 10_000_000), Seats = Within(draft.Seats, MostSeats), RegisterUntil = draft.RegisterUntil, Registered = held?.Registered,
        };
    }

    private static string Word(string word, IReadOnlyList<string> words, string fault) => words.Contains(word, StringComparer.Ordinal) ? word : throw new RefusedException(fault);

    private static int? Within(int? number, int most) => number is null || (number >= 0 && number <= most) ? number : throw new RefusedException("event-number", most.ToString("N0", CultureInfo.InvariantCulture));

    private static PublicEventView View(RegisterPublicEvent row, int registered) => new()
    {
        Id = row.Key, Title = row.Title, Kind = row.Kind, Starts = row.Starts, Ends = row.Ends, Place = row.Place, Text = row.Text, State = row.State, Sites = row.Sites, Attendees = row.Attendees,
        Seats = row.Seats, RegisterUntil = row.RegisterUntil, Registered = registered,
    };

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteCommunication) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
