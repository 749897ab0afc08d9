namespace Sextant.Measurement.Storage;

/// <summary>Data that are kept for a time of their own. What is said of each target now, and each campaign's counts, are kept for ever.</summary>
public enum DataClass
{
    /// <summary>Operations on the network, in the lake; the evidence holds them too.</summary>
    Observations,

    /// <summary>What checks said, in the lake.</summary>
    Findings,

    /// <summary>Verdicts and classes, in the lake.</summary>
    Verdicts,

    /// <summary>Classes and verdicts over time in the database; what is older is read from the lake.</summary>
    History,

    /// <summary>Records and raw bytes: as long as anything that rests on them.</summary>
    Evidence,
}
