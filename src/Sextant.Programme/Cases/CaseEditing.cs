using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Programme.Audit;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;

namespace Sextant.Programme.Cases;

/// <summary>
/// Units declare criteria and object to verdicts; the office announces publications and decides. Each change is a version of a fact and an entry of the audit log;
/// each asks what the viewer may.
/// </summary>
public sealed class CaseEditing(ProgrammeDatabase database, IMeasuredStates states, PeopleReach reach, TimeProvider clock)
{
    /// <summary>5 working days: what the programme gives units before results are published.</summary>
    public const int SheetDays = 5;

    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Announces a publication; gives its id.</summary>
    /// <exception cref="RefusedException">Its sheets would have to be there already, or the viewer may not.</exception>
    public async Task<string> AnnounceAsync(string? title, DateOnly day, Viewer viewer, CancellationToken cancellation = default)
    {
        (DateOnly _, DateOnly? found) = await SheetDayAsync(day, cancellation).ConfigureAwait(false);
        return await OfficeAsync(viewer, "publication.announce", null, async (context, writer) =>
        {
            DateOnly sheets = found ?? throw new RefusedException("publication-day", SheetDays);
            string written = Written.Line(title, "publication-title", 300);
            string id = await context.NewIdAsync<RegisterPublication>(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {written}"), cancellation).ConfigureAwait(false);
            await writer.PutAsync(new RegisterPublication { Key = id, Title = written, Day = day, SheetDay = sheets }, null, cancellation).ConfigureAwait(false);
            return id;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Moves a publication that is still to come. Units are told anew: from today on they have the working days that they have of every other; a sheet that is open stays open.</summary>
    public async Task MoveAsync(string publication, DateOnly day, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        (DateOnly today, DateOnly? found) = await SheetDayAsync(day, cancellation).ConfigureAwait(false);
        await OfficeAsync(viewer, "publication.move", reason, async (context, writer) =>
        {
            var row = (RegisterPublication)(await ComingAsync(context, publication, today, cancellation).ConfigureAwait(false)).Next();
            DateOnly sheets = found ?? throw new RefusedException("publication-day", SheetDays);
            (row.Day, row.SheetDay) = (day, row.SheetDay <= today ? row.SheetDay : sheets);
            await writer.PutAsync(row, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a publication back that is still to come. Objections that were made on its sheets stay.</summary>
    public async Task WithdrawAsync(string publication, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        await OfficeAsync(viewer, "publication.withdraw", reason, async (context, writer) =>
        {
            await writer.TakeBackAsync(await ComingAsync(context, publication, today, cancellation).ConfigureAwait(false), reason ?? "", cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes down what a unit says of a criterion; a later word replaces an earlier one.</summary>
    public async Task DeclareAsync(DeclarationDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        (string organisation, string criterion, string? target, string verdict, string? text) = draft;
        await MaySpeakAsync(organisation, viewer, cancellation).ConfigureAwait(false);
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, "declaration.record", null), async (context, writer) =>
        {
            await context.OrganisationAsync(organisation, cancellation).ConfigureAwait(false);
            if (!CaseWords.Declared.Contains(verdict, StringComparer.Ordinal))
            {
                throw new RefusedException("declaration-verdict");
            }

            await CriterionAsync(context, criterion, cancellation).ConfigureAwait(false);
            await OwnAsync(context, organisation, target, today, cancellation).ConfigureAwait(false);
            if (!DeclaredKinds.Fit(criterion, target))
            {
                throw new RefusedException("declaration-kind", criterion);
            }

            var row = new RegisterDeclaration
            {
                Key = CaseWords.Declaration(organisation, criterion, target), Organisation = organisation, Criterion = criterion, Target = target, Verdict = verdict, Date = today,
                Text = Written.OptionalText(text, "declaration-text"), ValidFrom = today,
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Objects to a verdict before it is published: opens a case, for which the target is measured again. Gives its number.</summary>
    public async Task<int> ObjectAsync(ObjectionDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        (string publication, string organisation, string target, string criterion, string? text) = draft;
        await MaySpeakAsync(organisation, viewer, cancellation).ConfigureAwait(false);
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, MeasuredState> seen = await states.BeforeAsync([target], DateTimeOffset.MaxValue, cancellation).ConfigureAwait(false);
        return await _register.WriteAsync(new RegisterChange(viewer.Actor, "case.open", null), async (context, writer) =>
        {
            RegisterPublication held = await context.HeldAsync<RegisterPublication>(publication, "publication-none", cancellation).ConfigureAwait(false);
            if (held.SheetDay > today || held.Day <= today)
            {
                throw held.SheetDay > today ? new RefusedException("publication-early", held.SheetDay) : new RefusedException("publication-closed", held.Day);
            }

            await OwnAsync(context, organisation, target, today, cancellation).ConfigureAwait(false);
            if (!seen.TryGetValue(target, out MeasuredState? state) || !state.Criteria.TryGetValue(criterion, out Verdict verdict))
            {
                throw new RefusedException("case-nothing-measured");
            }

            await NoneOpenAsync(context, target, criterion, cancellation).ConfigureAwait(false);
            int number = await RegisterEditing.PlaceAsync(context.Set<RegisterCase>().Select(row => row.Number), null, cancellation).ConfigureAwait(false);
            await writer.PutAsync(New(number, draft with { Text = Written.Text(text, "case-text") }, verdict, state), null, cancellation).ConfigureAwait(false);
            return number;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Decides a case, with a reason. That a verdict stands or was wrong is decided on both looks, and by another person than who objected; a case may be withdrawn at any time.
    /// </summary>
    public Task DecideAsync(int number, string decision, string? reason, Viewer viewer, CancellationToken cancellation = default) =>
        OfficeAsync(viewer, "case.decide", reason, async (context, writer) =>
        {
            RegisterCase held = await context.HeldAsync<RegisterCase>(Key(number), "case-none", cancellation).ConfigureAwait(false);
            if (!CaseWords.Decisions.Contains(decision, StringComparer.Ordinal))
            {
                throw new RefusedException("case-decision");
            }

            if (held.State == "decided" || (held.State == "opened" && decision != "withdrawn"))
            {
                throw new RefusedException(held.State == "decided" ? "case-decided" : "case-not-measured");
            }

            if (decision != "withdrawn" && await CaseRounds.IsOfAsync(context, held.Key, viewer, cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("case-own");
            }

            return await EndAsync(writer, held, (decision, reason), cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Withdraws an objection that is not decided, by who speaks for its unit.</summary>
    public async Task WithdrawObjectionAsync(int number, string? reason, Viewer viewer, CancellationToken cancellation = default)
    {
        string unit;
        await using (ProgrammeContext look = database.Create())
        {
            unit = (await look.HeldAsync<RegisterCase>(Key(number), "case-none", cancellation).ConfigureAwait(false)).Organisation;
        }

        if (!viewer.Has(Right.ObjectVerdicts, await reach.LineAsync(unit, cancellation).ConfigureAwait(false)))
        {
            throw new RefusedException("case-none", number); // to others it is as if there were none
        }

        await _register.WriteAsync(new RegisterChange(viewer.Actor, "case.withdraw", reason), async (context, writer) =>
        {
            RegisterCase held = await context.HeldAsync<RegisterCase>(Key(number), "case-none", cancellation).ConfigureAwait(false);
            return held.State == "decided" ? throw new RefusedException("case-decided") : await EndAsync(writer, held, ("withdrawn", reason), cancellation).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a case up again, with a reason: the target is measured once more, and what was seen and decided so far stays with the case.</summary>
    public Task ReopenAsync(int number, string? reason, Viewer viewer, CancellationToken cancellation = default) =>
        OfficeAsync(viewer, "case.reopen", reason, async (context, writer) =>
        {
            RegisterCase held = await context.HeldAsync<RegisterCase>(Key(number), "case-none", cancellation).ConfigureAwait(false);
            if (held.SecondVantage is null && held.State != "decided")
            {
                throw new RefusedException("case-not-looked"); // it is about to be: nothing is to be repeated yet
            }

            if (held.State == "decided")
            {
                await NoneOpenAsync(context, held.Target, held.Criterion, cancellation).ConfigureAwait(false);
            }

            int rounds = await context.Set<RegisterCase>().Where(one => one.Key == held.Key).Select(one => one.Campaign).Distinct().CountAsync(cancellation).ConfigureAwait(false);
            var row = (RegisterCase)held.Next();
            (row.State, row.Decision, row.Answer, row.Campaign) = ("opened", null, null, CampaignOf(number, rounds + 1));
            (row.SecondVantage, row.SameVantage, row.SecondVerdict, row.SecondClass, row.SecondAt, row.SecondEvidence) = (null, false, null, null, null, null);
            await writer.PutAsync(row, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Writes down from where it is looked again.</summary>
    internal Task SettleAsync(int number, string vantage, bool same, CancellationToken cancellation) => ProgramAsync(number, "case.look", row =>
        (row.SecondVantage, row.SameVantage) = (vantage, same), cancellation);

    /// <summary>Writes down what was seen.</summary>
    internal Task SeenAsync(int number, CaseLook look, CancellationToken cancellation) => ProgramAsync(number, "case.measured", row =>
        (row.State, row.SecondVerdict, row.SecondClass, row.SecondAt, row.SecondEvidence) = ("measured", look.Verdict, look.Class, look.At, look.Evidence), cancellation);

    private static async Task<bool> EndAsync(RegisterWriter writer, RegisterCase held, (string Decision, string? Reason) how, CancellationToken cancellation)
    {
        var row = (RegisterCase)held.Next();
        (row.State, row.Decision, row.Answer) = ("decided", how.Decision, Written.Text(how.Reason, "reason"));
        await writer.PutAsync(row, row.Answer, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Refuses a second open case about one verdict.</summary>
    private static async Task NoneOpenAsync(ProgrammeContext context, string target, string criterion, CancellationToken cancellation)
    {
        if (await context.Current<RegisterCase>().AnyAsync(row => row.Target == target && row.Criterion == criterion && row.State != "decided", cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("case-open-already");
        }
    }

    private static async Task<RegisterPublication> ComingAsync(ProgrammeContext context, string publication, DateOnly today, CancellationToken cancellation)
    {
        RegisterPublication held = await context.HeldAsync<RegisterPublication>(publication, "publication-none", cancellation).ConfigureAwait(false);
        return held.Day > today ? held : throw new RefusedException("publication-over");
    }

    /// <summary>Today, and from which day on units would see the sheets of a publication on a day; null: that is no day for one.</summary>
    private async Task<(DateOnly Today, DateOnly? Sheets)> SheetDayAsync(DateOnly day, CancellationToken cancellation)
    {
        DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
        var calendar = new WorkingDays(await new PlanStore(database).DaysAsync(new AsOf(today), cancellation).ConfigureAwait(false));
        DateOnly sheets = calendar.Before(day, SheetDays);
        return (today, sheets < today || day.Year > today.Year + 2 || !calendar.Works(day) ? null : sheets);
    }

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"case-{number}");

    private static async Task CriterionAsync(ProgrammeContext context, string criterion, CancellationToken cancellation) =>
        await context.HeldAsync<RegisterCriterion>(criterion, "criterion-none", cancellation).ConfigureAwait(false);

    /// <summary>Refuses a target that is not the unit's own on the day; none is the unit as a whole.</summary>
    private static async Task OwnAsync(ProgrammeContext context, string organisation, string? target, DateOnly day, CancellationToken cancellation)
    {
        if (target is not null && !await context.At<RegisterTarget>(new AsOf(day)).AnyAsync(row => row.Organisation == organisation && row.TargetKey == target, cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("case-target");
        }
    }

    private RegisterCase New(int number, ObjectionDraft draft, Verdict verdict, MeasuredState state) => new()
    {
        Key = Key(number), Number = number, Organisation = draft.Organisation, Publication = draft.Publication, Target = draft.Target, Criterion = draft.Criterion, Text = draft.Text!, State = "opened",
        OpenedAt = clock.GetUtcNow(), FirstVerdict = CaseStore.Word(verdict), FirstClass = CaseStore.Word(state.Class), FirstVantage = state.Vantage, FirstAt = state.MeasuredAt,
        FirstEvidence = state.Evidence, Campaign = CampaignOf(number, 1),
    };

    private string CampaignOf(int number, int round) => string.Create(CultureInfo.InvariantCulture, $"case-{number}-{round}-{clock.GetUtcNow():yyyyMMddHHmmss}");

    private Task ProgramAsync(int number, string action, Action<RegisterCase> change, CancellationToken cancellation) =>
        _register.WriteAsync(new RegisterChange(Actor.Program, action, null), async (context, writer) =>
        {
            RegisterCase held = await context.HeldAsync<RegisterCase>(Key(number), "case-none", cancellation).ConfigureAwait(false);

            // Decided meanwhile: what is seen later stands with the campaign and changes nothing.
            if (held.State == "opened")
            {
                var row = (RegisterCase)held.Next();
                change(row);
                await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation);

    private async Task MaySpeakAsync(string organisation, Viewer viewer, CancellationToken cancellation)
    {
        if (!viewer.Has(Right.ObjectVerdicts, await reach.LineAsync(organisation, cancellation).ConfigureAwait(false)))
        {
            throw new RefusedException("not-allowed");
        }
    }

    private Task<T> OfficeAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.DecideCases) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock);
}
