namespace Sextant.Net.Tls.Sessions;

/// <summary>An agreed TLS session. Whoever asked for it disposes the stream.</summary>
/// <param name="Stream">What is said inside; owns the connection below. One read or write at a time.</param>
/// <param name="Protocol"><c>1.2</c> or <c>1.3</c>.</param>
/// <param name="CipherSuite">Its IANA name.</param>
/// <param name="Alpn">What was agreed by ALPN; null when nothing was.</param>
/// <param name="Chain">The certificates as sent, leaf first, DER.</param>
/// <param name="ChainIsWell">Whether it ends in a root, is valid at the time and fit for a server; false also where that was not looked at.</param>
internal sealed record TlsSession(Stream Stream, string Protocol, string CipherSuite, string? Alpn, IReadOnlyList<byte[]> Chain, bool ChainIsWell);
