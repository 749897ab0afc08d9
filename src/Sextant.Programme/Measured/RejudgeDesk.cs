using Microsoft.EntityFrameworkCore;
using Sextant.Checks.Judging;
using Sextant.Measurement;
using Sextant.Measurement.Desk;
using Sextant.Measurement.Scans;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Measured;

/// <summary>Judges what was kept of past campaigns again with the profile of today, and shows whose verdicts would be others. One at a time: it takes a processor.</summary>
public sealed class RejudgeDesk(ProgrammeDatabase database, MeasurementStores stores, Profile profile, TimeProvider clock) : IDisposable
{
    /// <summary>200: what a person looks through; <c>sextant rejudge</c> shows all.</summary>
    public const int MostShown = 200;

    /// <summary>Told of so often: a page that is looked at moves.</summary>
    private const int Step = 50;

    /// <summary>60 s: a server that was killed keeps others from it for a minute at most.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Every 15 s: three may fail before another server thinks that this one is gone.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);

    /// <summary>As other servers name this one.</summary>
    private static readonly string Self = $"{Environment.MachineName}/{Environment.ProcessId}";

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _turn = new();
    private volatile Rejudgement? _under;

    /// <summary>What came of the last time; null: nobody asked.</summary>
    public async Task<Rejudgement?> FindAsync(string campaign, CancellationToken cancellation = default)
    {
        if (_under is { } under && under.Campaign == campaign)
        {
            return under;
        }

        await using ProgrammeContext context = database.Create();
        RejudgementRow? row = await context.Set<RejudgementRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Campaign == campaign, cancellation).ConfigureAwait(false);
        return row is null ? null : row.State != "running" ? Rejudgement.Of(row) : IsHeld(row) ? Rejudgement.Of(row) with { Worker = row.Worker } : Rejudgement.Of(row) with { State = "interrupted" };
    }

    /// <summary>Asks for it. It goes on by itself.</summary>
    /// <exception cref="RefusedException">The viewer may not, there is none such, or another is being judged.</exception>
    public async Task AskAsync(string campaign, Viewer viewer, CancellationToken cancellation = default)
    {
        if (!viewer.Has(Right.RunCampaigns))
        {
            throw new RefusedException("not-allowed");
        }

        if (campaign.Length > 64 || await stores.Campaigns.FindAsync(campaign, cancellation).ConfigureAwait(false) is null)
        {
            throw new RefusedException("rejudge-none");
        }

        var asked = new Rejudgement(campaign, $"{profile.Name}/{profile.Version}", clock.GetUtcNow(), "running", 0, 0, 0, []);
        lock (_turn)
        {
            if (_under is not null)
            {
                throw new RefusedException("rejudge-busy"); // two asked at once
            }

            _under = asked;
        }

        try
        {
            await new AuditLog(database, clock).ChangeAsync(viewer.Actor, async (context, trail) =>
            {
                if (await context.Set<RejudgementRow>().AsNoTracking().SingleOrDefaultAsync(one => one.Campaign == campaign, cancellation).ConfigureAwait(false) is { State: "running" } elsewhere && IsHeld(elsewhere))
                {
                    throw new RefusedException("rejudge-elsewhere", elsewhere.Worker ?? "");
                }

                trail.Add("campaign.rejudge", "campaign:" + campaign, null, new { asked.Profile });
                await PutAsync(context, asked, cancellation).ConfigureAwait(false);
                return campaign;
            }, cancellation).ConfigureAwait(false);
            _ = Task.Run(() => JudgeAsync(asked), CancellationToken.None);
        }
        catch
        {
            _under = null;
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    private async Task JudgeAsync(Rejudgement asked)
    {
        Rejudgement end = asked with { State = "failed" };
        try
        {
            var differing = new List<RejudgedTarget>();
            DateTimeOffset renewed = asked.AskedAt;
            (int judged, int missing, int differ) = (0, 0, 0);
            await foreach (Rejudged one in Rejudging.RunAsync(stores, stores.Scans.OfCampaignAsync(asked.Campaign, _end.Token), profile).ConfigureAwait(false))
            {
                (judged, missing) = one.Again is null ? (judged, missing + 1) : (judged + 1, missing);
                if (one.Differs && ++differ <= MostShown)
                {
                    differing.Add(RejudgedTarget.Of(one));
                }

                if ((judged + missing) % Step == 0)
                {
                    _under = asked with { Judged = judged, Missing = missing, Differ = differ };
                }

                if (clock.GetUtcNow() - renewed >= Renewal)
                {
                    renewed = clock.GetUtcNow();
                    await SayAsync(asked with { Judged = judged, Missing = missing, Differ = differ }).ConfigureAwait(false);
                }
            }

            end = asked with { State = "done", Judged = judged, Missing = missing, Differ = differ, Differing = differing };
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whoever looks is told that it failed; what was kept is untouched by it. When the server ends, what stands there says that it was under way.
            if (_end.IsCancellationRequested)
            {
                return;
            }
        }

        try
        {
            await SayAsync(end).ConfigureAwait(false);
        }
        finally
        {
            _under = null;
        }
    }

    private bool IsHeld(RejudgementRow row) => row.LeaseUntil >= clock.GetUtcNow();

    private Task<int> SayAsync(Rejudgement said) => database.WriteAsync(
        async context =>
        {
            await PutAsync(context, said, CancellationToken.None).ConfigureAwait(false);
            return await context.SaveChangesAsync(CancellationToken.None).ConfigureAwait(false);
        },
        CancellationToken.None);

    private async Task PutAsync(ProgrammeContext context, Rejudgement said, CancellationToken cancellation)
    {
        RejudgementRow? row = await context.Set<RejudgementRow>().SingleOrDefaultAsync(one => one.Campaign == said.Campaign, cancellation).ConfigureAwait(false);
        if (row is null)
        {
            row = new RejudgementRow { Campaign = said.Campaign, Profile = said.Profile, State = said.State };
            context.Add(row);
        }

        said.WriteTo(row);
        row.Worker = said.State == "running" ? Self : null;
        row.LeaseUntil = said.State == "running" ? clock.GetUtcNow() + Lease : null;
    }
}
