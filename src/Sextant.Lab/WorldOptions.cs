namespace Sextant.Lab;

/// <summary>How a world behaves in time. Each default is what the real fault lasts; tests and demonstrations set shorter ones, with the observer's limits scaled alike.</summary>
public sealed record WorldOptions
{
    /// <summary>The clock by which certificates are made and delays pass.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a slow mail server takes to greet. 8 s: just over the 7 s from which a greeting counts as slow.</summary>
    public TimeSpan SlowGreeting { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a slow name server thinks. 1.2 s: just over the 1 s from which a median counts as slow.</summary>
    public TimeSpan SlowDns { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>What a slow way adds to each round trip. 250 ms: just over the 200 ms from which a difference counts.</summary>
    public TimeSpan SlowWay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long one connection may live in a server of the world. 2 min: longer than any observer waits, so the observer's limit is the one that is seen.</summary>
    public TimeSpan ConnectionLifetime { get; init; } = TimeSpan.FromMinutes(2);
}
