namespace Sextant.Lab.Country;

/// <summary>One thing that can happen to a target: what a right measurement says of it, and the lines of script that make it happen.</summary>
internal sealed record Plot(string Id, LabClass Expected, string Vi, string En, Action<Stage> Play)
{
    /// <summary>See <see cref="LabCase.Needs"/>.</summary>
    public string? Needs { get; init; }

    /// <summary>Whether a single host becomes a zone of its own here, whose servers are the fault.</summary>
    public bool HasOwnZone { get; init; }
}
