using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Campaigns;
using Sextant.Programme.Audit;
using Sextant.Programme.Cases;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;
using Sextant.Wire;

namespace Sextant.Programme.Webhooks;

/// <summary>Looks at what nobody does but time and measuring do: tasks that are late, days of publication, campaigns that have ended, classes of targets that have changed.</summary>
/// <param name="campaigns">The newest campaigns.</param>
public sealed class WebhookRound(ProgrammeDatabase database, IMeasuredStates states, Func<CancellationToken, Task<IReadOnlyList<CampaignProgress>>> campaigns, TimeProvider clock)
{
    /// <summary>15 min: results are kept a minute after they were measured at the latest; a look behind them sees all.</summary>
    internal static readonly TimeSpan Behind = TimeSpan.FromMinutes(15);

    private const string Cursor = "verdicts";

    /// <summary>One round. Two at once tell nothing twice: each occasion has a stamp of which the database takes one.</summary>
    /// <returns>How many deliveries it made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        HashSet<string> wanted;
        await using (ProgrammeContext context = database.Create())
        {
            wanted = [.. (await context.Set<WebhookRow>().Where(row => row.State == "active").Select(row => row.Events).ToListAsync(cancellation).ConfigureAwait(false)).SelectMany(events => events.Split('\n'))];
        }

        if (wanted.Count == 0)
        {
            return 0;
        }

        ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
        var events = new List<OutwardEvent>();
        events.AddRange(wanted.Contains(WebhookKinds.TaskOverdue) ? await TasksAsync(calendar, cancellation).ConfigureAwait(false) : []);
        events.AddRange(wanted.Contains(WebhookKinds.Published) ? await PublicationsAsync(calendar, cancellation).ConfigureAwait(false) : []);
        events.AddRange(wanted.Contains(WebhookKinds.CampaignEnded) ? await CampaignsAsync(cancellation).ConfigureAwait(false) : []);
        (IReadOnlyList<OutwardEvent> verdicts, DateTimeOffset until) = wanted.Contains(WebhookKinds.VerdictChanged) ? await VerdictsAsync(calendar, cancellation).ConfigureAwait(false) : ([], default);
        events.AddRange(verdicts);
        return await database.WriteAsync(
            async context =>
            {
                int put = await OutwardEvents.PutAsync(context, events, clock.GetUtcNow(), cancellation).ConfigureAwait(false);
                if (until != default)
                {
                    await MoveAsync(context, until, cancellation).ConfigureAwait(false);
                }

                return put;
            },
            cancellation).ConfigureAwait(false);
    }

    private static async Task MoveAsync(ProgrammeContext context, DateTimeOffset until, CancellationToken cancellation)
    {
        WebhookCursorRow? row = await context.Set<WebhookCursorRow>().SingleOrDefaultAsync(one => one.Name == Cursor, cancellation).ConfigureAwait(false);
        row ??= context.Add(new WebhookCursorRow { Name = Cursor }).Entity;
        row.At = row.At > until ? row.At : until;
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<IEnumerable<OutwardEvent>> TasksAsync(ProgrammeCalendar calendar, CancellationToken cancellation)
    {
        var asOf = new AsOf(calendar.Today(clock));
        IReadOnlyList<TaskView> tasks = await new TaskStore(database).ListAsync(new TaskFilter { Progress = TaskProgress.Overdue }, asOf, cancellation).ConfigureAwait(false);
        return tasks.Where(task => task.Due is not null).Select(task => new OutwardEvent(
            WebhookKinds.TaskOverdue, string.Create(CultureInfo.InvariantCulture, $"{WebhookKinds.TaskOverdue} {task.Key} {task.Due:yyyy-MM-dd}"), "task:" + task.Key, "/tasks/" + task.Key, calendar.EndOf(task.Due!.Value))
        {
            Data = new JsonObject { ["due"] = task.Due!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["lead"] = task.Lead?.Slug },
        });
    }

    private async Task<IEnumerable<OutwardEvent>> PublicationsAsync(ProgrammeCalendar calendar, CancellationToken cancellation)
    {
        DateOnly today = calendar.Today(clock);
        return (await new CaseStore(database, states).PublicationsAsync(cancellation).ConfigureAwait(false)).Where(one => one.Day <= today).Select(one => new OutwardEvent(
            WebhookKinds.Published, $"{WebhookKinds.Published} {one.Id}", "publication:" + one.Id, "/publications", calendar.EndOf(one.Day.AddDays(-1)))
        {
            Data = new JsonObject { ["day"] = one.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
        });
    }

    private async Task<IEnumerable<OutwardEvent>> CampaignsAsync(CancellationToken cancellation) =>
        (await campaigns(cancellation).ConfigureAwait(false)).Where(one => one is { Left: 0, LastAt: not null }).Select(one => new OutwardEvent(
            WebhookKinds.CampaignEnded, $"{WebhookKinds.CampaignEnded} {one.Campaign.Id}", "campaign:" + one.Campaign.Id, "/campaigns/" + one.Campaign.Id, one.LastAt!.Value)
        {
            Data = new JsonObject { ["names"] = one.Campaign.Total },
        });

    // What was so up to where was looked last, against what is so a quarter of an hour ago: a class that went and came back in between is not told of.
    private async Task<(IReadOnlyList<OutwardEvent> Events, DateTimeOffset Until)> VerdictsAsync(ProgrammeCalendar calendar, CancellationToken cancellation)
    {
        DateTimeOffset until = clock.GetUtcNow() - Behind;
        DateTimeOffset? since;
        await using (ProgrammeContext context = database.Create())
        {
            since = await context.Set<WebhookCursorRow>().Where(row => row.Name == Cursor).Select(row => (DateTimeOffset?)row.At).SingleOrDefaultAsync(cancellation).ConfigureAwait(false);
        }

        if (since is null || since >= until)
        {
            return ([], until);
        }

        string[] keys = [.. (await new TargetStore(database).ListAsync(new OrganisationFilter(), new AsOf(calendar.Today(clock)), cancellation).ConfigureAwait(false)).Select(target => target.Key)];
        IReadOnlyDictionary<string, MeasuredState> before = await states.BeforeAsync(keys, since.Value, cancellation).ConfigureAwait(false);
        IReadOnlyDictionary<string, MeasuredState> after = await states.BeforeAsync(keys, until, cancellation).ConfigureAwait(false);
        return
        (
            [
                .. after.Values.Where(state => before.TryGetValue(state.Target, out MeasuredState? old) && old.Class != state.Class).Select(state => new OutwardEvent(
                    WebhookKinds.VerdictChanged, string.Create(CultureInfo.InvariantCulture, $"{WebhookKinds.VerdictChanged} {state.Target} {state.MeasuredAt.UtcTicks}"), "target:" + state.Target,
                    "/targets/" + state.Target.Replace(':', '/'), until)
                {
                    Data = new JsonObject
                    {
                        ["before"] = Word(before[state.Target]), ["after"] = Word(state), ["measuredAt"] = state.MeasuredAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), ["vantage"] = state.Vantage,
                    },
                }),
            ],
            until);
    }

    private static string Word(MeasuredState state) => FailureWords.Kebab(state.Class.ToString());
}
