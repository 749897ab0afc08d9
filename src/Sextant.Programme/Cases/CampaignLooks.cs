using System.Runtime.CompilerServices;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Measurement;
using Sextant.Measurement.Campaigns;
using Sextant.Measurement.Scans;
using Sextant.Measurement.Schedules;
using Sextant.Programme.Measured;
using Sextant.Wire;

namespace Sextant.Programme.Cases;

/// <summary>Second looks as campaigns of one name, which the server of the vantage measures by itself.</summary>
/// <param name="own">The vantage of this process.</param>
/// <param name="profile">The profile that judges.</param>
public sealed class CampaignLooks(MeasurementStores stores, string own, Profile profile) : ISecondLooks
{
    /// <summary>50: vantages that have not measured in so many campaigns are gone.</summary>
    private const int Recent = 50;

    /// <summary>Before the usual campaigns: somebody waits for the answer.</summary>
    private const int Urgent = 10;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> VantagesAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Schedule> schedules = await stores.Schedules.ListAsync(cancellation).ConfigureAwait(false);
        IReadOnlyList<Campaign> campaigns = await stores.Campaigns.ListAsync(Recent, cancellation).ConfigureAwait(false);
        return [.. schedules.SelectMany(schedule => schedule.Vantages).Concat(campaigns.SelectMany(campaign => campaign.Vantages)).Append(own).Distinct(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Task AskAsync(string campaign, string target, string vantage, CancellationToken cancellation) => stores.Campaigns.CreateOrResumeAsync(
        new CampaignPlan
        {
            Id = campaign, Name = campaign, Profile = $"{profile.Name}/{profile.Version}", Vantages = [vantage], Unattended = true, Terms = CampaignTerms.Usual with { Priority = Urgent },
        },
        new OneTarget(target), cancellation);

    /// <inheritdoc/>
    public async Task<CaseLook?> ResultAsync(string campaign, string target, string criterion, CancellationToken cancellation)
    {
        if (await stores.Campaigns.FindAsync(campaign, cancellation).ConfigureAwait(false) is not { Finished: true } finished)
        {
            return null;
        }

        JudgedTarget? seen = null;
        await foreach (JudgedTarget one in stores.Scans.OfCampaignAsync(campaign, cancellation).ConfigureAwait(false))
        {
            seen = one.Target.Key == target && (seen is null || one.MeasuredAt > seen.MeasuredAt) ? one : seen;
        }

        // Measured and nothing kept: the name failed by a fault of ours, which is no verdict.
        return seen is null
            ? new CaseLook("unknown", "unknown", finished.Vantages[0], finished.CreatedAt, null)
            : new CaseLook(
                BriefTarget.Worst(seen.Verdicts).TryGetValue(criterion, out Verdict verdict) ? CaseStore.Word(verdict) : "unknown", CaseStore.Word(seen.Class), seen.Vantage, seen.MeasuredAt,
                seen.Evidence);
    }

    private sealed class OneTarget(string key) : ITargetSource
    {
        public string Description => $"case: {key}";

        public async IAsyncEnumerable<CampaignTarget> TargetsAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask.ConfigureAwait(false);
            string[] parts = key.Split(':', 2);
            yield return new CampaignTarget(parts[1], [Enum.GetValues<TargetKind>().Single(kind => FailureWords.Kebab(kind.ToString()) == parts[0])]);
        }
    }
}
