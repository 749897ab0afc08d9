namespace Sextant.Net.Dns;

/// <summary>Over which families an iterative resolver asks.</summary>
public enum FamilyMode
{
    Dual,
    V4Only,
    V6Only,
}

/// <summary>What an iterative resolver starts from and how far it goes.</summary>
public sealed record IterativeOptions
{
    /// <summary>Where walks begin. The public Internet's root by default.</summary>
    public RootHints RootHints { get; init; } = RootHints.Builtin;

    public FamilyMode Families { get; init; }

    /// <summary>For one question to one address; the last round waits twice as long. 2 s: four times a round trip across the world with a busy server at its end.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When a server is silent for so long the next is asked beside it. 400 ms: longer than nearly every round trip.</summary>
    public TimeSpan Impatience { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Questions for one name, those for its name servers' names included. 100: a deep name with third-party servers takes about 30.</summary>
    public int MaxQueries { get; init; } = 100;

    /// <summary>Referrals from one start. 20: names of hosts have fewer labels.</summary>
    public int MaxReferrals { get; init; } = 20;

    /// <summary>How deep a name server's name may hang on another's. 4: more is a maze, made by mistake or to keep resolvers busy.</summary>
    public int MaxNesting { get; init; } = 4;

    /// <summary>Name servers of one zone that are looked at. 16: the root has 13.</summary>
    public int MaxServersPerZone { get; init; } = 16;

    /// <summary>Name servers without glue whose addresses are sought for one zone, one after the other (NXNSAttack, CVE-2020-12662). 10: an IPv6-only walk must find the one that has IPv6.</summary>
    public int MaxGlueless { get; init; } = 10;

    /// <summary>Name servers of the parent that are asked for a delegation. 8: enough to see that they differ, and kind to a registry.</summary>
    public int MaxParentServers { get; init; } = 8;

    /// <summary>
    /// The longest time that anything is kept, an answer that there is nothing included. 5 minutes: it spares the root and the
    /// registries in a campaign, and whoever repaired something and looks again sees it.
    /// </summary>
    public TimeSpan MaxTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Answers, and delegations, kept at most. 4,000, each with the bytes it rests on: a campaign needs those of the zones above its names and of their
    /// hosters again and again, which keeps them, and each name's own for a moment.
    /// </summary>
    public int MaxCacheEntries { get; init; } = 4_000;
}
