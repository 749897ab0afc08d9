using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>What is to be shown of an expert.</summary>
/// <param name="Fields">What the person knows.</param>
/// <param name="Seat">Where.</param>
/// <param name="Contact">How to reach the person, if that is to be shown.</param>
public sealed record ExpertDraft(string Name, string Fields, string? Seat, string? Contact);

/// <summary>
/// The directory of experts. Nobody stands in it who did not agree to just what it shows; who agreed may take that back at any time, by the own link or by asking, and is gone from it with that.
/// </summary>
public sealed class ExpertDesk(ProgrammeDatabase database, TimeProvider clock)
{
    private const string LinkKind = "expert";

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Writes down what would be shown of a person; gives the secret of the link by which the person agrees or not. Whatever was agreed to before is asked anew, and an earlier link ends.</summary>
    public async Task<string> ProposeAsync(string learner, ExpertDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        // Made outside of what is noted of a request that must not be done twice: that would keep it.
        string secret = Secret.New();
        await WriteAsync(viewer, "expert.propose", null, async (context, writer) =>
        {
            RegisterLearner person = await context.HeldAsync<RegisterLearner>(learner, "learner-none", cancellation).ConfigureAwait(false);
            if (person.Erased || person.MergedInto is not null)
            {
                throw new RefusedException("learner-none", learner);
            }

            // What stands under a row that was merged into this one: its link ends, and what was agreed to there with it.
            foreach (RegisterExpert other in (await OfPersonAsync(context, learner, cancellation).ConfigureAwait(false)).Where(row => row.Learner != learner))
            {
                await StepAsync(writer, other, ("withdrawn", null, string.Empty), cancellation).ConfigureAwait(false);
            }

            await writer.PutAsync(
                new RegisterExpert
                {
                    Key = learner, Learner = learner, Name = LearnerForm.IsName(draft.Name) ? draft.Name.Trim().Normalize() : throw new RefusedException("learner-name", LearnerForm.LongestName),
                    Fields = Written.Line(draft.Fields, "expert-fields"), Seat = Written.OptionalLine(draft.Seat, "expert-line", 200), Contact = Written.OptionalLine(draft.Contact, "expert-line", 200),
                    Consent = "asked", Since = await TodayAsync(cancellation).ConfigureAwait(false), Link = Secret.Hash(LinkKind, secret),
                },
                null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
        return secret;
    }

    /// <summary>The person agreed on paper to what was written down last.</summary>
    /// <param name="paper">Where that stands.</param>
    public Task AgreedAsync(string learner, string paper, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "expert.agreed", null, async (context, writer) =>
        {
            string where = Written.Line(paper, "expert-paper", 300);
            List<RegisterExpert> held = await OfPersonAsync(context, learner, cancellation).ConfigureAwait(false);
            return await StepAsync(writer, held.FirstOrDefault() ?? throw new RefusedException("expert-none", learner), ("given", where, null), cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>The person asked to be taken out.</summary>
    public Task WithdrawnAsync(string learner, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "expert.withdrawn", null, (context, writer) => TakeOutAsync(context, writer, learner, cancellation), cancellation);

    /// <summary>What is to be shown, for the person who holds the link; null: the link has ended.</summary>
    public async Task<ExpertView?> OwnAsync(string? secret, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await OwnAsync(context, secret, cancellation).ConfigureAwait(false) is { } row ? View(row) : null;
    }

    /// <summary>The person agrees, or takes that back, by the own link.</summary>
    /// <param name="from">The client's address.</param>
    public Task AnswerAsync(string? secret, bool agrees, string from, CancellationToken cancellation = default) =>
        _register.WriteAsync(new RegisterChange(new Actor("expert", from), agrees ? "expert.agreed" : "expert.withdrawn", null), async (context, writer) =>
        {
            RegisterExpert held = await OwnAsync(context, secret, cancellation).ConfigureAwait(false) ?? throw new RefusedException("expert-link");
            return agrees ? await StepAsync(writer, held, ("given", null, null), cancellation).ConfigureAwait(false) : await TakeOutAsync(context, writer, held.Learner, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Who agreed to be named, by name: as it stands this moment, whatever day a page is asked for. Of rows that are one person the newest answer is the person's.</summary>
    public async Task<IReadOnlyList<ExpertView>> PublicAsync(CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<RegisterExpert> rows = await context.Set<RegisterExpert>().AsNoTracking().Where(row => row.SupersededAt == null && !row.Withdrawn).ToListAsync(cancellation).ConfigureAwait(false);
        Dictionary<string, string> roots = await SamePerson.RootsAsync(context, rows.Select(row => row.Learner), cancellation).ConfigureAwait(false);
        IEnumerable<RegisterExpert> newest = rows.GroupBy(row => roots[row.Learner], StringComparer.Ordinal).Select(person => person.MaxBy(row => row.Id)!);
        return [.. newest.Where(row => row.Consent == "given").Select(View).OrderBy(one => Folded.Of(one.Name), StringComparer.Ordinal)];
    }

    internal static ExpertView View(RegisterExpert row) => new(row.Learner, row.Name, row.Fields, row.Seat, row.Contact, row.Consent, row.Since, row.Paper);

    /// <summary>What is written down of a person under all rows that are this person, the newest first.</summary>
    private static async Task<List<RegisterExpert>> OfPersonAsync(ProgrammeContext context, string learner, CancellationToken cancellation)
    {
        string[] rows = await SamePerson.RowsAsync(context, learner, cancellation).ConfigureAwait(false);
        return await context.Set<RegisterExpert>().AsNoTracking().Where(row => rows.Contains(row.Learner) && row.SupersededAt == null && !row.Withdrawn).OrderByDescending(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<bool> TakeOutAsync(ProgrammeContext context, RegisterWriter writer, string learner, CancellationToken cancellation)
    {
        List<RegisterExpert> held = await OfPersonAsync(context, learner, cancellation).ConfigureAwait(false);
        if (held.Count == 0)
        {
            throw new RefusedException("expert-none", learner);
        }

        // The newest last, so that it stays the newest: its link is the one that still asks.
        foreach (RegisterExpert row in Enumerable.Reverse(held))
        {
            await StepAsync(writer, row, ("withdrawn", null, null), cancellation).ConfigureAwait(false);
        }

        return true;
    }

    /// <param name="to">What the person says; the paper that says so; another link than the one held, or none.</param>
    private async Task<bool> StepAsync(RegisterWriter writer, RegisterExpert held, (string Consent, string? Paper, string? Link) to, CancellationToken cancellation)
    {
        var row = (RegisterExpert)held.Next();
        (row.Consent, row.Paper, row.Since, row.Link) = (to.Consent, to.Paper, await TodayAsync(cancellation).ConfigureAwait(false), to.Link ?? held.Link);
        await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
        return true;
    }

    private static async Task<RegisterExpert?> OwnAsync(ProgrammeContext context, string? secret, CancellationToken cancellation)
    {
        string hash = Secret.Hash(LinkKind, secret ?? string.Empty);
        return await context.Set<RegisterExpert>().AsNoTracking().FirstOrDefaultAsync(row => row.Link == hash && row.SupersededAt == null && !row.Withdrawn, cancellation).ConfigureAwait(false);
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WriteTraining) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
