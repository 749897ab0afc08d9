using System.Net;
using Sextant.Wire;

namespace Sextant.Lab.Http;

/// <summary>A request as a site's script sees it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Host">The Host header without port, lower case; empty when it was missing.</param>
/// <param name="Target">The request target: path and query.</param>
/// <param name="Headers">The other headers, by name without regard to case.</param>
/// <param name="Secure">Whether it came over TLS.</param>
/// <param name="Address">The virtual address it came to.</param>
public sealed record LabRequest(
    string Method, string Host, string Target, IReadOnlyDictionary<string, string> Headers, bool Secure, IPAddress Address)
{
    /// <summary>The family it came over.</summary>
    public Family Family => Where.FamilyOf(Address);

    /// <summary>How many requests this site had before on this family.</summary>
    public int Ordinal { get; init; }

    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?', 2)[0];
}
