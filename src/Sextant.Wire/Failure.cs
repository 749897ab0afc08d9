namespace Sextant.Wire;

/// <summary>
/// Why an operation did not give what was asked: the closed vocabulary of code, data and documents.
/// Its words (<see cref="FailureWords"/>) are stored and published, so a member is never renamed or reused.
/// </summary>
public enum Failure
{
    // Names
    /// <summary>The name does not exist.</summary>
    DnsNxdomain,
    /// <summary>The name exists and has no record of this type.</summary>
    DnsNoData,
    /// <summary>The server answered SERVFAIL.</summary>
    DnsServfail,
    /// <summary>The server answered REFUSED.</summary>
    DnsRefused,
    /// <summary>The server answered NOTIMP.</summary>
    DnsNotimp,
    /// <summary>The server answered FORMERR.</summary>
    DnsFormerr,
    /// <summary>The server answered another response code that is not NOERROR.</summary>
    DnsRcode,
    /// <summary>The server is not authoritative for the zone it was delegated: a referral, or an answer without AA and without the data.</summary>
    DnsLame,
    /// <summary>Validation fails: SERVFAIL that becomes an answer with CD=1, of data that are signed or ought to be.</summary>
    DnsBogus,
    /// <summary>The answer cannot be read.</summary>
    DnsMalformed,
    /// <summary>The answer is to another question or carries another id.</summary>
    DnsMismatch,
    /// <summary>Truncated over UDP and not to be had over TCP.</summary>
    DnsTruncated,
    /// <summary>More than 10 aliases.</summary>
    DnsChainTooLong,
    /// <summary>Aliases or delegations lead back to themselves.</summary>
    DnsLoop,
    /// <summary>The resolver's bound on work for one name was reached.</summary>
    DnsWorkLimit,
    /// <summary>The zone has no name server that could be asked over this family.</summary>
    DnsNoServers,
    /// <summary>No zone is known that the name server should serve: there is nothing on which its authority could be proved.</summary>
    DnsNoZoneKnown,

    // Connections
    /// <summary>Nothing came within the time allowed.</summary>
    TimedOut,
    /// <summary>The connection was refused.</summary>
    ConnectionRefused,
    /// <summary>The connection was reset.</summary>
    ConnectionReset,
    /// <summary>The peer closed before the exchange was complete.</summary>
    ConnectionClosed,
    /// <summary>The network says there is no way to the network.</summary>
    NetworkUnreachable,
    /// <summary>The network says there is no way to the host.</summary>
    HostUnreachable,
    /// <summary>The address must not be dialled: not global unicast, or one's own.</summary>
    AddressForbidden,
    /// <summary>The target or its address is on the exclusion list: our choice, which says nothing of the target.</summary>
    Excluded,
    /// <summary>The path's MTU is smaller than the message.</summary>
    MessageTooLarge,
    /// <summary>Another fault of the network that the system reports.</summary>
    NetworkFault,

    // TLS
    /// <summary>The handshake failed.</summary>
    TlsHandshake,
    /// <summary>The peer sent a fatal alert.</summary>
    TlsAlert,
    /// <summary>The certificate is for another name.</summary>
    TlsNameMismatch,
    /// <summary>The certificate has expired.</summary>
    TlsExpired,
    /// <summary>The certificate is not valid yet.</summary>
    TlsNotYetValid,
    /// <summary>The chain does not end in a trusted root.</summary>
    TlsUntrusted,
    /// <summary>The certificate is invalid in another way.</summary>
    TlsInvalid,

    // HTTP
    /// <summary>The response cannot be read.</summary>
    HttpMalformed,
    /// <summary>The final status is not 200-399.</summary>
    HttpStatus,
    /// <summary>More than 20 redirects.</summary>
    HttpTooManyRedirects,
    /// <summary>Redirects lead back to a page already visited.</summary>
    HttpRedirectLoop,
    /// <summary>A redirect leads to an address, scheme or port that must not be dialled.</summary>
    HttpRedirectForbidden,
    /// <summary>A redirect leads to a host with no address of the family.</summary>
    HttpRedirectUnreachable,
    /// <summary>A page that tests for robots came instead.</summary>
    HttpChallenge,
    /// <summary>429, 503 with Retry-After, or further connections refused after the first ones succeeded.</summary>
    HttpRateLimited,
    /// <summary>421.</summary>
    HttpMisdirected,
    /// <summary>Headers or body over the bound.</summary>
    HttpTooLarge,
    /// <summary>The body never ends within the time allowed.</summary>
    HttpEndless,
    /// <summary>The body cannot be decompressed, or grows past the bound.</summary>
    HttpCompression,
    /// <summary>The page differs from itself too much, from one fetch to the next, to be compared.</summary>
    HttpUnstable,

    // Mail
    /// <summary>Connected, and no greeting came.</summary>
    SmtpNoGreeting,
    /// <summary>421 or another 4xx.</summary>
    SmtpDeferred,
    /// <summary>5xx.</summary>
    SmtpRejected,
    /// <summary>The reply cannot be read.</summary>
    SmtpMalformed,
    /// <summary>STARTTLS was offered and failed.</summary>
    SmtpStarttlsFailed,

    // Vantage and measurement
    /// <summary>This vantage has no IPv4.</summary>
    VantageNoIpv4,
    /// <summary>This vantage has no IPv6.</summary>
    VantageNoIpv6,
    /// <summary>This vantage's resolver does not work.</summary>
    VantageResolver,
    /// <summary>This vantage's resolver synthesises AAAA (DNS64).</summary>
    VantageDns64,
    /// <summary>Port 25 does not leave this vantage's network.</summary>
    VantagePort25Blocked,
    /// <summary>This vantage's own address has no forward-confirmed PTR used as EHLO name.</summary>
    VantageNoPtr,
    /// <summary>The measuring program was itself too late: what seems slow, lost or silent may be its own delay.</summary>
    VantageOverloaded,
    /// <summary>The vantage's self-check failed during this window.</summary>
    VantageFault,
    /// <summary>Too many targets that worked before failed over one family at once: likelier this vantage's trouble than all of theirs.</summary>
    VantageMassFailure,
    /// <summary>Rests on a family and port for which no healthy anchor is known.</summary>
    SingleLook,
    /// <summary>Awaits its retries.</summary>
    Pending,
    /// <summary>Stopped before it ended.</summary>
    Cancelled,
    /// <summary>The target's own time was used up.</summary>
    TimeBudget,
    /// <summary>More was offered than is looked at.</summary>
    WorkLimit,
    /// <summary>This was not measured.</summary>
    NotMeasured,
}
