using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>What kind of thing is measured. Outside the code: <c>site</c>, <c>mail</c>, <c>zone</c>, <c>name-server</c>, <c>resolver</c>.</summary>
public enum TargetKind
{
    /// <summary>A web site: one host, or the apex and <c>www</c> of a registrable domain.</summary>
    Site,

    /// <summary>A domain that may receive mail.</summary>
    Mail,

    /// <summary>A DNS zone.</summary>
    Zone,

    /// <summary>One authoritative name server, by its name.</summary>
    NameServer,

    /// <summary>A recursive resolver.</summary>
    Resolver,
}

/// <summary>One thing that is measured.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Ascii">Its name in A-labels, lower case, without the trailing dot.</param>
public sealed record Target(TargetKind Kind, string Ascii)
{
    /// <summary>The key under which everything about it is kept in every area: <c>site:example.gov.vn</c>.</summary>
    public string Key => $"{FailureWords.Kebab(Kind.ToString())}:{Ascii}";

    /// <inheritdoc/>
    public override string ToString() => Key;
}
