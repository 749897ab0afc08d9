using System.Net;

namespace Sextant.Lab.Network;

/// <summary>What a script says about the way to some endpoints.</summary>
/// <param name="Where">The addresses it holds for.</param>
/// <param name="Port">The port, or every port.</param>
/// <param name="Fate">What becomes of what is sent there.</param>
/// <param name="Every">For <see cref="PathFate.Loses"/>: each n-th connection is lost, the first one included.</param>
/// <param name="RoundTrip">For <see cref="PathFate.Delays"/>: what the way adds to each round trip.</param>
public sealed record PathRule(Where Where, int? Port, PathFate Fate, int Every = 0, TimeSpan RoundTrip = default)
{
    internal bool Covers(IPEndPoint endpoint) => (Port is null || Port == endpoint.Port) && Where.Covers(endpoint.Address);
}

/// <summary>What becomes of what is sent to an endpoint.</summary>
public enum PathFate
{
    /// <summary>Nothing ever answers.</summary>
    Drops,

    /// <summary>The host says that nobody listens.</summary>
    Refuses,

    /// <summary>The network says that there is no way.</summary>
    Unreachable,

    /// <summary>Each n-th connection is lost.</summary>
    Loses,

    /// <summary>Each round trip takes longer.</summary>
    Delays,

    /// <summary>Segments above 1,280 bytes vanish on the way back, and no message says so.</summary>
    BlackHole,
}
