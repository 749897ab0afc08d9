using System.Security.Cryptography.X509Certificates;

namespace Sextant.Net.Tls.Sessions;

/// <summary>An agreed TLS session. Whoever asked for it disposes the stream, and the certificates once they are judged.</summary>
/// <param name="Stream">What is said inside; owns the connection below. One read or write at a time.</param>
/// <param name="Protocol"><c>1.2</c> or <c>1.3</c>.</param>
/// <param name="CipherSuite">Its IANA name.</param>
/// <param name="Alpn">What was agreed by ALPN; null when nothing was.</param>
/// <param name="Received">The certificates as sent, leaf first.</param>
internal sealed record TlsSession(Stream Stream, string Protocol, string CipherSuite, string? Alpn, IReadOnlyList<X509Certificate2> Received);
