using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Notices;

/// <summary>The notices of a person, and how the person wants to be told.</summary>
public sealed class NoticeStore(ProgrammeDatabase database, TimeProvider clock)
{
    /// <summary>200: half a year of a busy unit; older ones are of no use.</summary>
    private const int Most = 200;

    /// <summary>A person's notices, newest first.</summary>
    public async Task<IReadOnlyList<NoticeView>> ListAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        List<NoticeRow> rows = await context.Set<NoticeRow>().AsNoTracking().Where(row => row.Person == person).OrderByDescending(row => row.Id).Take(Most).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(ViewOf)];
    }

    /// <summary>How many a person has not read.</summary>
    public async Task<int> UnreadAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Set<NoticeRow>().CountAsync(row => row.Person == person && row.ReadAt == null, cancellation).ConfigureAwait(false);
    }

    /// <summary>How a person wants to be told.</summary>
    public async Task<NoticeChoice> ChoiceAsync(string person, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        NoticeChoiceRow? row = await context.Set<NoticeChoiceRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Person == person, cancellation).ConfigureAwait(false);
        return row is null ? new NoticeChoice(NoticeKinds.DefaultRhythm, [], NoticeKinds.Languages[0]) : new NoticeChoice(row.Mail, Lines(row.Without), LanguageOf(row));
    }

    /// <summary>Kinds that the viewer can be told of, by the roles of today.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(Viewer viewer, CancellationToken cancellation = default) =>
        NoticeKinds.Of(viewer.Grants, (await new TaskEscalations(database, clock).RuleAsync(cancellation).ConfigureAwait(false)).Head is { } head && head == viewer.Person);

    /// <summary>In which language a person is written to.</summary>
    /// <param name="otherwise">The language of whom nothing is known.</param>
    public async Task<string> LanguageAsync(string person, string otherwise, CancellationToken cancellation = default)
    {
        await using ProgrammeContext context = database.Create();
        return await context.Set<NoticeChoiceRow>().Where(one => one.Person == person).Select(one => one.Language).SingleOrDefaultAsync(cancellation).ConfigureAwait(false) ?? otherwise;
    }

    /// <summary>Marks all of the viewer's notices read.</summary>
    public Task ReadAllAsync(Viewer viewer, CancellationToken cancellation = default) => database.WriteAsync(
        async context =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            return await context.Set<NoticeRow>().Where(row => row.Person == viewer.Person && row.ReadAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancellation).ConfigureAwait(false);
        },
        cancellation);

    /// <summary>Keeps how the viewer wants to be told.</summary>
    /// <exception cref="RefusedException">There is no such rhythm or kind.</exception>
    public Task ChooseAsync(NoticeChoice choice, Viewer viewer, CancellationToken cancellation = default)
    {
        if (viewer.Person is not { } person)
        {
            throw new RefusedException("not-allowed");
        }

        if (!NoticeKinds.Rhythms.Contains(choice.Mail, StringComparer.Ordinal) || !NoticeKinds.Languages.Contains(choice.Language, StringComparer.Ordinal) || choice.Without.Any(kind => !NoticeKinds.All.Contains(kind, StringComparer.Ordinal)))
        {
            throw new RefusedException("notice-choice");
        }

        return new AuditLog(database, clock).ChangeAsync(
            viewer.Actor,
            async (context, trail) =>
            {
                NoticeChoiceRow? row = await context.Set<NoticeChoiceRow>().SingleOrDefaultAsync(one => one.Person == person, cancellation).ConfigureAwait(false);
                object? before = row is null ? null : new { row.Mail, row.Without, row.Language };
                row ??= context.Add(new NoticeChoiceRow { Person = person, Mail = "", Without = "" }).Entity;
                (row.StoppedFrom, row.Mail, row.Without, row.Language) = (null, choice.Mail, string.Join('\n', choice.Without.Distinct(StringComparer.Ordinal)), choice.Language);
                trail.Add("notices.choose", $"person:{person}", before, new { row.Mail, row.Without, row.Language });
                return true;
            },
            cancellation);
    }

    /// <summary>Keeps the language in which an account was made as that of its letters; what somebody has chosen stays.</summary>
    public Task MeetAsync(string person, string language, CancellationToken cancellation = default) => database.WriteAsync(
        async context =>
        {
            NoticeChoiceRow row = await context.Set<NoticeChoiceRow>().SingleOrDefaultAsync(one => one.Person == person, cancellation).ConfigureAwait(false)
                ?? context.Add(new NoticeChoiceRow { Person = person, Mail = NoticeKinds.DefaultRhythm, Without = "" }).Entity;
            row.Language ??= NoticeKinds.Languages.Contains(language, StringComparer.Ordinal) ? language : null;
            return await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        },
        cancellation);

    internal static string LanguageOf(NoticeChoiceRow row) => row.Language ?? NoticeKinds.Languages[0];

    internal static NoticeView ViewOf(NoticeRow row) => new(row.Key, row.Kind, row.Words.Split('\n'), row.Place, row.At, row.ReadAt is not null);

    internal static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
