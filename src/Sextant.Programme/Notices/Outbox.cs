using Microsoft.EntityFrameworkCore;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Notices;

/// <summary>
/// Letters on their way. That one is begun is written before it goes out, and that it is gone afterwards: a program that is killed between the two sends it
/// once more under the same message id, by which a mail server or a reader knows it again; none is lost.
/// </summary>
public sealed class Outbox(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>5 days: what RFC 5321, section 4.5.4.1, asks of who sends, so that a mail server that breaks on a Friday and is mended on Monday still gets the letter.</summary>
    public static readonly TimeSpan GivesUp = TimeSpan.FromDays(5);

    /// <summary>10 min: longer than any conversation with a mail server; after it who began a letter is taken to be dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>50 letters a round: a round ends, and others that wait for the database get their turn.</summary>
    private const int MostAtOnce = 50;

    /// <summary>1 min: a server that is slow must not keep people from being told in the program.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    /// <summary>30 days: who looks after people has seen it by then.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    /// <summary>Puts an invitation into the outbox.</summary>
    public Task InviteAsync(string to, string name, string link, string language, CancellationToken cancellation = default) => database.WriteAsync(
        async context =>
        {
            NoticeTexts texts = NoticeTexts.For(language);
            context.Add(Row(to, texts.Format("mail.invite-subject"), texts.Format("mail.invite", name, link), clock.GetUtcNow()));
            return await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>Puts a letter about somebody's account into the outbox.</summary>
    /// <param name="what">Which: its sentences stand under <c>mail.WHAT</c>.</param>
    public Task TellAsync(string to, string language, string what, IReadOnlyList<string> words, CancellationToken cancellation = default) => database.WriteAsync(
        async context =>
        {
            NoticeTexts texts = NoticeTexts.For(language);
            context.Add(Row(to, texts.Format($"mail.{what}-subject"), texts.Format("mail." + what, [.. words]), clock.GetUtcNow()));
            return await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>How many letters stand in each state.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Set<OutboxRow>().GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
    }

    /// <summary>Letters that were refused and those that wait after an attempt, the newest first.</summary>
    public async Task<IReadOnlyList<StuckLetter>> StuckAsync(CancellationToken cancellation = default)
    {
        DateTimeOffset oldest = clock.GetUtcNow() - Shown;
        await using ProgrammeContext context = database.Create();
        List<OutboxRow> rows = await context.Set<OutboxRow>().AsNoTracking().Where(row => row.Fault != null && row.MadeAt >= oldest && (row.State == "failed" || row.State == "waiting"))
            .OrderByDescending(row => row.Id).Take(MostAtOnce).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new StuckLetter(row.Key, row.To, row.Subject, row.MadeAt, row.State, row.Attempts, row.NextAt, row.Fault!))];
    }

    /// <summary>Forgets letters that were over long ago: who was written to, and about what, is of no use any more.</summary>
    /// <returns>How many.</returns>
    public Task<int> PruneAsync(CancellationToken cancellation = default) => database.WriteAsync(
        context =>
        {
            DateTimeOffset oldest = clock.GetUtcNow() - Shown;
            return context.Set<OutboxRow>().Where(row => row.DoneAt != null && row.DoneAt < oldest).ExecuteDeleteAsync(cancellation);
        },
        cancellation);

    /// <summary>Sends what is due; several at once share the letters out. Where the server itself is the matter, the others wait for the next round.</summary>
    /// <returns>How many were taken on by the mail server.</returns>
    public async Task<int> SendAsync(IMailSender sender, CancellationToken cancellation = default)
    {
        int sent = 0;
        DateTimeOffset ends = clock.GetUtcNow() + Turn;
        foreach (long id in await DueAsync(cancellation).ConfigureAwait(false))
        {
            if (await BeginAsync(id, cancellation).ConfigureAwait(false) is { } row)
            {
                LetterFate fate = await sender.SendAsync(new Letter(row.Key, row.To, row.Subject, row.Body, row.MadeAt) { Stop = row.Stop is { } stop ? new Uri(stop) : null }, cancellation).ConfigureAwait(false);
                await EndAsync(row, fate).ConfigureAwait(false);
                sent += fate.Accepted ? 1 : 0;
                if (!fate.Reached || clock.GetUtcNow() >= ends)
                {
                    break;
                }
            }
        }

        return sent;
    }

    /// <param name="stop">Where such letters are stopped; null: they must reach.</param>
    internal static OutboxRow Row(string to, string subject, string body, DateTimeOffset now, string? stop = null) =>
        new() { Key = Secret.NewKey(), To = to, Subject = subject, Body = body, Stop = stop, State = "waiting", MadeAt = now, NextAt = now };

    /// <summary>1, 4, 16 ... minutes, 3 h at most: soon for a hiccup, seldom for an outage.</summary>
    internal static TimeSpan Wait(int attempts) => TimeSpan.FromMinutes(Math.Min(Math.Pow(4, attempts - 1), 180));

    private async Task<IReadOnlyList<long>> DueAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await using ProgrammeContext context = database.Create();
        return await context.Set<OutboxRow>().Where(row => (row.State == "waiting" || row.State == "sending") && row.NextAt <= now).OrderBy(row => row.Id).Select(row => row.Id).Take(MostAtOnce)
            .ToListAsync(cancellation).ConfigureAwait(false);
    }

    // Asked again within the only transaction that writes: of two that saw the same letter one gets it.
    private Task<OutboxRow?> BeginAsync(long id, CancellationToken cancellation) => database.WriteAsync(
        async context =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            OutboxRow? row = await context.Set<OutboxRow>().SingleOrDefaultAsync(one => one.Id == id && (one.State == "waiting" || one.State == "sending") && one.NextAt <= now, cancellation).ConfigureAwait(false);
            if (row is null)
            {
                return null;
            }

            (row.State, row.Attempts, row.NextAt) = ("sending", row.Attempts + 1, now + Lease);
            await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
            return row;
        },
        cancellation);

    // Not to be cancelled: the letter is out, and that must be known.
    private Task<bool> EndAsync(OutboxRow begun, LetterFate fate) => database.WriteAsync(
        async context =>
        {
            OutboxRow row = await context.Set<OutboxRow>().SingleAsync(one => one.Id == begun.Id, CancellationToken.None).ConfigureAwait(false);
            DateTimeOffset now = clock.GetUtcNow();
            bool over = fate.Accepted || fate.Final || now - row.MadeAt >= GivesUp;
            row.State = fate.Accepted ? "sent" : over ? "failed" : "waiting";
            row.Fault = fate.Accepted ? null : fate.Said.Length > 500 ? fate.Said[..500] : fate.Said;
            (row.NextAt, row.DoneAt, row.Body, row.Stop) = (now + Wait(row.Attempts), over ? now : null, over ? "" : row.Body, over ? null : row.Stop);
            await context.SaveChangesAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);
}
