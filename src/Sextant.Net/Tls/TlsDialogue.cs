using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sextant.Net.Dialling;
using Sextant.Wire;

namespace Sextant.Net.Tls;

/// <summary>Shakes hands over a connection and records what it saw. The handshake completes whatever the certificate, so that content can be compared.</summary>
public sealed class TlsDialogue(TrustAnchors anchors, TimeProvider time)
{
    /// <summary>5 s: a handshake is two round trips and one signature; slower ones do not serve visitors.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    // close_notify, RFC 8446 section 6.1: a farewell and no fault by itself.
    private const byte CloseNotify = 0;

    private readonly CertificateJudge judge = new(anchors);

    /// <summary>Shakes hands. The outcome's stream owns the given one; when there is none, the given one is closed.</summary>
    /// <param name="stream">A fresh connection.</param>
    /// <param name="serverName">The host in A-labels, sent as SNI.</param>
    /// <param name="protocols">What ALPN offers; empty for none.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<TlsOutcome> HandshakeAsync(
        Stream stream, string serverName, IReadOnlyList<SslApplicationProtocol> protocols, TimeSpan timeout, CancellationToken cancellation)
    {
        var watch = new RecordWatch(stream);
        var tls = new SslStream(watch, leaveInnerStreamOpen: false);
        var received = new List<X509Certificate2>();
        var at = time.GetUtcNow();
        long begin = time.GetTimestamp();
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var outcome = new TlsOutcome { At = at, Duration = default, ServerName = serverName };
        bool keep = false;
        try
        {
            await tls.AuthenticateAsClientAsync(Options(serverName, protocols, received, at), either.Token).ConfigureAwait(false);
            outcome = Describe(outcome, tls) with { Stream = tls };
            keep = true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            outcome = outcome with { Failure = Failure.TimedOut };
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or SocketException or CryptographicException
            or InvalidOperationException or ObjectDisposedException)
        {
            outcome = outcome with { Failure = ToFailure(exception, watch) };
        }
        finally
        {
            if (!keep)
            {
                await tls.DisposeAsync().ConfigureAwait(false);
            }
        }

        outcome = outcome with
        {
            Duration = time.GetElapsedTime(begin),
            Alert = watch.Alert,
            BytesReceived = watch.BytesRead,
            Certificate = received.Count > 0 ? judge.Judge(received, serverName, at) : null,
        };
        received.ForEach(certificate => certificate.Dispose());
        return outcome;
    }

    private static SslClientAuthenticationOptions Options(
        string serverName, IReadOnlyList<SslApplicationProtocol> protocols, List<X509Certificate2> received, DateTimeOffset at) => new()
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
                received.Add(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
                received.AddRange(chain?.ChainPolicy.ExtraStore
                    .Where(extra => !extra.RawDataMemory.Span.SequenceEqual(received[0].RawDataMemory.Span))
                    .Select(extra => X509CertificateLoader.LoadCertificate(extra.RawData)) ?? []);
            }

            return true;
        },
    };

    private static TlsOutcome Describe(TlsOutcome outcome, SslStream tls)
    {
        var protocol = tls.NegotiatedApplicationProtocol;
        return outcome with
        {
            Protocol = tls.SslProtocol == SslProtocols.Tls13 ? "1.3" : "1.2",
            CipherSuite = tls.NegotiatedCipherSuite.ToString(),
            Alpn = protocol.Protocol.IsEmpty ? null : protocol.ToString(),
        };
    }

    private static Failure ToFailure(Exception exception, RecordWatch watch)
    {
        if (watch.Alert is { } alert && alert != CloseNotify)
        {
            return Failure.TlsAlert;
        }

        // What the socket says is the cause, whatever the TLS layer made of it; a peer that hangs up is not a peer that speaks badly.
        return SocketFailures.ToFailure(exception) ?? Failure.TlsHandshake;
    }
}
