namespace Sextant.Measurement.Runs;

/// <summary>What all parts of one run share.</summary>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Vantage">This vantage's name.</param>
/// <param name="Stores">Where progress and results are kept.</param>
/// <param name="Options">Profile, concurrency and windows.</param>
/// <param name="Tally">Counts as the run goes on.</param>
/// <param name="Clock">The clock.</param>
internal sealed record CampaignRun(string Campaign, string Vantage, MeasurementStores Stores, CampaignRunOptions Options, CampaignTally Tally, TimeProvider Clock)
{
    /// <summary>For every step that needs the database.</summary>
    public Patience Patience { get; } = new(Options.DatabasePatience, TimeSpan.FromSeconds(1), Clock);
}
