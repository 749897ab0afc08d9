using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tasks;

/// <summary>Tasks: written into open plans or made of conclusions; reported by their units; given more time by the office.</summary>
public sealed class TaskEditing(ProgrammeDatabase database, PeopleReach reach, DocumentVault vault, TimeProvider clock)
{
    private readonly AuditedRegister _register = new(database, clock);

    /// <summary>Writes a task of a plan that is still open; or what is known now of one whose text nobody knew. Gives its key.</summary>
    /// <param name="reason">Needed where the plan is issued already.</param>
    /// <exception cref="RefusedException">Something of it cannot be, or the viewer may not.</exception>
    public Task<string> PutAsync(string plan, TaskDraft draft, Viewer viewer, string? reason = null, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "task.record", reason, async (context, writer) =>
        {
            (RegisterPlan held, int last) = await HeldTasks.PlanAsync(context, plan, cancellation).ConfigureAwait(false);
            RegisterTask? task = draft.Number is { } number ? await context.HeldAsync<RegisterTask>(TaskWords.Task(plan, number), "task-none", cancellation).ConfigureAwait(false) : null;
            if (!PlanSteps.IsOpen(held.State) && (held.State != "issued" || task is not { Text: null } || string.IsNullOrWhiteSpace(reason)))
            {
                throw new RefusedException("plan-closed", held.State);
            }

            return await TaskWriting.PutAsync(context, writer, (plan, plan, task, last), draft, reason, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Makes a task of a meeting's conclusion, outside of any plan. Gives its key.</summary>
    public Task<string> FollowAsync(string direction, TaskDraft draft, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "task.follow", null, async (context, writer) =>
        {
            RegisterDirection held = await context.HeldAsync<RegisterDirection>(direction, "direction-none", cancellation).ConfigureAwait(false);
            RegisterMeeting meeting = await context.HeldAsync<RegisterMeeting>(held.Meeting, "meeting-none", cancellation).ConfigureAwait(false);
            if (meeting.Date > await TodayAsync(cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("meeting-not-held");
            }

            int last = await context.Set<RegisterTask>().Where(row => row.Owner == held.Meeting).MaxAsync(row => (int?)row.Number, cancellation).ConfigureAwait(false) ?? 0;
            return await TaskWriting.PutAsync(context, writer, (held.Meeting, null, null, last), draft with { Number = null, Direction = direction }, null, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Writes a task anew: of a plan as <see cref="PutAsync(string, TaskDraft, Viewer, string?, CancellationToken)"/> does, one outside of any plan for a reason as long as it goes on.</summary>
    public async Task RewriteAsync(string task, TaskDraft draft, Viewer viewer, string? reason, CancellationToken cancellation = default)
    {
        RegisterTask held;
        await using (ProgrammeContext context = database.Create())
        {
            held = await context.HeldAsync<RegisterTask>(task, "task-none", cancellation).ConfigureAwait(false);
        }

        if (held.Plan is { } plan)
        {
            await PutAsync(plan, draft with { Number = held.Number }, viewer, reason, cancellation).ConfigureAwait(false);
            return;
        }

        await WriteAsync(viewer, "task.record", reason, async (context, writer) =>
        {
            RegisterTask open = (await HeldTasks.OpenAsync(context, task, cancellation).ConfigureAwait(false)).Held;
            return await TaskWriting.PutAsync(context, writer, (open.Owner, null, open, 0), draft with { Direction = null }, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a task out of a plan that is still open. Its number stays free: the others keep theirs.</summary>
    /// <exception cref="RefusedException">The plan is issued, where a task is cancelled; or the viewer may not.</exception>
    public Task TakeOutAsync(string task, string reason, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "task.remove", reason, async (context, writer) =>
        {
            RegisterTask held = await context.HeldAsync<RegisterTask>(task, "task-none", cancellation).ConfigureAwait(false);
            (RegisterPlan plan, _) = await HeldTasks.PlanAsync(context, held.Plan ?? throw new RefusedException("task-closed", held.State), cancellation).ConfigureAwait(false);
            if (!PlanSteps.IsOpen(plan.State))
            {
                throw new RefusedException("plan-closed", plan.State);
            }

            string why = Written.Text(reason, "reason");
            await TaskWriting.UnitsBackAsync(context, writer, (task, 0), why, cancellation).ConfigureAwait(false);
            await writer.TakeBackAsync(held, why, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>A task is no longer to be done.</summary>
    /// <param name="from">The day from which on; null: today.</param>
    public Task CancelAsync(string task, string reason, Viewer viewer, DateOnly? from = null, CancellationToken cancellation = default) =>
        WriteAsync(viewer, "task.cancel", reason, async (context, writer) =>
        {
            var row = (RegisterTask)(await HeldTasks.OpenAsync(context, task, cancellation).ConfigureAwait(false)).Held.Next();
            DateOnly day = await TaskDays.JudgedAsync(context, row, from, await NowAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            (row.State, row.Cancelled) = ("cancelled", day);
            await writer.PutAsync(row, Written.Text(reason, "reason"), cancellation).ConfigureAwait(false);
            await EndAsync(context, writer, task, ("cancelled", day), cancellation).ConfigureAwait(false);
            return true;
        }, cancellation);

    /// <summary>Reports progress: by the lead unit's or a cooperating unit's focal point, or by the office. Only the lead and the office may say that it is done.</summary>
    public async Task ReportAsync(string task, ReportDraft draft, Viewer viewer, CancellationToken cancellation = default)
    {
        string? unit = await MayReportAsync(task, draft.Done, viewer, cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, "task.report", null), async (context, writer) =>
        {
            (RegisterTask held, int last) = await HeldTasks.OpenAsync(context, task, cancellation).ConfigureAwait(false);
            int position = last + 1;
            if (draft.Percent is < 0 or > 100 || draft.Date.Year < 1990 || draft.Date > await TodayAsync(cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("report-figures");
            }

            string? reference = await TaskWriting.ProofAsync(context, draft, cancellation).ConfigureAwait(false);
            var row = new RegisterTaskReport
            {
                Key = TaskWords.Part(task, "report", position), Task = task, Position = position, Date = draft.Date, Percent = draft.Done ? 100 : draft.Percent,
                Text = Written.Text(draft.Text, "report-text"), Done = draft.Done, ProofKind = draft.ProofKind, ProofReference = reference, ValidFrom = draft.Date,
            };
            writer.Add(row, null);
            if (draft.File is { } file)
            {
                writer.Add(await new ReportFileBook(context, vault).KeepAsync(row, file, unit, cancellation).ConfigureAwait(false), null);
            }

            if (draft.Done)
            {
                var done = (RegisterTask)held.Next();
                done.State = "done";
                await writer.PutAsync(done, null, cancellation).ConfigureAwait(false);
                await EndAsync(context, writer, task, ("done", draft.Date), cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Adds a file to a report: as long as the task goes on by who may report on it; afterwards by the lead unit and the office alone, for they said that it is done.</summary>
    public async Task AttachAsync(string task, int report, SentFile file, Viewer viewer, CancellationToken cancellation = default)
    {
        string? unit = await MayReportAsync(task, false, viewer, cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, "task.attach", null), async (context, writer) =>
        {
            RegisterTask held = await context.HeldAsync<RegisterTask>(task, "task-none", cancellation).ConfigureAwait(false);
            if (held.State != "open" && unit is not null && unit != held.Lead)
            {
                throw new RefusedException("task-closed", held.State);
            }

            RegisterTaskReport told = await context.HeldAsync<RegisterTaskReport>(TaskWords.Part(task, "report", report), "report-none", cancellation).ConfigureAwait(false);
            await writer.PutAsync(await new ReportFileBook(context, vault).KeepAsync(told, file, unit, cancellation).ConfigureAwait(false), null, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a file back, bytes and all: by the unit that added it as long as the task goes on, and by the office. Its hash and name stay in the register and in the audit log.</summary>
    public async Task DetachAsync(string task, int report, string sha256, string reason, Viewer viewer, CancellationToken cancellation = default)
    {
        string? unit = await MayReportAsync(task, false, viewer, cancellation).ConfigureAwait(false);
        await _register.WriteAsync(new RegisterChange(viewer.Actor, "task.detach", reason), async (context, writer) =>
        {
            RegisterReportFile held = await context.HeldAsync<RegisterReportFile>(ReportFileBook.Key(TaskWords.Part(task, "report", report), sha256), "file-none", cancellation).ConfigureAwait(false);
            if (unit is not null)
            {
                await HeldTasks.OpenAsync(context, task, cancellation).ConfigureAwait(false);
                held = held.Unit == unit ? held : throw new RefusedException("not-allowed");
            }

            await writer.TakeBackAsync(held, reason, cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);

        // Behind the commit: a row that still stands never lacks its bytes. What a kill keeps from it the next one does.
        await database.WriteAsync(async context =>
        {
            await new ReportFileBook(context, vault).SweepAsync(cancellation).ConfigureAwait(false);
            return true;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks for more time; gives the place of the request.</summary>
    public async Task<int> AskExtensionAsync(string task, DateOnly wanted, string reason, Viewer viewer, CancellationToken cancellation = default)
    {
        await MayReportAsync(task, true, viewer, cancellation).ConfigureAwait(false);
        return await _register.WriteAsync(new RegisterChange(viewer.Actor, "task.ask-extension", reason), async (context, writer) =>
        {
            RegisterTask held = (await HeldTasks.OpenAsync(context, task, cancellation).ConfigureAwait(false)).Held;
            DateOnly today = await TodayAsync(cancellation).ConfigureAwait(false);
            if (held.Due is not { } due || wanted <= due || wanted <= today || wanted.Year > due.Year + 5
                || await context.Current<RegisterExtension>().AnyAsync(row => row.Task == task && row.State == "asked", cancellation).ConfigureAwait(false))
            {
                throw new RefusedException("extension");
            }

            int position = await RegisterEditing.PlaceAsync(context.Set<RegisterExtension>().Where(row => row.Task == task).Select(row => row.Position), null, cancellation).ConfigureAwait(false);
            var row = new RegisterExtension
            {
                Key = TaskWords.Part(task, "extension", position), Task = task, Position = position, Was = due, Wanted = wanted, Text = Written.Text(reason, "reason"), State = "asked",
                ValidFrom = today,
            };
            await writer.PutAsync(row, null, cancellation).ConfigureAwait(false);
            return position;
        }, cancellation).ConfigureAwait(false);
    }

    /// <summary>Grants more time, which moves the last day, or refuses it.</summary>
    public Task AnswerExtensionAsync(string task, int position, ExtensionVerdict said, Viewer viewer, CancellationToken cancellation = default) =>
        WriteAsync(viewer, said.Granted ? "task.grant-extension" : "task.refuse-extension", said.Answer, async (context, writer) =>
        {
            RegisterTask held = (await HeldTasks.OpenAsync(context, task, cancellation).ConfigureAwait(false)).Held;
            RegisterExtension asked = await context.HeldAsync<RegisterExtension>(TaskWords.Part(task, "extension", position), "extension-none", cancellation).ConfigureAwait(false);
            var row = (RegisterExtension)asked.Next();
            (row.State, row.Answer) = asked.State == "asked" ? (said.Granted ? "granted" : "refused", Written.Text(said.Answer, "reason")) : throw new RefusedException("extension-answered");
            DateOnly day = await TaskDays.JudgedAsync(context, held, said.Day, await NowAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            (row.Answered, row.ValidFrom) = (day, row.ValidFrom > day ? day : row.ValidFrom);
            await writer.PutAsync(row, said.Answer, cancellation).ConfigureAwait(false);
            if (said.Granted)
            {
                var moved = (RegisterTask)held.Next();
                (moved.Due, moved.DueBy) = (asked.Wanted, "day");
                await writer.PutAsync(moved, said.Answer, cancellation).ConfigureAwait(false);
                await TaskEscalations.EndAsync(context, writer, task, ("extended", day), cancellation).ConfigureAwait(false);
            }

            return true;
        }, cancellation);

    /// <summary>Refuses who may not report on a task: asked also before a file is kept for it, for what is kept stays.</summary>
    /// <param name="asLead">Whether only the lead and the office may.</param>
    /// <returns>The unit for which the viewer reports; null: for the office.</returns>
    /// <exception cref="RefusedException">There is none, or the viewer may not.</exception>
    public async Task<string?> MayReportAsync(string task, bool asLead, Viewer viewer, CancellationToken cancellation)
    {
        string[] units;
        await using (ProgrammeContext context = database.Create())
        {
            IQueryable<RegisterCooperation> cooperation = context.Current<RegisterCooperation>();
            var found = await context.Current<RegisterTask>().Where(row => row.Key == task)
                .Select(row => new { row.Lead, Along = cooperation.Where(unit => unit.Task == row.Key).Select(unit => unit.Organisation).ToList() })
                .SingleOrDefaultAsync(cancellation).ConfigureAwait(false) ?? throw new RefusedException("task-none", task);
            units = [.. (asLead ? [] : found.Along).Prepend(found.Lead).OfType<string>()];
        }

        if (viewer.Has(Right.ReportTasks, new HashSet<string>()))
        {
            return null;
        }

        foreach (string unit in units)
        {
            if (viewer.Has(Right.ReportTasks, await reach.LineAsync(unit, cancellation).ConfigureAwait(false)))
            {
                return unit;
            }
        }

        throw new RefusedException("not-allowed");
    }

    // What a task's end leaves behind: it goes up no further, and a request for more time that nobody answered is none any more.
    private static async Task EndAsync(ProgrammeContext context, RegisterWriter writer, string task, (string Outcome, DateOnly Day) how, CancellationToken cancellation)
    {
        await TaskEscalations.EndAsync(context, writer, task, how, cancellation).ConfigureAwait(false);
        foreach (RegisterExtension asked in await context.Current<RegisterExtension>().Where(row => row.Task == task && row.State == "asked").ToListAsync(cancellation).ConfigureAwait(false))
        {
            await writer.TakeBackAsync(asked, "the task has ended", cancellation).ConfigureAwait(false);
        }
    }

    private async Task<DateOnly> TodayAsync(CancellationToken cancellation) => (await NowAsync(cancellation).ConfigureAwait(false)).Today;

    private async Task<(ProgrammeCalendar Calendar, DateOnly Today)> NowAsync(CancellationToken cancellation)
    {
        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        return (calendar, calendar.Today(clock));
    }

    private Task<T> WriteAsync<T>(Viewer viewer, string action, string? reason, Func<ProgrammeContext, RegisterWriter, Task<T>> work, CancellationToken cancellation) =>
        viewer.Has(Right.WritePlans) ? _register.WriteAsync(new RegisterChange(viewer.Actor, action, reason), work, cancellation) : throw new RefusedException("not-allowed");
}
