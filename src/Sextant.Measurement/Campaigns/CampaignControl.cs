using Microsoft.EntityFrameworkCore;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;

namespace Sextant.Measurement.Campaigns;

/// <summary>A campaign that a server is to measure by itself.</summary>
public sealed record OpenCampaign(string Id, string Name, string Profile, CampaignTerms Terms, DateTimeOffset CreatedAt);

/// <summary>What somebody says of campaigns while they go on: rest, go on, end, try again, other terms. Whoever measures looks every second.</summary>
public sealed class CampaignControl
{
    private readonly Database<MeasurementContext> _database;

    internal CampaignControl(Database<MeasurementContext> database) => _database = database;

    /// <summary>How a campaign stands, and in which hours it measures; null when there is none of this id.</summary>
    public async Task<(CampaignStanding Standing, CampaignTerms Terms)?> StandingAsync(string id, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        return await context.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellation).ConfigureAwait(false) is { } row
            ? (row.Standing, CampaignMaking.TermsOf(row))
            : null;
    }

    /// <summary>Lets it rest, go on or end. What has ended stays so.</summary>
    /// <returns>False when it has ended, or there is none of this id.</returns>
    public async Task<bool> StandAsync(string id, CampaignStanding standing, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        return await context.Campaigns.Where(row => row.Id == id && row.Standing != CampaignStanding.Stopped)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Standing, standing), cancellation).ConfigureAwait(false) == 1;
    }

    /// <summary>From now on a server measures it by itself.</summary>
    public async Task HandOverAsync(string id, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        await context.Campaigns.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Unattended, true), cancellation).ConfigureAwait(false);
    }

    /// <summary>Other terms, from the next look of whoever measures it.</summary>
    public async Task ChangeAsync(string id, CampaignTerms terms, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        string? window = terms.Window?.ToString();
        await context.Campaigns.Where(row => row.Id == id).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.Priority, terms.Priority).SetProperty(r => r.Window, window)
                .SetProperty(r => r.Concurrency, terms.Concurrency).SetProperty(r => r.NamesPerSecond, terms.NamesPerSecond),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes the names that were given up pending again, with all their attempts.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> TryFailedAgainAsync(string id, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        return await context.CampaignTargets.Where(row => row.CampaignId == id && row.State == TargetState.Failed).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, TargetState.Pending).SetProperty(r => r.Attempts, 0)
                .SetProperty(r => r.NotBefore, (DateTimeOffset?)null).SetProperty(r => r.Problem, (string?)null),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Campaigns that a server at a vantage is to go on with, the most urgent first and then the oldest.</summary>
    public async Task<IReadOnlyList<OpenCampaign>> OpenAsync(string vantage, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        List<CampaignRow> rows = await context.Campaigns.AsNoTracking()
            .Where(row => row.Unattended && row.Standing == CampaignStanding.Open && context.CampaignTargets.Any(target =>
                target.CampaignId == row.Id && target.Vantage == vantage && (target.State == TargetState.Pending || target.State == TargetState.Leased)))
            .OrderByDescending(row => row.Priority).ThenBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new OpenCampaign(row.Id, row.Name, row.Profile, CampaignMaking.TermsOf(row), row.CreatedAt))];
    }
}
