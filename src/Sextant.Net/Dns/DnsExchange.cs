using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>Over what a question went.</summary>
public enum DnsProtocol
{
    Udp,
    Tcp,
}

/// <summary>What one question to one server gave. Everything the network did is in here; nothing of it is thrown.</summary>
public sealed record DnsExchange
{
    /// <summary>The endpoint asked.</summary>
    public required IPEndPoint Server { get; init; }

    public required DnsProtocol Transport { get; init; }

    public required DnsQuestion Question { get; init; }

    /// <summary>When the question left.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From the question (over TCP: the connection) to the answer or to giving up.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The question as sent; empty when nothing was.</summary>
    public ReadOnlyMemory<byte> QueryBytes { get; init; }

    /// <summary>What came; for <see cref="Wire.Failure.DnsMalformed"/> and <see cref="Wire.Failure.DnsMismatch"/> the bytes that were refused.</summary>
    public ReadOnlyMemory<byte>? ResponseBytes { get; init; }

    /// <summary>The answer, whatever its response code; null when none came that could be read.</summary>
    public DnsMessage? Message { get; init; }

    /// <summary>
    /// Null for a readable NOERROR answer, with or without data, truncated or not. A response code has its word beside the
    /// <see cref="Message"/>; a truncated UDP answer whose TCP retry failed is <see cref="Wire.Failure.DnsTruncated"/>.
    /// </summary>
    public Failure? Failure { get; init; }

    /// <summary>What is wrong with the bytes of a malformed answer.</summary>
    public DnsFault Fault { get; init; }

    /// <summary>Whether the answer repeats the mixed case of the question; null when case was not mixed or nothing came.</summary>
    public bool? CaseKept { get; init; }

    /// <summary>Datagrams that came and were not the answer: another id, another question, or no message at all.</summary>
    public int StrayDatagrams { get; init; }

    /// <summary>True when this is the TCP retry of a truncated UDP answer.</summary>
    public bool RetriedOverTcp { get; init; }

    /// <summary>The exchange before this one for the same call: the truncated answer, or the refusal of EDNS.</summary>
    public DnsExchange? Before { get; init; }

    /// <summary>True when the server refused EDNS and this is what it answered without.</summary>
    public bool EdnsRefused { get; init; }

    /// <summary>What the TCP retry failed with, where <see cref="Failure"/> is <see cref="Wire.Failure.DnsTruncated"/>.</summary>
    public Failure? TcpFailure { get; init; }

    /// <summary>Whether the server answered, be it with a refusal.</summary>
    public bool Answered => Message is not null;
}
