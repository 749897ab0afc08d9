using System.Net;
using Sextant.Wire.Addresses;

namespace Sextant.Measurement.Probes;

/// <summary>How a failed operation is tried again: only a fault that repeats is the target's (measurement rule 1).</summary>
public sealed record RetryOptions
{
    /// <summary>Tries after the first. 2: a fault seen three times is no accident, and a fourth would cost a busy server more than it tells.</summary>
    public int Again { get; init; } = 2;

    /// <summary>Shortest pause before the next try. 1 s: outlasts a lost packet and a restart of one worker.</summary>
    public TimeSpan Shortest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause before the next try. 3 s for one name at the terminal; a campaign waits minutes.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Networks one owns: who measures their own may ask them again at once, and waits for the answer.</summary>
    public IReadOnlyList<IpPrefix> OwnNetworks { get; init; } = [];

    /// <summary>Shortest pause inside <see cref="OwnNetworks"/>. 1 s, also in a campaign (measurement rule 1).</summary>
    public TimeSpan OwnShortest { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause inside <see cref="OwnNetworks"/>. 3 s, also in a campaign.</summary>
    public TimeSpan OwnLongest { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Connects in all once tries disagree. 10: heavy loss is 3 of 10 (class table).</summary>
    public int LossTries { get; init; } = 10;

    /// <summary>Pause between the tries that measure loss. 200 ms keeps within 5 connections a second to one address.</summary>
    public TimeSpan LossPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Tries more where an address took connections of this scan and then refuses further ones. 2, each after <see cref="LimitPause"/> to twice as long:
    /// limits on new connections count over seconds, and what opens again after some is in order.
    /// </summary>
    public int LimitTries { get; init; } = 2;

    /// <summary>Shortest pause before such a try. 8 s: longer than limits are counted over as a rule, and short beside the time of a name.</summary>
    public TimeSpan LimitPause { get; init; } = TimeSpan.FromSeconds(8);

    internal (TimeSpan Shortest, TimeSpan Longest) SpacingOf(IPAddress? address) =>
        address is not null && OwnNetworks.Any(network => network.Contains(address)) ? (OwnShortest, OwnLongest) : (Shortest, Longest);
}
