using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Schedules;

/// <summary>Schedules, and the step from a time that is due to its campaign: once, whoever takes it.</summary>
public sealed class ScheduleStore
{
    private readonly Database<MeasurementContext> _database;
    private readonly TimeProvider _clock;

    internal ScheduleStore(Database<MeasurementContext> database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>Keeps a new schedule. Nothing before now is due.</summary>
    /// <returns>False when there is one of this id.</returns>
    /// <exception cref="ArgumentException">The id cannot begin the ids of campaigns.</exception>
    public async Task<bool> AddAsync(Schedule schedule, CancellationToken cancellation = default)
    {
        // The longest id that its campaigns may have, and their vantages, are judged as a campaign's are.
        CampaignMaking.Check(new CampaignPlan { Id = schedule.CampaignIdOf(_clock.GetUtcNow()), Name = schedule.Name, Profile = schedule.Profile, Vantages = schedule.Vantages });
        await using MeasurementContext context = _database.Create();
        if (await context.Schedules.AnyAsync(row => row.Id == schedule.Id, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        DateTimeOffset now = _clock.GetUtcNow();
        context.Schedules.Add(new ScheduleRow
        {
            Id = schedule.Id,
            Name = schedule.Name,
            Rule = JsonSerializer.Serialize(schedule.Rule),
            Profile = schedule.Profile,
            Vantages = string.Join('\n', schedule.Vantages),
            Priority = schedule.Terms.Priority,
            Window = schedule.Terms.Window?.ToString(),
            Concurrency = schedule.Terms.Concurrency,
            NamesPerSecond = schedule.Terms.NamesPerSecond,
            Cron = schedule.Cron.Text,
            Zone = schedule.Zone.Id,
            Standing = schedule.Standing,
            CreatedAt = now,
            LastDue = ModelConventions.Rounded(schedule.LastDue),
        });
        await context.SaveChangesAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>A schedule; null when there is none of this id.</summary>
    public async Task<Schedule?> FindAsync(string id, CancellationToken cancellation = default) =>
        (await ListAsync(cancellation).ConfigureAwait(false)).SingleOrDefault(schedule => schedule.Id == id);

    /// <summary>All schedules, by id.</summary>
    public async Task<IReadOnlyList<Schedule>> ListAsync(CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        List<ScheduleRow> rows = await context.Schedules.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(Read)];
    }

    /// <summary>Lets it rest, go on or end. One that goes on after a rest owes nothing for that time. What has ended stays so.</summary>
    public async Task<bool> StandAsync(string id, CampaignStanding standing, CancellationToken cancellation = default)
    {
        DateTimeOffset now = ModelConventions.Rounded(_clock.GetUtcNow());
        await using MeasurementContext context = _database.Create();
        return await context.Schedules.Where(row => row.Id == id && row.Standing != CampaignStanding.Stopped).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.LastDue, r => r.Standing == CampaignStanding.Paused && standing == CampaignStanding.Open ? now : r.LastDue).SetProperty(r => r.Standing, standing),
            cancellation).ConfigureAwait(false) == 1;
    }

    /// <summary>Other terms and another rule of time, for campaigns to come.</summary>
    public async Task ChangeAsync(string id, CampaignTerms terms, CronRule cron, CancellationToken cancellation = default)
    {
        DateTimeOffset now = ModelConventions.Rounded(_clock.GetUtcNow());
        string? window = terms.Window?.ToString();
        await using MeasurementContext context = _database.Create();
        await context.Schedules.Where(row => row.Id == id).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.Priority, terms.Priority).SetProperty(r => r.Window, window).SetProperty(r => r.Concurrency, terms.Concurrency)
                .SetProperty(r => r.NamesPerSecond, terms.NamesPerSecond).SetProperty(r => r.LastDue, r => r.Cron == cron.Text ? r.LastDue : now).SetProperty(r => r.Cron, cron.Text),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>The clock was ahead when this schedule was last dealt with, and was set back: it goes on from now.</summary>
    public async Task SetBackAsync(Schedule schedule, CancellationToken cancellation = default)
    {
        DateTimeOffset now = ModelConventions.Rounded(_clock.GetUtcNow());
        await using MeasurementContext context = _database.Create();
        await context.Schedules.Where(row => row.Id == schedule.Id && row.LastDue == schedule.LastDue)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.LastDue, now), cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes the campaign of a time that is due and notes that the time is dealt with, both or neither. Of several who try at once one succeeds, and a time
    /// whose campaign exists makes no second one.
    /// </summary>
    /// <returns>The campaign's id; null when another was first, or it exists already.</returns>
    public async Task<string?> BeginAsync(Schedule schedule, DateTimeOffset due, ITargetSource source, CancellationToken cancellation = default)
    {
        List<CampaignTarget> targets = await CampaignMaking.CollectAsync(source, cancellation).ConfigureAwait(false);
        string id = schedule.CampaignIdOf(due);
        await using MeasurementContext context = _database.Create();
        await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        int mine = await context.Schedules.Where(row => row.Id == schedule.Id && row.LastDue == schedule.LastDue && row.Standing == CampaignStanding.Open)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.LastDue, due).SetProperty(r => r.LastCampaign, id), cancellation).ConfigureAwait(false);
        if (mine == 0)
        {
            return null;
        }

        bool known = await context.Campaigns.AnyAsync(row => row.Id == id, cancellation).ConfigureAwait(false);
        if (!known)
        {
            await CampaignMaking.WriteAsync(context, PlanOf(schedule, id), source.Description, targets, _clock.GetUtcNow(), cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return known ? null : id;
    }

    private static CampaignPlan PlanOf(Schedule schedule, string id) => new()
    {
        Id = id, Name = schedule.Name, Profile = schedule.Profile, Vantages = schedule.Vantages, Terms = schedule.Terms, Unattended = true, Schedule = schedule.Id,
    };

    private static Schedule Read(ScheduleRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Rule = JsonSerializer.Deserialize<TargetRule>(row.Rule) ?? throw new InvalidDataException($"The schedule {row.Id} does not say what it measures."),
        Profile = row.Profile,
        Vantages = row.Vantages.Split('\n'),
        Terms = new CampaignTerms
        {
            Priority = row.Priority, Window = row.Window is { } window ? DailyWindow.Parse(window) : null, Concurrency = row.Concurrency, NamesPerSecond = row.NamesPerSecond,
        },
        Cron = CronRule.TryParse(row.Cron, out CronRule? cron) ? cron : throw new InvalidDataException($"'{row.Cron}' is stored and is no rule of time."),
        Zone = TimeZoneInfo.FindSystemTimeZoneById(row.Zone),
        Standing = row.Standing,
        LastDue = row.LastDue,
        LastCampaign = row.LastCampaign,
    };
}
