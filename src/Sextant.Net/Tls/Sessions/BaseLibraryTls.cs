using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sextant.Net.Tls.Sessions;

/// <summary>TLS by the base library: everywhere, and twice the work of <see cref="OpenSslTls"/>, because it builds a chain of its own for each handshake.</summary>
internal sealed class BaseLibraryTls : ITlsEngine
{
    public async ValueTask<TlsSession> ShakeAsync(
        Stream connection, string serverName, IReadOnlyList<SslApplicationProtocol> protocols, DateTimeOffset at, CancellationToken cancellation)
    {
        var received = new List<byte[]>();
        var tls = new SslStream(connection, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(Options(serverName, protocols, received, at), cancellation).ConfigureAwait(false);
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var agreed = tls.NegotiatedApplicationProtocol;
        return new TlsSession(
            tls, tls.SslProtocol == SslProtocols.Tls13 ? "1.3" : "1.2", tls.NegotiatedCipherSuite.ToString(), agreed.Protocol.IsEmpty ? null : agreed.ToString(), received, ChainIsWell: false);
    }

    private static SslClientAuthenticationOptions Options(
        string serverName, IReadOnlyList<SslApplicationProtocol> protocols, List<byte[]> received, DateTimeOffset at) => new()
    {
        TargetHost = serverName,
        ApplicationProtocols = protocols.Count > 0 ? [.. protocols] : null,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        // The TLS layer builds a chain of its own before it asks; without this policy it would fetch issuers from URLs in the certificate.
        CertificateChainPolicy = CertificateJudge.Policy(at),
        // A resumed session shows no certificate.
        AllowTlsResume = false,
        RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            if (received.Count == 0 && certificate is not null)
            {
                received.Add(certificate.GetRawCertData());
                received.AddRange(chain?.ChainPolicy.ExtraStore.Where(extra => !extra.RawDataMemory.Span.SequenceEqual(received[0])).Select(extra => extra.RawData) ?? []);
            }

            return true;
        },
    };
}
