using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Schedules;
using Sextant.Measurement.Storage;
using Sextant.Programme.Audit;
using Sextant.Programme.Organisations;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Wire;
using Sextant.Wire.Names;

namespace Sextant.Programme.Measured;

/// <summary>What a campaign is to measure, as a person writes it.</summary>
/// <param name="Name">Its name for people.</param>
/// <param name="What"><c>register</c>, <c>names</c> or <c>unknown</c>.</param>
/// <param name="Kinds">Of the register: only organisations of these kinds; empty: of all.</param>
/// <param name="Names">Names, one a line.</param>
/// <param name="UnknownOf">The campaign whose unknown results are looked at again.</param>
public sealed record CampaignOrder(string? Name, string? What, IReadOnlyList<string> Kinds, string? Names, string? UnknownOf);

/// <summary>Where campaigns are made and told to rest, to go on and to end, each act in the log before it is done; the server of the vantage measures them.</summary>
/// <param name="here">The vantage that measures, and the profile that judges.</param>
public sealed class CampaignDesk(ProgrammeDatabase database, MeasurementStores stores, (string Vantage, Profile Profile) here, TimeProvider clock)
{
    /// <summary>10,000 names typed or pasted: more come from the register, or by the command line.</summary>
    public const int MostNames = 10_000;

    /// <summary>100: more steps between two campaigns than anybody tells apart.</summary>
    public const int MostPriority = 100;

    // The longest id of a campaign.
    private const int LongestId = 64;

    private readonly IntendedActs _acts = new(database, clock);

    /// <summary>Makes a campaign that is measured from now on.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="RefusedException">The viewer may not, or nothing is to be measured.</exception>
    public async Task<string> MakeAsync(CampaignOrder order, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        string name = Written.Line(order.Name, "campaign-name", 200);
        ITargetSource source = await SourceAsync(order, cancellation).ConfigureAwait(false);
        if (!await source.TargetsAsync(cancellation).AnyAsync(cancellation).ConfigureAwait(false))
        {
            throw new RefusedException("campaign-empty");
        }

        return await _acts.DoAsync(
            viewer.Actor,
            async context => new Intent("campaign.make", "campaign:" + await NewIdAsync(context, name, cancellation).ConfigureAwait(false), new { Name = name, source.Description }),
            async id =>
            {
                var plan = new CampaignPlan { Id = id, Name = name, Profile = $"{here.Profile.Name}/{here.Profile.Version}", Vantages = [here.Vantage], Unattended = true };
                Campaign made = await stores.Campaigns.CreateOrResumeAsync(plan, source, CancellationToken.None).ConfigureAwait(false);
                return (id, (object?)new { made.Name, made.Source, made.Total });
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a schedule: from now on a campaign comes of it each time that its rule says.</summary>
    /// <param name="cron">Five fields as of cron, or <c>@daily</c> and its like, by the country's clock.</param>
    /// <returns>Its id.</returns>
    public async Task<string> ScheduleAsync(CampaignOrder order, string? cron, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        string name = Written.Line(order.Name, "campaign-name", 200);
        CronRule rule = RuleOf(cron);
        TargetRule targets = order.What switch
        {
            "register" => new TargetRule { Kinds = order.Kinds, Description = order.Kinds.Count > 0 ? "register: " + string.Join(", ", order.Kinds) : "register" },
            "names" => Names(order.Names) is { Count: > 0 } names ? new TargetRule { Names = names, Description = "list: typed" } : throw new RefusedException("campaign-empty"),
            "unknown" => throw new RefusedException("schedule-unknown"),
            _ => throw new RefusedException("campaign-what"),
        };
        TimeZoneInfo zone = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Zone;
        return await _acts.DoAsync(
            viewer.Actor,
            async context => new Intent("schedule.make", "schedule:" + await NewIdAsync(context, name, cancellation).ConfigureAwait(false), new { Name = name, targets.Description, Cron = rule.Text, Zone = zone.Id }),
            async id =>
            {
                var schedule = new Schedule
                {
                    Id = id, Name = name, Rule = targets, Profile = $"{here.Profile.Name}/{here.Profile.Version}", Vantages = [here.Vantage], Terms = CampaignTerms.Usual, Cron = rule, Zone = zone,
                    LastDue = clock.GetUtcNow(),
                };
                return await stores.Schedules.AddAsync(schedule, CancellationToken.None).ConfigureAwait(false) ? (id, (object?)null) : throw new RefusedException("campaign-ended");
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Gives a schedule another rule of time; its terms stay.</summary>
    public async Task RetimeAsync(string id, string? cron, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        CronRule rule = RuleOf(cron);
        if (await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) is not { Standing: not CampaignStanding.Stopped } held)
        {
            throw new RefusedException("campaign-ended");
        }

        await _acts.DoAsync(
            viewer.Actor,
            _ => Task.FromResult(new Intent("schedule.retime", "schedule:" + id, new { Was = held.Cron.Text, Cron = rule.Text })),
            async _ =>
            {
                await stores.Schedules.ChangeAsync(id, held.Terms, rule, CancellationToken.None).ConfigureAwait(false);
                return (true, (object?)null);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Says which of several goes first: free places go to the higher number. Of a schedule: its campaigns from the next on.</summary>
    /// <exception cref="RefusedException">There is none, or it has ended; or it is no number from -100 to 100.</exception>
    public async Task PrioritiseAsync(string id, int? priority, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        int wanted = priority is >= -MostPriority and <= MostPriority ? priority.Value : throw new RefusedException("campaign-priority", MostPriority);
        Schedule? schedule = id.Length > LongestId ? null : await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false);
        CampaignTerms held = schedule is not null
            ? schedule.Standing == CampaignStanding.Stopped ? throw new RefusedException("campaign-ended") : schedule.Terms
            : id.Length <= LongestId && await stores.Control.StandingAsync(id, cancellation).ConfigureAwait(false) is { Standing: not CampaignStanding.Stopped } found ? found.Terms
            : throw new RefusedException("campaign-ended");
        await _acts.DoAsync(
            viewer.Actor,
            _ => Task.FromResult(new Intent("campaign.priority", (schedule is null ? "campaign:" : "schedule:") + id, new { Was = held.Priority, Priority = wanted })),
            async _ =>
            {
                CampaignTerms terms = held with { Priority = wanted };
                await (schedule is null ? stores.Control.ChangeAsync(id, terms, CancellationToken.None) : stores.Schedules.ChangeAsync(id, terms, schedule.Cron, CancellationToken.None)).ConfigureAwait(false);
                return (true, (object?)null);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets a campaign or a schedule rest, go on or end.</summary>
    /// <exception cref="RefusedException">There is none, or it has ended.</exception>
    public async Task StandAsync(string id, CampaignStanding standing, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        bool schedule = await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) is not null;
        if (!schedule && (id.Length > LongestId || await stores.Control.StandingAsync(id, cancellation).ConfigureAwait(false) is null))
        {
            throw new RefusedException("campaign-ended");
        }

        await _acts.DoAsync(
            viewer.Actor,
            _ => Task.FromResult(new Intent("campaign.stand", (schedule ? "schedule:" : "campaign:") + id, new { Standing = FailureWords.Kebab(standing.ToString()) })),
            async _ =>
            {
                bool done = schedule
                    ? await stores.Schedules.StandAsync(id, standing, CancellationToken.None).ConfigureAwait(false)
                    : await stores.Control.StandAsync(id, standing, CancellationToken.None).ConfigureAwait(false);
                if (!done)
                {
                    throw new RefusedException("campaign-ended");
                }

                if (!schedule && standing == CampaignStanding.Open)
                {
                    await stores.Control.HandOverAsync(id, CancellationToken.None).ConfigureAwait(false); // whoever resumes it wants it measured
                }

                return (true, (object?)null);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Has names that were given up tried again.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> TryAgainAsync(string id, Viewer viewer, CancellationToken cancellation = default)
    {
        Allow(viewer);
        if (id.Length > LongestId || await stores.Control.StandingAsync(id, cancellation).ConfigureAwait(false) is null)
        {
            throw new RefusedException("campaign-none-failed");
        }

        return await _acts.DoAsync(
            viewer.Actor,
            _ => Task.FromResult(new Intent("campaign.again", "campaign:" + id, new { Campaign = id })),
            async _ =>
            {
                int names = await stores.Control.TryFailedAgainAsync(id, CancellationToken.None).ConfigureAwait(false);
                if (names == 0)
                {
                    throw new RefusedException("campaign-none-failed");
                }

                await stores.Control.HandOverAsync(id, CancellationToken.None).ConfigureAwait(false);
                return (names, (object?)new { Names = names });
            },
            cancellation).ConfigureAwait(false);
    }

    private static CronRule RuleOf(string? typed) => typed is { Length: <= 100 } && CronRule.TryParse(typed, out CronRule? rule) ? rule : throw new RefusedException("schedule-cron");

    private static void Allow(Viewer viewer)
    {
        if (!viewer.Has(Right.RunCampaigns))
        {
            throw new RefusedException("not-allowed");
        }
    }

    private async Task<ITargetSource> SourceAsync(CampaignOrder order, CancellationToken cancellation)
    {
        switch (order.What)
        {
            case "register":
                ProgrammeCalendar calendar = await database.CalendarAsync(cancellation).ConfigureAwait(false);
                return new CampaignTargets(database, new OrganisationFilter { Kinds = order.Kinds }, calendar.Now(clock));
            case "names":
                return new TypedTargets("list: typed", Names(order.Names));
            case "unknown":
                string of = order.UnknownOf ?? "";
                return new TypedTargets("unknown of: " + of, await stores.Scans.UnknownNamesAsync(of, cancellation).ConfigureAwait(false));
            default:
                throw new RefusedException("campaign-what");
        }
    }

    // Every line that is no name is told at once.
    private static IReadOnlyList<string> Names(string? typed)
    {
        string[] lines = (typed ?? "").Split(['\n', '\r', ',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > MostNames)
        {
            throw new RefusedException("campaign-many", MostNames);
        }

        var names = new List<string>();
        var wrong = new List<string>();
        foreach (string line in lines)
        {
            if (HostName.TryParse(line, out HostName? name, out _))
            {
                names.Add(name.Ascii);
            }
            else
            {
                wrong.Add(line.Length > 60 ? line[..60] + "..." : line);
            }
        }

        return wrong.Count == 0
            ? [.. names.Distinct(StringComparer.Ordinal)]
            : throw new RefusedException("campaign-no-name", wrong.Count, string.Join(", ", wrong.Take(10)));
    }

    // An intent takes its id: who writes one next sees it, whatever became of the first.
    private async Task<string> NewIdAsync(ProgrammeContext context, string name, CancellationToken cancellation)
    {
        string day = (await database.CalendarAsync(cancellation).ConfigureAwait(false)).Today(clock).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        string stem = Written.Slug(name);
        stem = string.Create(CultureInfo.InvariantCulture, $"{(stem.Length > 40 ? stem[..40].TrimEnd('-') : stem)}-{day}");
        for (int i = 1; ; i++)
        {
            string id = i == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{i}");
            if (await stores.Campaigns.FindAsync(id, cancellation).ConfigureAwait(false) is null && await stores.Schedules.FindAsync(id, cancellation).ConfigureAwait(false) is null
                && !await context.Set<AuditEntryRow>().AnyAsync(row => row.Subject == "campaign:" + id || row.Subject == "schedule:" + id, cancellation).ConfigureAwait(false))
            {
                return id;
            }
        }
    }

    /// <summary>Names as they were typed; what each is, is found out.</summary>
    private sealed class TypedTargets(string description, IReadOnlyList<string> names) : ITargetSource
    {
        public string Description => description;

        public IAsyncEnumerable<CampaignTarget> TargetsAsync(CancellationToken cancellation) => names.Select(name => new CampaignTarget(name, (IReadOnlyList<TargetKind>)[])).ToAsyncEnumerable();
    }
}
