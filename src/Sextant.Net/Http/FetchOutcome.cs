using System.Net;
using System.Text;
using Sextant.Net.Http.Bodies;
using Sextant.Net.Tls;
using Sextant.Wire;

namespace Sextant.Net.Http;

/// <summary>What one fetch gave: every hop, and the last one's body. All text in it is the target's and untrusted.</summary>
public sealed record FetchOutcome
{
    /// <summary>The URL it began with.</summary>
    public required string Url { get; init; }

    /// <summary>The family of every hop.</summary>
    public required Family Family { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Time spent connecting, shaking hands and transferring; lookups and waiting for turns and for places of long bodies not counted.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The hops in order. A redirect that was not followed because of where it leads has a last hop that says so.</summary>
    public required IReadOnlyList<FetchHop> Hops { get; init; }

    /// <summary>Why no page came; null for a final status of 200-399 with a body that could be read.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The last status that came.</summary>
    public int? Status => Hops.LastOrDefault(hop => hop.Status is not null)?.Status;

    /// <summary>The URL of the last hop.</summary>
    public string FinalUrl => Hops.Count == 0 ? Url : Hops[^1].Url;

    /// <summary>The body of the final response, decompressed, bounded; null when none came. Whoever fetched disposes it.</summary>
    public FetchedBody? Body { get; init; }

    /// <summary>True when the body was longer than what is read.</summary>
    public bool Cut { get; init; }

    /// <summary>Content-Type as sent.</summary>
    public string? ContentType { get; init; }
}

/// <summary>One request and its response.</summary>
public sealed record FetchHop
{
    /// <summary>The URL asked; for a redirect to what is no URL, the Location as sent, cut at 200 characters.</summary>
    public required string Url { get; init; }

    /// <summary>When the hop began (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the host's name gave; null where the address was given.</summary>
    public HostLookup? Lookup { get; init; }

    /// <summary>Every address dialled before the one that connected, or all when none did.</summary>
    public IReadOnlyList<(IPAddress Address, Failure Failure)> Tried { get; init; } = [];

    /// <summary>The address that connected, else the last one tried or refused.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; }

    /// <summary>The hop went over a connection that was open already, or is known from an earlier fetch of the same scan: connecting and shaking hands took no time of it.</summary>
    public bool Shared { get; init; }

    /// <summary>Time to connect.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>The handshake; null for http. Its stream is closed.</summary>
    public TlsOutcome? Tls { get; init; }

    /// <summary>Time from sending the request to the response's headers.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary><c>1.0</c>, <c>1.1</c> or <c>2.0</c>.</summary>
    public string? HttpVersion { get; init; }

    /// <summary>Status code.</summary>
    public int? Status { get; init; }

    /// <summary>Headers as received, in order, bounded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>What was wrong with the certificate, the worst first; the fetch went on.</summary>
    public Failure? Certificate => Tls?.Certificate?.Failures is [var worst, ..] ? worst : null;

    /// <summary>Why the hop gave no response.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Location as sent.</summary>
    public string? Location => Header("Location");

    /// <summary>Server as sent.</summary>
    public string? Server => Header("Server");

    /// <summary>Alt-Svc as sent.</summary>
    public string? AltSvc => Header("Alt-Svc");

    /// <summary>The first header of this name, as sent.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Status line and headers as text, for the evidence.</summary>
    public string HeadersText()
    {
        var text = new StringBuilder();
        text.Append("HTTP/").Append(HttpVersion).Append(' ').Append(Status).Append("\r\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return text.Append("\r\n").ToString();
    }
}
