using Sextant.Measurement;
using Sextant.Measurement.Campaigns;

namespace Sextant.Cli.Parts;

/// <summary>The newest campaigns with how far each is, for who is told when one ends.</summary>
internal static class CampaignNews
{
    /// <summary>20: more than end within the five minutes between two looks.</summary>
    private const int Newest = 20;

    public static async Task<IReadOnlyList<CampaignProgress>> NewestAsync(MeasurementStores stores, CancellationToken cancellation)
    {
        var found = new List<CampaignProgress>();
        foreach (Campaign campaign in await stores.Campaigns.ListAsync(Newest, cancellation).ConfigureAwait(false))
        {
            found.Add(await stores.Campaigns.ProgressAsync(campaign, cancellation).ConfigureAwait(false));
        }

        return found;
    }
}
