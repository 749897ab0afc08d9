namespace Sextant.Measurement.Storage;

/// <summary>How far a campaign has come with one name.</summary>
public enum TargetState
{
    /// <summary>To be measured.</summary>
    Pending,

    /// <summary>Somebody is at it.</summary>
    Leased,

    /// <summary>Its result is kept.</summary>
    Done,

    /// <summary>Given up after several attempts, through a fault of ours; never a fault of the target, which is a result.</summary>
    Failed,
}
