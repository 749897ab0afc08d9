using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>How an authoritative server dealt with a question about a zone it was delegated.</summary>
internal enum Dealt
{
    /// <summary>With authority and with the data.</summary>
    Right,

    /// <summary>With the data, without AA.</summary>
    WithoutAuthority,

    /// <summary>Truncated over UDP, and the rest is not to be had over TCP.</summary>
    Truncated,

    /// <summary>Not at all for this zone: an error code, a referral, or nothing without AA (rule 8).</summary>
    Lame,

    /// <summary>With bytes that cannot be read.</summary>
    Malformed,

    /// <summary>With silence, or the connection failed.</summary>
    Silent,

    /// <summary>Not known; the cause says why.</summary>
    Open,
}

/// <summary>One judged answer.</summary>
/// <param name="How">How the server dealt with the question.</param>
/// <param name="Cause">The failure behind it, where there is one; always set for <see cref="Dealt.Open"/>.</param>
internal readonly record struct Outcome(Dealt How, Failure? Cause = null)
{
    /// <summary>True when a resolver can use the answer.</summary>
    public bool IsUsable => How is Dealt.Right or Dealt.WithoutAuthority;

    /// <summary>Judges an answer that should hold data of the zone's apex (SOA, NS). Truncation is for the caller: it has the TCP answer.</summary>
    public static Outcome Of(ServerAnswer? answer)
    {
        if (answer is null)
        {
            return new(Dealt.Open, Failure.NotMeasured);
        }

        if (answer.Failure is { } failure)
        {
            return OfFailure(failure, [.. answer.EdnsAttempts, .. answer.Attempts]);
        }

        bool data = answer.Data.Count > 0 || answer.Serial is not null;
        return (data, answer.Authoritative) switch
        {
            (true, true) => new(Dealt.Right),
            (true, false) => new(Dealt.WithoutAuthority),
            // The apex of a zone has SOA and NS (RFC 1034 section 4.2.1): a server without them does not hold the zone.
            _ => new(Dealt.Lame, Failure.DnsLame),
        };
    }

    /// <summary>Judges a failure.</summary>
    public static Outcome OfFailure(Failure failure, IReadOnlyList<Attempt> attempts) =>
        RepeatedFault.Doubt(failure, attempts) is { } doubt ? new(Dealt.Open, doubt) : failure switch
        {
            Failure.DnsServfail or Failure.DnsRefused or Failure.DnsNotimp or Failure.DnsFormerr or Failure.DnsRcode
                or Failure.DnsNxdomain or Failure.DnsNoData or Failure.DnsLame => new(Dealt.Lame, failure),
            Failure.DnsMalformed or Failure.DnsMismatch => new(Dealt.Malformed, failure),
            Failure.DnsTruncated => new(Dealt.Truncated, failure),
            _ => new(Dealt.Silent, failure),
        };
}
