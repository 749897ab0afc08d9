using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Sextant.Net.Dialling;
using Sextant.Net.Timing;
using Sextant.Net.Tls.Sessions;
using Sextant.Wire;

namespace Sextant.Net.Tls;

/// <summary>Shakes hands over a connection and records what it saw. The handshake completes whatever the certificate, so that content can be compared.</summary>
public sealed class TlsDialogue
{
    /// <summary>5 s: a handshake is two round trips and one signature; slower ones do not serve visitors.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    // close_notify, RFC 8446 section 6.1: a farewell and no fault by itself.
    private const byte CloseNotify = 0;

    private readonly CertificateJudge judge;
    private readonly Lazy<ITlsEngine> engine;
    private readonly TimeProvider time;
    private readonly TimeWheel wheel;

    /// <param name="anchors">The roots that are trusted.</param>
    /// <param name="time">The clock by which certificates are judged.</param>
    /// <param name="by">What speaks TLS.</param>
    public TlsDialogue(TrustAnchors anchors, TimeProvider time, TlsEngine by = TlsEngine.Fastest)
    {
        judge = new CertificateJudge(anchors);
        this.time = time;
        wheel = TimeWheel.Of(time);
        bool openSsl = by == TlsEngine.OpenSsl || (by == TlsEngine.Fastest && OpenSslTls.IsHere);
        engine = new(() => openSsl ? OpenSslTls.With(anchors.Roots) : new BaseLibraryTls()); // roots are read at the first handshake
    }

    /// <summary>Shakes hands. The outcome's stream owns the given one; when there is none, the given one is closed.</summary>
    /// <param name="stream">A fresh connection.</param>
    /// <param name="serverName">The host in A-labels, sent as SNI.</param>
    /// <param name="protocols">What ALPN offers; empty for none.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <exception cref="PlatformNotSupportedException">OpenSSL was asked for and is not there.</exception>
    public async ValueTask<TlsOutcome> HandshakeAsync(
        Stream stream, string serverName, IReadOnlyList<SslApplicationProtocol> protocols, TimeSpan timeout, CancellationToken cancellation)
    {
        var watch = new RecordWatch(stream);
        var at = time.GetUtcNow();
        long begin = time.GetTimestamp();
        using TimeLimit limit = wheel.Limit(timeout, cancellation);
        var outcome = new TlsOutcome { At = at, Duration = default, ServerName = serverName };
        TlsSession? session = null;
        try
        {
            session = await engine.Value.ShakeAsync(watch, serverName, protocols, at, limit.Token).ConfigureAwait(false);
            outcome = outcome with { Stream = session.Stream, Protocol = session.Protocol, CipherSuite = session.CipherSuite, Alpn = session.Alpn };
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

        outcome = outcome with
        {
            Duration = time.GetElapsedTime(begin),
            Alert = watch.Alert,
            BytesReceived = watch.BytesRead,
            Certificate = session is { Chain.Count: > 0 } ? judge.Judge(session.Chain, session.ChainIsWell, serverName, at) : null,
        };
        return outcome;
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
