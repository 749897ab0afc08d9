using System.Net.Security;

namespace Sextant.Net.Tls.Sessions;

/// <summary>What speaks TLS 1.2 and 1.3 as a client, and takes any certificate: judging it is not its work.</summary>
internal interface ITlsEngine
{
    /// <summary>Shakes hands over the connection, which the session owns from then on and which is closed when this throws.</summary>
    /// <exception cref="IOException">The connection ended or broke.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The peer does not speak TLS, or none that can be agreed on.</exception>
    /// <exception cref="OperationCanceledException">The time is over, or the caller cancelled.</exception>
    ValueTask<TlsSession> ShakeAsync(
        Stream connection, string serverName, IReadOnlyList<SslApplicationProtocol> protocols, DateTimeOffset at, CancellationToken cancellation);
}
