using Sextant.Wire;

namespace Sextant.Net.Tls;

/// <summary>What one handshake showed. Each judgement of the certificate stands by itself, and none of them stops the handshake.</summary>
public sealed record TlsOutcome
{
    /// <summary>When the handshake began (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The name sent as SNI and looked for in the certificate.</summary>
    public required string ServerName { get; init; }

    /// <summary>Why the handshake did not complete; null when it did, whatever the certificate.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The alert the peer sent in the clear (RFC 8446 section 6); null when it sent none.</summary>
    public byte? Alert { get; init; }

    /// <summary><c>1.2</c> or <c>1.3</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Cipher suite by its IANA name.</summary>
    public string? CipherSuite { get; init; }

    /// <summary>Protocol agreed by ALPN.</summary>
    public string? Alpn { get; init; }

    /// <summary>Bytes the peer sent during the handshake: over 1,500 they cannot have come in one packet (rule 11).</summary>
    public long BytesReceived { get; init; }

    /// <summary>What the certificate is, and is worth.</summary>
    public CertificateJudgement? Certificate { get; init; }

    /// <summary>The encrypted stream; null when the handshake failed. Whoever asked for it disposes it.</summary>
    public Stream? Stream { get; init; }
}

/// <summary>The certificate a peer showed, judged at a given time against given roots.</summary>
public sealed record CertificateJudgement
{
    /// <summary>What is wrong, the worst first; empty when it is valid for the name at the time.</summary>
    public IReadOnlyList<Failure> Failures { get; init; } = [];

    /// <summary>Whether a name of the certificate covers the host.</summary>
    public bool NameMatches { get; init; }

    /// <summary>Whether the chain ends in a trusted root.</summary>
    public bool Trusted { get; init; }

    /// <summary>The chain as received, leaf first, DER.</summary>
    public IReadOnlyList<byte[]> Chain { get; init; } = [];

    /// <summary>Names in the leaf, lower case, sorted.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Start of the leaf's validity.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of the leaf's validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>SHA-256 of the leaf's public key (SubjectPublicKeyInfo), lower case hexadecimal.</summary>
    public string? PublicKey { get; init; }
}
