using Sextant.Measurement.Probes;

namespace Sextant.Measurement.Vantages;

/// <summary>The vantage and its reference targets.</summary>
public sealed record VantageOptions
{
    /// <summary>Its name on every report.</summary>
    public string Name { get; init; } = "local";

    /// <summary>Names that are healthy over IPv4 only.</summary>
    public IReadOnlyList<string> V4 { get; init; } = [];

    /// <summary>Names that are healthy over IPv6 only.</summary>
    public IReadOnlyList<string> V6 { get; init; } = [];

    /// <summary>Names that are healthy over both families.</summary>
    public IReadOnlyList<string> Dual { get; init; } = [];

    /// <summary>Names whose IPv6 is broken on purpose.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>Mail servers that greet over each family they publish.</summary>
    public IReadOnlyList<string> Smtp { get; init; } = [];

    /// <summary>The top-level domain whose servers are references beside the root's.</summary>
    public string TopLevel { get; init; } = "vn";

    /// <summary>How a reference that failed is tried again: seconds apart in a campaign too, which waits for the answer.</summary>
    public RetryOptions Retries { get; init; } = new();

    /// <summary>How long a self-check holds. 5 minutes: measurement rule 2.</summary>
    public TimeSpan Holds { get; init; } = TimeSpan.FromMinutes(5);
}
