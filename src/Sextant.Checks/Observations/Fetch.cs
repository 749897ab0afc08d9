using System.Net;
using Sextant.Wire;

namespace Sextant.Checks.Observations;

/// <summary>One page fetched over one family, every redirect hop pinned to it.</summary>
public sealed record Fetch
{
    /// <summary>The family of every hop.</summary>
    public required Family Family { get; init; }

    /// <summary>The address URL started from, the first hop being pinned to it.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The URL it began with.</summary>
    public required string Url { get; init; }

    /// <summary>Each try of the whole fetch, the last being the one described here.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>The hops, in order.</summary>
    public IReadOnlyList<Hop> Hops { get; init; } = [];

    /// <summary>Why no page came, or why the page cannot be judged; null for a final status of 200-399 with a readable body.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The final status, when one came.</summary>
    public int? Status { get; init; }

    /// <summary>The URL of the last hop.</summary>
    public string? FinalUrl { get; init; }

    /// <summary>What the page looked like, when a body came.</summary>
    public PageShape? Page { get; init; }
}

/// <summary>One request and its response.</summary>
public sealed record Hop
{
    /// <summary>The URL asked.</summary>
    public required string Url { get; init; }

    /// <summary>The addresses its host has in the family, and how they were found; null where the address was given.</summary>
    public Lookup? Lookup { get; init; }

    /// <summary>The same host's other family, looked up only when this one has no address: tells an IPv4-only host from a dead name.</summary>
    public Lookup? OtherFamily { get; init; }

    /// <summary>The remote address.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The remote port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// True when the hop went over a connection that an earlier request of the scan had left open, or is known from such a request: the handshake that is
    /// described was made before.
    /// </summary>
    public bool? Shared { get; init; }

    /// <summary>Time to connect in milliseconds.</summary>
    public double? ConnectMs { get; init; }

    /// <summary>Time of the TLS handshake in milliseconds.</summary>
    public double? TlsMs { get; init; }

    /// <summary>The TLS handshake of this hop did not complete.</summary>
    public bool TlsFailed { get; init; }

    /// <summary>Time from sending the request to the first byte of the response in milliseconds.</summary>
    public double? FirstByteMs { get; init; }

    /// <summary><c>1.0</c>, <c>1.1</c> or <c>2</c>.</summary>
    public string? HttpVersion { get; init; }

    /// <summary>Status code.</summary>
    public int? Status { get; init; }

    /// <summary>The Location header as sent (untrusted).</summary>
    public string? Location { get; init; }

    /// <summary>The Server header as sent (untrusted).</summary>
    public string? Server { get; init; }

    /// <summary>The Alt-Svc header as sent (untrusted).</summary>
    public string? AltSvc { get; init; }

    /// <summary>What was wrong with the certificate on this hop; the fetch goes on so that content can be compared.</summary>
    public Failure? Certificate { get; init; }

    /// <summary>Why the hop gave no response.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Headers as received, bounded, as a blob reference.</summary>
    public string? HeadersBlob { get; init; }
}

/// <summary>What of a page can be compared (measurement rule 9), computed from its bytes when it was fetched.</summary>
public sealed record PageShape
{
    /// <summary>Bytes of the decompressed body that were read.</summary>
    public required long Length { get; init; }

    /// <summary>SHA-256 of these bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Media type as sent, without parameters, lower case.</summary>
    public string? MediaType { get; init; }

    /// <summary>Text of <c>title</c>, folded and bounded (untrusted).</summary>
    public string? Title { get; init; }

    /// <summary>Hashes of the visible text's word shingles, sorted, distinct, bounded.</summary>
    public IReadOnlyList<uint> TextShingles { get; init; } = [];

    /// <summary>Hashes of runs of the element skeleton in document order, sorted, distinct, bounded.</summary>
    public IReadOnlyList<uint> SkeletonShingles { get; init; } = [];

    /// <summary>Target of a meta refresh, absolute; null when there is none.</summary>
    public string? MetaRefresh { get; init; }

    /// <summary>The addresses of the meta refresh's host over IPv6, when it leads to another host.</summary>
    public Lookup? MetaRefreshAaaa { get; init; }

    /// <summary>The addresses of the meta refresh's host over IPv4, when it leads to another host.</summary>
    public Lookup? MetaRefreshA { get; init; }

    /// <summary>The page tests for robots (by known marks), so it says nothing of the site.</summary>
    public bool Challenge { get; init; }

    /// <summary>True when the body was longer than what is read.</summary>
    public bool Cut { get; init; }

    /// <summary>A bounded sample of the body, as a blob reference.</summary>
    public string? Blob { get; init; }
}
