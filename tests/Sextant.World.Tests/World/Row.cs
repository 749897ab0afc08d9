using System.Runtime.CompilerServices;

namespace Sextant.World.Tests.World;

/// <summary>One row of the table: a name in the world, how it is made, and what `sextant check` must say of it.</summary>
/// <param name="Id">Its word: letters, digits and hyphens; its domain is <c>Id.vn</c>.</param>
/// <param name="Play">Makes it.</param>
internal sealed record Row(string Id, Action<Plot> Play)
{
    /// <summary>The class of each kind, as the JSON words it; a kind that is absent may be anything.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags that some finding must carry; with a cause as <c>tag:cause</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Tags that no finding may carry.</summary>
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>The cause of the class when it is unknown.</summary>
    public string? Cause { get; init; }

    /// <summary>Options of <c>check</c> beside the world's own.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>From where it is measured.</summary>
    public VantageKind Vantage { get; init; }

    /// <summary>The resolver that is asked.</summary>
    public ResolverKind Resolver { get; init; }

    /// <summary>Rows with the same word are checked by one process, which spares starting one for each; their options, vantage and resolver are the same.</summary>
    public string? Together { get; init; }

    /// <summary>Why the row cannot be made on this machine; null when it can.</summary>
    public string? Missing { get; init; }

    /// <summary>Checked in a run of its own, so that the exit code is about this name alone.</summary>
    public bool Alone { get; init; }

    /// <summary>A row about a site.</summary>
    public static Row Site(string id, string expected, Action<Plot> play, params string[] tags) =>
        new(id, play) { Classes = new Dictionary<string, string> { ["site"] = expected }, Tags = tags };

    /// <summary>A row about a zone.</summary>
    public static Row Zone(string id, string expected, Action<Plot> play, params string[] tags) =>
        new(id, play) { Classes = new Dictionary<string, string> { ["zone"] = expected }, Tags = tags };

    /// <summary>A row about mail.</summary>
    public static Row Mail(string id, string expected, Action<Plot> play, params string[] tags) =>
        new(id, play) { Classes = new Dictionary<string, string> { ["mail"] = expected }, Tags = tags };

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>From where a row is measured.</summary>
internal enum VantageKind
{
    /// <summary>Both families work.</summary>
    Dual,

    /// <summary>No IPv6 address and no route.</summary>
    NoIpv6,

    /// <summary>An IPv6 address and a default route, but no packet passes.</summary>
    Ipv6Hole,

    /// <summary>No IPv4 address and no route.</summary>
    NoIpv4,
}

/// <summary>Which resolver a vantage asks.</summary>
internal enum ResolverKind
{
    /// <summary>A validating one.</summary>
    Validating,

    /// <summary>One that invents AAAA for what has A only (RFC 6147).</summary>
    Dns64,

    /// <summary>An address where nothing answers.</summary>
    Dead,
}
