using System.Collections.Concurrent;
using Sextant.Checks.Judging;
using Sextant.Measurement;
using Sextant.Measurement.Scans;
using Sextant.Programme.Audit;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Measured;

/// <summary>What came of judging a campaign again: nothing of it is kept beyond this process, and no published verdict changes by it.</summary>
/// <param name="State"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Judged">Targets whose evidence was judged.</param>
/// <param name="Missing">Targets whose evidence is gone or damaged.</param>
/// <param name="Differ">Targets of which something is another now; the first of them follow.</param>
public sealed record Rejudgement(string Campaign, string Profile, DateTimeOffset AskedAt, string State, int Judged, int Missing, int Differ, IReadOnlyList<RejudgedTarget> Differing);

/// <summary>A target of which something is another now.</summary>
public sealed record RejudgedTarget(JudgedTarget Kept, Judgement Again, IReadOnlyList<VerdictChange> Changes);

/// <summary>Judges what was kept of past campaigns again with the profile of today, and shows whose verdicts would be others. One at a time: it takes a processor.</summary>
public sealed class RejudgeDesk(ProgrammeDatabase database, MeasurementStores stores, Profile profile, TimeProvider clock) : IDisposable
{
    /// <summary>200: what a person looks through; <c>sextant rejudge</c> shows all.</summary>
    public const int MostShown = 200;

    /// <summary>20 campaigns: what somebody compares in a day.</summary>
    private const int Remembered = 20;

    /// <summary>Told of so often: a page that is looked at moves.</summary>
    private const int Step = 50;

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Rejudgement> _found = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private Task _running = Task.CompletedTask;

    /// <summary>What came of the last time; null: nobody asked since this process began.</summary>
    public Rejudgement? Find(string campaign) => _found.GetValueOrDefault(campaign);

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
        if (!_running.IsCompleted)
        {
            throw new RefusedException("rejudge-busy");
        }

        await new AuditLog(database, clock).ChangeAsync(viewer.Actor, (_, trail) =>
        {
            trail.Add("campaign.rejudge", "campaign:" + campaign, null, new { asked.Profile });
            return Task.FromResult(true);
        }, cancellation).ConfigureAwait(false);
        lock (_turn)
        {
            if (!_running.IsCompleted)
            {
                throw new RefusedException("rejudge-busy"); // two asked at once
            }

            foreach (Rejudgement old in _found.Values.OrderByDescending(one => one.AskedAt).Skip(Remembered - 1))
            {
                _found.TryRemove(old.Campaign, out _);
            }

            _found[campaign] = asked;
            _running = Task.Run(() => JudgeAsync(asked), CancellationToken.None);
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
        try
        {
            CancellationToken end = _end.Token;
            var differing = new List<RejudgedTarget>();
            (int judged, int missing, int differ) = (0, 0, 0);
            await foreach (JudgedTarget kept in stores.Scans.OfCampaignAsync(asked.Campaign, end).ConfigureAwait(false))
            {
                if (Again(kept) is not { } again)
                {
                    missing++;
                }
                else
                {
                    judged++;
                    IReadOnlyList<VerdictChange> changes = VerdictChange.Between(kept, again);
                    if (VerdictChange.Differs(kept, again, changes) && ++differ <= MostShown)
                    {
                        differing.Add(new RejudgedTarget(kept, again, changes));
                    }
                }

                if ((judged + missing) % Step == 0)
                {
                    _found[asked.Campaign] = asked with { Judged = judged, Missing = missing, Differ = differ };
                }
            }

            _found[asked.Campaign] = asked with { State = "done", Judged = judged, Missing = missing, Differ = differ, Differing = differing };
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whoever looks is told that it failed; what was kept is untouched by it.
            _found[asked.Campaign] = asked with { State = "failed" };
        }
    }

    // One damaged segment keeps nobody from judging the others.
    private Judgement? Again(JudgedTarget kept)
    {
        try
        {
            return stores.Evidence.GetScan(kept.Evidence) is { } scan ? Judge.Assess(scan, profile).SingleOrDefault(entry => entry.Kind == kept.Target.Kind) : null;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
