namespace Sextant.Measurement.Storage;

/// <summary>Whether a campaign is to be gone on with.</summary>
public enum CampaignStanding
{
    /// <summary>It is measured, or may be.</summary>
    Open,

    /// <summary>It rests until somebody resumes it.</summary>
    Paused,

    /// <summary>It is over: what was measured stays, the rest is not measured.</summary>
    Stopped,
}
