using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Sextant.Checks.Observations;
using Sextant.Measurement.Lake;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Storage;
using Sextant.Store.Databases;
using Sextant.Store.Files;

namespace Sextant.Measurement.Campaigns;

/// <summary>
/// Campaigns and their progress. Names are leased in batches; a batch is completed in one transaction with its lake files and current
/// verdicts, so every (campaign, name, vantage) has its result exactly once, whoever is killed when. The contract is the same on both databases.
/// </summary>
public sealed class CampaignStore
{
    /// <summary>After this many attempts that failed through us a name is given up; 3: a bug that needs a fourth will need a hundred.</summary>
    public const int MostAttempts = 3;

    /// <summary>
    /// How far ahead a lease or a next try may lie; 1 day: no lease and no pause is that long, so what lies further was written while the clock was ahead, and
    /// would keep a name back until the clock is there again.
    /// </summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private readonly Database<MeasurementContext> _database;
    private readonly LakeStore _lake;
    private readonly WriterMark _mark;
    private readonly TimeProvider _clock;
    private bool _hasLeased;

    internal CampaignStore(Database<MeasurementContext> database, LakeStore lake, WriterMark mark, TimeProvider clock) =>
        (_database, _lake, _mark, _clock) = (database, lake, mark, clock);

    /// <summary>Makes a campaign with all its names in one transaction, or finds the one of this id as it stands.</summary>
    /// <exception cref="ArgumentException">The id is not valid, or there is no vantage.</exception>
    /// <exception cref="StorageException">The database's disk is full or broken: there is no campaign.</exception>
    public Task<Campaign> CreateOrResumeAsync(CampaignPlan plan, ITargetSource source, CancellationToken cancellation = default) =>
        _lake.Health.WatchAsync(StoreArea.Leases, () => MakeOrFindAsync(plan, source, cancellation));

    private async Task<Campaign> MakeOrFindAsync(CampaignPlan plan, ITargetSource source, CancellationToken cancellation)
    {
        CampaignMaking.Check(plan);
        if (await FindAsync(plan.Id, cancellation).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        List<CampaignTarget> targets = await CampaignMaking.CollectAsync(source, cancellation).ConfigureAwait(false);
        await using MeasurementContext context = _database.Create();
        try
        {
            await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await CampaignMaking.WriteAsync(context, plan, source.Description, targets, _clock.GetUtcNow(), cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch (DbUpdateException)
        {
            // Another process may have made it between our look and our write.
            if (await FindAsync(plan.Id, cancellation).ConfigureAwait(false) is { } theirs)
            {
                return theirs;
            }

            throw;
        }

        return (await FindAsync(plan.Id, cancellation).ConfigureAwait(false))!;
    }

    /// <summary>A campaign as it stands; null when there is none of this id.</summary>
    public async Task<Campaign?> FindAsync(string id, CancellationToken cancellation = default) =>
        (await CampaignReading.ReadAsync(_database, rows => rows.Where(row => row.Id == id), cancellation).ConfigureAwait(false)).SingleOrDefault();

    /// <summary>Whether nothing is left to do from a vantage.</summary>
    public async Task<bool> IsFinishedAsync(string campaign, string vantage, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        return !await context.CampaignTargets.AnyAsync(
            row => row.CampaignId == campaign && row.Vantage == vantage && (row.State == TargetState.Pending || row.State == TargetState.Leased), cancellation).ConfigureAwait(false);
    }

    /// <summary>The newest campaigns, newest first.</summary>
    public Task<IReadOnlyList<Campaign>> ListAsync(int limit = 100, CancellationToken cancellation = default) =>
        CampaignReading.ReadAsync(_database, rows => rows.OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).Take(limit), cancellation);

    /// <summary>How a campaign goes; null when there is none of this id.</summary>
    public async Task<CampaignProgress?> ProgressAsync(string id, CancellationToken cancellation = default) =>
        await FindAsync(id, cancellation).ConfigureAwait(false) is { } campaign ? await ProgressAsync(campaign, cancellation).ConfigureAwait(false) : null;

    /// <summary>How a campaign goes whose counts are known.</summary>
    public async Task<CampaignProgress> ProgressAsync(Campaign campaign, CancellationToken cancellation = default)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset since = now - CampaignProgress.RateOver;
        await using MeasurementContext context = _database.Create();
        IQueryable<DateTimeOffset?> done = context.CampaignTargets.Where(row => row.CampaignId == campaign.Id && row.DoneAt != null).Select(row => row.DoneAt);
        int late = await done.CountAsync(at => at > since && at <= now, cancellation).ConfigureAwait(false);

        // One that began of late is not told slower than it is.
        double seconds = Math.Max(1, Math.Min(CampaignProgress.RateOver.TotalSeconds, (now - campaign.CreatedAt).TotalSeconds));
        return new CampaignProgress
        {
            Campaign = campaign,
            FirstAt = await done.OrderBy(at => at).FirstOrDefaultAsync(cancellation).ConfigureAwait(false),
            LastAt = await done.OrderByDescending(at => at).FirstOrDefaultAsync(cancellation).ConfigureAwait(false),
            NamesPerSecond = late / seconds,
        };
    }

    /// <summary>Leases the next names; null when none can be had now (all done, leased, or not to be tried yet).</summary>
    /// <param name="campaign">The campaign's id.</param>
    /// <param name="vantage">The vantage that will measure.</param>
    /// <param name="count">At most this many; a batch is what is done again after a kill, so keep it small (20 to 100).</param>
    /// <param name="duration">How long others keep off, unless renewed. The leases of a process on this machine that was killed are free at once.</param>
    /// <exception cref="StorageException">The database's disk is full or broken: nothing is leased.</exception>
    public Task<CampaignLease?> LeaseAsync(string campaign, string vantage, int count, TimeSpan duration, CancellationToken cancellation = default) =>
        _lake.Health.WatchAsync(StoreArea.Leases, async () =>
        {
            if (await LeaseNextAsync(campaign, vantage, count, duration, cancellation).ConfigureAwait(false) is { } lease)
            {
                return lease;
            }

            // What is left may be with a process that was killed beside this one. Its mark stays: what else it left behind is for the next start.
            IReadOnlyList<string> dead = _mark.Dead();
            return dead.Count > 0 && await ReleaseDeadAsync(dead, cancellation).ConfigureAwait(false) > 0
                ? await LeaseNextAsync(campaign, vantage, count, duration, cancellation).ConfigureAwait(false)
                : null;
        });

    private async Task<CampaignLease?> LeaseNextAsync(string campaign, string vantage, int count, TimeSpan duration, CancellationToken cancellation)
    {
        _hasLeased = true;
        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset until = ModelConventions.Rounded(now + duration);
        string lease = Guid.NewGuid().ToString("N");
        await using MeasurementContext context = _database.Create();

        List<CampaignTargetRow> rows = await context.CampaignTargets
            .FromSqlRaw(LeasedRows.NextSql(_database.Kind), lease, _mark.Name, _database.Parameter(until), campaign, vantage, _database.Parameter(now), count, _database.Parameter(now + Ahead))
            .AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
        return rows.Count == 0
            ? null
            : new CampaignLease(
                campaign, vantage, lease, until,
                [.. rows.OrderBy(row => row.Position).Select(row => new CampaignTarget(row.Name, Words<TargetKind>.Split(row.Kinds)) { Attempt = row.Attempts })]);
    }

    /// <summary>Keeps others off for longer.</summary>
    /// <returns>How many names are still leased to the caller.</returns>
    public async Task<int> RenewAsync(CampaignLease lease, TimeSpan duration, CancellationToken cancellation = default)
    {
        DateTimeOffset until = _clock.GetUtcNow() + duration;
        await using MeasurementContext context = _database.Create();
        return await LeasedRows.Held(context, lease).ExecuteUpdateAsync(row => row.SetProperty(r => r.LeasedUntil, until), cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Keeps the results of names of leases, all of one campaign and vantage: their lake files, history, current verdicts and the campaign's progress, all or nothing. When it returns,
    /// nothing undoes it. A name that is no longer leased to the caller is refused and nothing of it is kept.
    /// </summary>
    /// <exception cref="StorageException">A disk is full or broken: nothing of the batch is kept, and it may be completed again.</exception>
    public async Task<CompletedBatch> CompleteBatchAsync(IReadOnlyList<CampaignLease> leases, IReadOnlyList<FinishedScan> scans, CancellationToken cancellation = default)
    {
        List<FinishedScan> wanted = [.. scans.DistinctBy(scan => scan.Name)];
        while (true)
        {
            HashSet<string> held = await LeasedRows.NamesAsync(_database, leases, cancellation).ConfigureAwait(false);
            wanted.RemoveAll(scan => !held.Contains(scan.Name));
            if ((wanted.Count == 0 ? [] : await _lake.Health.WatchAsync(StoreArea.Results, () => TryCompleteAsync(leases, wanted, cancellation)).ConfigureAwait(false)) is { } files)
            {
                HashSet<string> kept = [.. wanted.Select(scan => scan.Name)];
                return new CompletedBatch([.. kept], [.. scans.Select(scan => scan.Name).Distinct().Where(name => !kept.Contains(name))], files);
            }

            // The lease of some name ran out between the look and the commit: their rows must not be in the files, so all is done again without them.
        }
    }

    /// <summary>Gives names back that were looked at and are to be looked at again, not before a time. The look counts among the <see cref="MostAttempts"/> of each.</summary>
    public async Task DeferAsync(CampaignLease lease, IReadOnlyCollection<string> names, DateTimeOffset notBefore, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        foreach (string[] chunk in names.Chunk(500))
        {
            await LeasedRows.Held(context, lease).Where(row => chunk.Contains(row.Name)).ExecuteUpdateAsync(
                row => row.SetProperty(r => r.State, TargetState.Pending).SetProperty(r => r.NotBefore, notBefore)
                    .SetProperty(r => r.Lease, (string?)null).SetProperty(r => r.Owner, (string?)null).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
                cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="SettingAside.RunAsync"/>
    internal Task SetAsideAsync(SetAside aside, CancellationToken cancellation) =>
        _lake.Health.WatchAsync(StoreArea.Results, () => SettingAside.RunAsync(_database, _lake.Writer, aside, _clock.GetUtcNow(), cancellation));

    /// <summary>Says that measuring a name failed through us. It is tried again a minute later, <see cref="MostAttempts"/> times in all, and then given up.</summary>
    public async Task FailAsync(CampaignLease lease, string name, string problem, CancellationToken cancellation = default)
    {
        DateTimeOffset later = _clock.GetUtcNow().AddMinutes(1);
        await using MeasurementContext context = _database.Create();
        await LeasedRows.Held(context, lease).Where(row => row.Name == name).ExecuteUpdateAsync(
            row => row.SetProperty(r => r.State, r => r.Attempts >= MostAttempts ? TargetState.Failed : TargetState.Pending)
                .SetProperty(r => r.NotBefore, later).SetProperty(r => r.Problem, problem)
                .SetProperty(r => r.Lease, (string?)null).SetProperty(r => r.Owner, (string?)null).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Names that were given up, with the last problem of each.</summary>
    public async Task<IReadOnlyList<(string Name, string Vantage, string Problem)>> FailedAsync(string campaign, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        List<CampaignTargetRow> rows = await context.CampaignTargets.AsNoTracking()
            .Where(row => row.CampaignId == campaign && row.State == TargetState.Failed).OrderBy(row => row.Position).ToListAsync(cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => (row.Name, row.Vantage, row.Problem ?? ""))];
    }

    /// <summary>Gives everything back that a lease still holds: when a run is stopped.</summary>
    public async Task ReleaseAsync(CampaignLease lease, CancellationToken cancellation = default)
    {
        await using MeasurementContext context = _database.Create();
        await LeasedRows.FreeAsync(LeasedRows.Held(context, lease), cancellation).ConfigureAwait(false);
    }

    /// <summary>Frees the leases of processes that have ended without giving them back; whoever is not named here may live, on this machine or another.</summary>
    internal async Task<int> ReleaseDeadAsync(IReadOnlyList<string> dead, CancellationToken cancellation)
    {
        await using MeasurementContext context = _database.Create();
        return await LeasedRows.FreeAsync(context.CampaignTargets.Where(row => row.State == TargetState.Leased && dead.Contains(row.Owner!)), cancellation).ConfigureAwait(false);
    }

    /// <summary>Frees the leases of this process, when it ends in order.</summary>
    internal async Task ReleaseOwnAsync()
    {
        if (!_hasLeased)
        {
            return;
        }

        try
        {
            await using MeasurementContext context = _database.Create();
            await LeasedRows.FreeAsync(
                context.CampaignTargets.Where(row => row.State == TargetState.Leased && row.Owner == _mark.Name), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (DatabaseFaults.IsAway(fault) || DatabaseFaults.OfDisk(fault, _database.Options) is not null)
        {
            _mark.LeaveBehind(); // as after a kill: the next start frees them
        }
    }

    /// <returns>The files written; null when a name was no longer leased to the caller: then nothing is kept.</returns>
    private async Task<IReadOnlyList<string>?> TryCompleteAsync(IReadOnlyList<CampaignLease> leases, List<FinishedScan> scans, CancellationToken cancellation)
    {
        string campaign = leases[0].Campaign;
        StagedFiles files = await _lake.Writer.StageAsync(campaign, scans, cancellation).ConfigureAwait(false);
        await using (files.ConfigureAwait(false))
        {
            await using MeasurementContext context = _database.Create();
            await using IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            DateTimeOffset now = _clock.GetUtcNow();
            int done = 0;
            foreach (string[] chunk in scans.Select(scan => scan.Name).Chunk(500))
            {
                done += await LeasedRows.Held(context, leases).Where(row => chunk.Contains(row.Name)).ExecuteUpdateAsync(
                    row => row.SetProperty(r => r.State, TargetState.Done).SetProperty(r => r.DoneAt, now)
                        .SetProperty(r => r.Lease, (string?)null).SetProperty(r => r.Owner, (string?)null).SetProperty(r => r.LeasedUntil, (DateTimeOffset?)null),
                    cancellation).ConfigureAwait(false);
            }

            if (done != scans.Count)
            {
                return null;
            }

            await ResultRows.AddAsync(Statements.Within(context), campaign, scans, files.Rows, Known.Stays, cancellation).ConfigureAwait(false);
            await CampaignCounts.AddAsync(context, campaign, scans, cancellation).ConfigureAwait(false);
            await files.CommitAsync(transaction.CommitAsync).ConfigureAwait(false);
            return [.. files.Rows.Select(row => row.Path)];
        }
    }
}
