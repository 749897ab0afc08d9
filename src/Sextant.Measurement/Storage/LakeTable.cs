namespace Sextant.Measurement.Storage;

/// <summary>What a lake file holds.</summary>
public enum LakeTable
{
    /// <summary>One row for each verdict on a criterion for a subject.</summary>
    Verdicts,

    /// <summary>One row for each finding, with its parameters.</summary>
    Findings,

    /// <summary>One row for each operation on the network.</summary>
    Observations,

    /// <summary>One row for each target at each measurement: its class, and by which verdicts.</summary>
    Targets,
}
