using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Organisations.Exemptions;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Notices;

/// <summary>Looks at what is due, late, handed in and given back, tells whom it concerns once, and puts letters into the outbox as each person wants them.</summary>
/// <param name="address">Where people reach a page.</param>
/// <param name="mails">Whether letters can be sent; else notices wait for it.</param>
public sealed class NoticeRound(ProgrammeDatabase database, PeopleArea people, TimeProvider clock, Func<string, string> address, bool mails = true)
{
    /// <summary>14 days: where letters could not be sent for long, the first one does not repeat a year.</summary>
    private const int OldestDays = 14;

    /// <summary>7 days before the last day: a working week to finish or to ask for more time.</summary>
    public const int DaysAhead = 7;

    private readonly LetterStop _stop = new(database, people, clock);

    /// <summary>One round. Two at once tell nobody twice: each notice has a stamp of which the database takes one.</summary>
    /// <returns>How many notices and how many letters it made.</returns>
    public async Task<(int Notices, int Letters)> RunAsync(CancellationToken cancellation = default)
    {
        await new TaskEscalations(database, clock).RunAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<NoticeRow> wanted = await WantedAsync(cancellation).ConfigureAwait(false);
        int made = await database.WriteAsync(context => TellAsync(context, wanted, cancellation), cancellation).ConfigureAwait(false);
        if (!mails)
        {
            return (made, 0);
        }

        IReadOnlyList<PersonView> persons = [.. (await people.Persons.ListAsync(cancellation).ConfigureAwait(false)).Where(person => person.EndedAt is null)];
        HashSet<string> standing = [.. wanted.Select(row => row.Stamp)];
        int letters = await database.WriteAsync(context => MailAsync(context, persons, standing, cancellation), cancellation).ConfigureAwait(false);
        return (made, letters);
    }

    private async Task<IReadOnlyList<NoticeRow>> WantedAsync(CancellationToken cancellation)
    {
        DateOnly today = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
        var asOf = new AsOf(today);
        var store = new TaskStore(database);
        PersonView[] persons = [.. (await people.Persons.ListAsync(cancellation).ConfigureAwait(false)).Where(person => person.EndedAt is null)];
        var rows = new List<NoticeRow>();
        EscalationRule rule = await new TaskEscalations(database, clock).RuleAsync(cancellation).ConfigureAwait(false);
        foreach ((TaskView task, bool isLeft) in await DueAsync(store, asOf, cancellation).ConfigureAwait(false))
        {
            bool late = task.Progress == TaskProgress.Overdue;
            bool soon = task.Progress is TaskProgress.NotStarted or TaskProgress.UnderWay && task.Due <= today.AddDays(DaysAhead);
            if (!late && !soon)
            {
                continue;
            }

            IReadOnlySet<string> line = task.Lead?.Slug is { } lead ? await people.Reach.LineAsync(lead, cancellation).ConfigureAwait(false) : new HashSet<string>();
            IEnumerable<PersonView> who = persons.Where(person => Holds(person, today, grant => grant.Role == Role.FocalPoint && grant.Organisation is { } unit && line.Contains(unit))
                || ((task.Escalation >= Escalation.Office || isLeft) && Holds(person, today, grant => grant.Role == Role.Office)));
            string kind = late ? "task-late" : "task-due";
            string occasion = string.Create(CultureInfo.InvariantCulture, $"{task.Key}/{task.Due:yyyy-MM-dd}");
            string what = task.Text ?? NoticeTexts.Everywhere(language => NoticeTexts.For(language).Format("task.unknown"));
            string due = task.Due!.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
            rows.AddRange(who.Select(person => Row(person.Key, kind, occasion, $"/tasks/{task.Key}", what, due)));
            rows.AddRange(persons.Where(person => task.Escalation == Escalation.Head && person.Key == rule.Head)
                .Select(person => Row(person.Key, "task-raised", occasion, $"/tasks/{task.Key}", what, due, task.Lead is { } lead ? NoticeTexts.Everywhere(language => lead.Name.In(language)) : "–")));
        }

        foreach (PlanLine plan in (await store.PlansAsync(asOf, drafts: true, cancellation).ConfigureAwait(false)).Where(plan => plan.State is "submitted" or "returned"))
        {
            string kind = "plan-" + plan.State;
            Right right = NoticeKinds.RightOf(kind)!.Value;
            (DateTimeOffset at, string? reason) = await StepAsync(plan.Id, cancellation).ConfigureAwait(false);
            string occasion = string.Create(CultureInfo.InvariantCulture, $"{plan.Id}/{at.UtcTicks}");
            rows.AddRange(persons.Where(person => Holds(person, today, grant => Rights.Of(grant.Role).Contains(right)))
                .Select(person => Row(person.Key, kind, occasion, $"/plans/{plan.Id}", plan.Title, reason ?? "")));
        }

        foreach (ExemptionView ending in (await new ExemptionStore(database).ListAsync(asOf, cancellation).ConfigureAwait(false)).Where(one => one.EndsSoon(today)))
        {
            string occasion = string.Create(CultureInfo.InvariantCulture, $"{ending.Key}/{ending.Until:yyyy-MM-dd}");
            string what = NoticeTexts.Everywhere(language => string.Join(", ", new[] { ending.Name.In(language), ending.Target, ending.Criterion }.OfType<string>()));
            rows.AddRange(persons.Where(person => Holds(person, today, grant => Rights.Of(grant.Role).Contains(NoticeKinds.RightOf("exemption-ends")!.Value)))
                .Select(person => Row(person.Key, "exemption-ends", occasion, "/organisations/exemptions", what, ending.Until.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))));
        }

        rows.AddRange(await DraftsAsync(persons, today, cancellation).ConfigureAwait(false));
        return rows;
    }

    /// <summary>Tasks with a last day, and whether nobody leads them any more: then the office is told.</summary>
    private async Task<IReadOnlyList<(TaskView Task, bool IsLeft)>> DueAsync(TaskStore store, AsOf asOf, CancellationToken cancellation)
    {
        IReadOnlyList<TaskView> tasks = await store.ListAsync(new TaskFilter(), asOf, cancellation).ConfigureAwait(false);
        HashSet<string> left = [.. (await new TaskHandOvers(database, clock).OfAsync(tasks, asOf, cancellation).ConfigureAwait(false)).Select(one => one.Task.Key)];
        return [.. tasks.Where(task => task.Due is not null).Select(task => (task, left.Contains(task.Key)))];
    }

    /// <summary>What each area has to tell, for whom it concerns.</summary>
    private async Task<IReadOnlyList<NoticeRow>> DraftsAsync(IReadOnlyList<PersonView> persons, DateOnly today, CancellationToken cancellation)
    {
        var rows = new List<NoticeRow>();
        NoticeDraft[] drafts =
        [
            .. await new ReturnNotices(database).WantedAsync(today, cancellation).ConfigureAwait(false),
            .. await new CaseNotices(database).WantedAsync(today, [.. Speakers(persons, today)], cancellation).ConfigureAwait(false),
            .. await new PaperNotices(database, clock).WantedAsync(today, cancellation).ConfigureAwait(false),
            .. await new DomainNotices(database, clock).WantedAsync(today, cancellation).ConfigureAwait(false),
            .. await new OutwardNotices(database).WantedAsync(cancellation).ConfigureAwait(false),
        ];
        foreach (NoticeDraft draft in drafts)
        {
            IReadOnlySet<string> units = draft.Unit is { } unit ? await people.Reach.LineAsync(unit, cancellation).ConfigureAwait(false) : new HashSet<string>(draft.Only is { } only ? [only] : []);
            rows.AddRange(persons.Where(person => Holds(person, today, grant => NoticeKinds.RightOf(draft.Kind) is { } right
                    ? Rights.Of(grant.Role).Contains(right)
                    : grant.Role == Role.FocalPoint && grant.Organisation is { } own && units.Contains(own)))
                .Select(person => Row(person.Key, draft.Kind, draft.Occasion, draft.Place, draft.What, draft.More)));
        }

        return rows;
    }

    /// <summary>Units that somebody speaks for.</summary>
    private static IEnumerable<string> Speakers(IEnumerable<PersonView> persons, DateOnly today) =>
        persons.SelectMany(person => person.Grants).Where(grant => grant.Role == Role.FocalPoint && grant.Holds(today)).Select(grant => grant.Organisation).OfType<string>().Distinct(StringComparer.Ordinal);

    private static bool Holds(PersonView person, DateOnly today, Func<Grant, bool> which) => person.Grants.Any(grant => grant.Holds(today) && which(grant));

    private static NoticeRow Row(string person, string kind, string occasion, string place, params string[] words) => new()
    {
        Key = Secret.NewKey(), Person = person, Kind = kind, Stamp = $"{person}/{kind}/{occasion}", Place = place, Words = string.Join('\n', words.Select(word => word.ReplaceLineEndings(" "))),
    };

    // When the plan came into its state, and why: being returned twice is two occasions.
    private async Task<(DateTimeOffset At, string? Reason)> StepAsync(string plan, CancellationToken cancellation)
    {
        await using ProgrammeContext context = database.Create();
        RegisterPlan row = await context.Set<RegisterPlan>().AsNoTracking().SingleAsync(one => one.Key == plan && one.SupersededAt == null, cancellation).ConfigureAwait(false);
        return (row.RecordedAt, row.Reason);
    }

    private async Task<int> TellAsync(ProgrammeContext context, IReadOnlyList<NoticeRow> wanted, CancellationToken cancellation)
    {
        string[] stamps = [.. wanted.Select(row => row.Stamp)];
        HashSet<string> told = [.. await context.Set<NoticeRow>().Where(row => stamps.Contains(row.Stamp)).Select(row => row.Stamp).ToListAsync(cancellation).ConfigureAwait(false)];
        Dictionary<string, string[]> without = (await context.Set<NoticeChoiceRow>().AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(row => row.Person, row => NoticeStore.Lines(row.Without), StringComparer.Ordinal);
        int made = 0;
        foreach (NoticeRow row in wanted.Where(row => told.Add(row.Stamp) && !(without.GetValueOrDefault(row.Person)?.Contains(row.Kind, StringComparer.Ordinal) ?? false)))
        {
            row.At = clock.GetUtcNow();
            context.Add(row);
            made++;
        }

        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return made;
    }

    // The letter and the mark that it was made are one transaction: no notice is mailed twice, and none is lost. Of what was noticed since the last letter it tells what still stands and is
    // still this person's: a task that is done meanwhile calls nobody, and who no longer speaks for a unit is not written to about it.
    private async Task<int> MailAsync(ProgrammeContext context, IReadOnlyList<PersonView> persons, HashSet<string> standing, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        ILookup<string, NoticeRow> waiting = (await context.Set<NoticeRow>().Where(row => row.MailedAt == null).OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false)).ToLookup(row => row.Person, StringComparer.Ordinal);
        Dictionary<string, NoticeChoiceRow> choices = await context.Set<NoticeChoiceRow>().ToDictionaryAsync(row => row.Person, StringComparer.Ordinal, cancellation).ConfigureAwait(false);
        int letters = 0;
        foreach (PersonView person in persons.Where(person => waiting.Contains(person.Key)))
        {
            if (!choices.TryGetValue(person.Key, out NoticeChoiceRow? choice))
            {
                choice = context.Add(new NoticeChoiceRow { Person = person.Key, Mail = NoticeKinds.DefaultRhythm, Without = "" }).Entity;
            }

            if (choice.Mail != NoticeKinds.Never && choice.LastAt is { } last && now - last < NoticeKinds.Between(choice.Mail))
            {
                continue;
            }

            NoticeRow[] rows = [.. waiting[person.Key].Where(row => now - row.At <= TimeSpan.FromDays(OldestDays) && standing.Contains(row.Stamp))];
            foreach (NoticeRow row in waiting[person.Key])
            {
                row.MailedAt = now;
            }

            if (choice.Mail != NoticeKinds.Never && rows.Length > 0)
            {
                choice.LastAt = now;
                NoticeTexts texts = NoticeTexts.For(NoticeStore.LanguageOf(choice));
                string stop = At(texts, "/stop-letters/" + _stop.TokenOf(person.Key));
                context.Add(Outbox.Row(person.Email, texts.Format(rows.Length == 1 ? "mail.subject-one" : "mail.subject", rows.Length), Body(texts, person, rows, stop), now, stop));
                letters++;
            }
        }

        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return letters;
    }

    // Pages in English stand under /en: who reads the letter follows its links in its language.
    private string At(NoticeTexts texts, string place) => address(texts.Language == NoticeKinds.Languages[0] ? place : $"/{texts.Language}{place}");

    private string Body(NoticeTexts texts, PersonView person, NoticeRow[] rows, string stop) => string.Join(
        "\n\n",
        [
            texts.Format("mail.opening", person.Name), .. rows.Select(row => $"- {texts.Of(NoticeStore.ViewOf(row))}\n  {At(texts, row.Place)}"),
            texts.Format("mail.closing", At(texts, "/account/notices")) + "\n" + texts.Format("mail.stop", stop),
        ]);
}
