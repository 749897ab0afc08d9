using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Drafting;

/// <summary>
/// Documents on their way to being issued: drafted, put forward in rounds, commented on, every comment answered. Each change is a version of a fact and an entry of the
/// audit log; each asks what the viewer may.
/// </summary>
public sealed class DraftingEditing(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    /// <summary>Comments on one draft. 5,000: each of 500 units says ten things.</summary>
    private const int MostComments = 5000;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Begins a draft, or changes one; gives its id.</summary>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<string> RecordAsync(DraftDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "draft.record", null, async (context, writer) =>
        {
            RegisterDrafting? held = draft.Id is { } id ? await OpenAsync(context, id, cancellation).ConfigureAwait(false) : null;
            await context.OrganisationAsync(draft.Drafter, cancellation).ConfigureAwait(false);
            string title = Written.Line(draft.Title, "draft-title", 1000);
            var row = new RegisterDrafting
            {
                Key = held?.Key ?? await context.NewIdAsync<RegisterDrafting>(title, cancellation).ConfigureAwait(false), Title = title,
                Kind = DocumentWords.Kinds.Contains(draft.Kind, StringComparer.Ordinal) ? draft.Kind : throw new RefusedException("document-kind"), Drafter = draft.Drafter,
                Text = Written.OptionalText(draft.Text, "document-text", Written.LongText), State = "drafting",
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Key;
        }, cancellation);

    /// <summary>Puts the words as they stand forward for comments, until a day; gives the round's number. One round after the other.</summary>
    public async Task<int> OpenRoundAsync(string draft, DateOnly closes, Viewer viewer, CancellationToken cancellation = default)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        return await WriteAsync(viewer, "draft.consult", null, async (context, writer) =>
        {
            RegisterDrafting held = await OpenAsync(context, draft, cancellation).ConfigureAwait(false);
            List<RegisterConsultation> rounds = await RoundsAsync(context, draft, cancellation).ConfigureAwait(false);
            if (closes < today || closes > today.AddYears(1) || held.Text is null || rounds.Any(round => DraftingStore.IsOpen(held, round, today)))
            {
                throw new RefusedException("draft-round");
            }

            var row = new RegisterConsultation
            {
                Key = DraftingWords.Round(draft, rounds.Count + 1), Drafting = draft, Position = rounds.Count + 1, Opens = today, Closes = closes, Text = held.Text,
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return row.Position;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>The last round closes on another day than was said: it is extended, goes on after it had closed, or closes sooner. Who comments is told.</summary>
    /// <exception cref="RefusedException"><c>draft-round-move</c>: there is no round, or it cannot be that day; or no reason is given.</exception>
    public async Task MoveRoundAsync(string draft, DateOnly closes, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        await WriteAsync(viewer, "draft.move", reason, async (context, writer) =>
        {
            await OpenAsync(context, draft, cancellation).ConfigureAwait(false);
            RegisterConsultation? last = (await RoundsAsync(context, draft, cancellation).ConfigureAwait(false)).LastOrDefault();
            if (last is null || closes < today || closes > today.AddYears(1) || closes == last.Closes)
            {
                throw new RefusedException("draft-round-move");
            }

            var row = (RegisterConsultation)last.Next();
            row.Closes = closes;
            await writer.PutAsync(row, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Says something of the words of the round that is open; gives the comment's number.</summary>
    public async Task<int> CommentAsync(string draft, CommentDraft comment, Viewer viewer, CancellationToken cancellation = default)
    {
        IReadOnlySet<string> line = comment.Organisation is { } unit ? await reach.LineAsync(unit, cancellation).ConfigureAwait(false) : new HashSet<string>();
        if (!viewer.Has(Right.CommentDrafts, line))
        {
            throw new RefusedException("not-allowed");
        }

        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        return await _register.WriteAsync(new RegisterChange(viewer.Actor, "draft.comment", null), async (context, writer) =>
        {
            (RegisterDrafting held, IReadOnlyList<RegisterConsultation> rounds, int last) = await CommentedAsync(context, draft, cancellation).ConfigureAwait(false);
            await context.OrganisationAsync(comment.Organisation, cancellation).ConfigureAwait(false);
            RegisterConsultation round = rounds.LastOrDefault(one => DraftingStore.IsOpen(held, one, today)) ?? throw new RefusedException("draft-closed");
            int at = last + 1;
            var row = new RegisterComment
            {
                Key = DraftingWords.Comment(draft, at), Drafting = draft, Round = round.Position, Position = at <= MostComments ? at : throw new RefusedException("draft-comments", MostComments),
                Organisation = comment.Organisation, Place = Written.OptionalLine(comment.Place, "comment-place", 200), Text = Written.Text(comment.Text, "comment-text"),
            };
            writer.Add(row, null);
            return at;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Answers a comment, or answers it otherwise: taken up, in part, or not, with the reason.</summary>
    public Task AnswerAsync(string draft, int position, string verdict, string answer, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "draft.answer", null, async (context, writer) =>
        {
            await OpenAsync(context, draft, cancellation).ConfigureAwait(false);
            RegisterComment held = await context.HeldAsync<RegisterComment>(DraftingWords.Comment(draft, position), "comment-none", cancellation).ConfigureAwait(false);
            var row = (RegisterComment)held.Next();
            (row.Verdict, row.Answer) = DraftingWords.Verdicts.Contains(verdict, StringComparer.Ordinal) ? (verdict, Written.Text(answer, "comment-answer")) : throw new RefusedException("comment-verdict");
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>The draft has become a document, once every comment is answered and no round is open; or it is given up, with a reason.</summary>
    /// <param name="document">By id or number; null: given up.</param>
    public async Task EndAsync(string draft, string? document, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        await WriteAsync(viewer, document is null ? "draft.drop" : "draft.issue", reason, async (context, writer) =>
        {
            var row = (RegisterDrafting)(await OpenAsync(context, draft, cancellation).ConfigureAwait(false)).Next();
            string? why = document is null ? Written.Text(reason, "reason") : Written.OptionalText(reason, "reason");
            if (document is not null)
            {
                List<int> waiting = await context.Set<RegisterComment>().Where(one => one.Drafting == draft && one.SupersededAt == null && !one.Withdrawn && one.Verdict == null)
                    .OrderBy(one => one.Position).Select(one => one.Position).ToListAsync(cancellation).ConfigureAwait(false);
                row.Document = waiting.Count == 0 ? (await context.DocumentAsync(document, cancellation).ConfigureAwait(false)).Key : throw new RefusedException("draft-unanswered", string.Join(", ", waiting));

                // Who was given until a day to comment has until its end.
                if ((await RoundsAsync(context, draft, cancellation).ConfigureAwait(false)).Find(round => DraftingStore.IsOpen(row, round, today)) is { } open)
                {
                    throw new RefusedException("draft-round-open", open.Closes.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
                }
            }

            row.State = document is null ? "dropped" : "issued";
            await writer.PutAsync(row, why, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    private static Task<List<RegisterConsultation>> RoundsAsync(ProgrammeContext context, string draft, CancellationToken cancellation) =>
        context.Set<RegisterConsultation>().AsNoTracking().Where(row => row.Drafting == draft && row.SupersededAt == null && !row.Withdrawn).OrderBy(row => row.Position).ToListAsync(cancellation);

    private static async Task<RegisterDrafting> OpenAsync(ProgrammeContext context, string id, CancellationToken cancellation)
    {
        RegisterDrafting held = await context.HeldAsync<RegisterDrafting>(id, "draft-none", cancellation).ConfigureAwait(false);
        return held.State == "drafting" ? held : throw new RefusedException("draft-ended");
    }

    /// <summary>A draft that goes on, with its rounds and the place of its last comment: in one turn to the server, for others wait to write.</summary>
    private static async Task<(RegisterDrafting Held, IReadOnlyList<RegisterConsultation> Rounds, int LastComment)> CommentedAsync(ProgrammeContext context, string draft, CancellationToken cancellation)
    {
        IQueryable<RegisterComment> comments = context.Set<RegisterComment>();
        IQueryable<RegisterConsultation> consultations = context.Set<RegisterConsultation>().AsNoTracking().Where(row => row.SupersededAt == null && !row.Withdrawn);
        var found = await context.Set<RegisterDrafting>().AsNoTracking().Where(row => row.Key == draft && row.SupersededAt == null && !row.Withdrawn)
            .Select(row => new
            {
                Held = row,
                Rounds = consultations.Where(round => round.Drafting == row.Key).OrderBy(round => round.Position).ToList(),
                Last = comments.Where(comment => comment.Drafting == row.Key).Max(comment => (int?)comment.Position),
            }).SingleOrDefaultAsync(cancellation).ConfigureAwait(false) ?? throw new RefusedException("draft-none", draft);
        return found.Held.State == "drafting" ? (found.Held, found.Rounds, found.Last ?? 0) : throw new RefusedException("draft-ended");
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteDrafts) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
