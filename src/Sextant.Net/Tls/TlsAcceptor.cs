using System.Collections.Concurrent;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sextant.Net.Tls.Sessions;
using static Sextant.Net.Tls.Sessions.OpenSslCalls;
using static Sextant.Net.Tls.Sessions.OpenSslServerCalls;

namespace Sextant.Net.Tls;

/// <summary>What a server shows: a certificate and its key.</summary>
public sealed record ShownCertificate(X509Certificate2 Certificate, SafeEvpPKeyHandle Key);

/// <summary>
/// The server's side of TLS 1.2 and 1.3 by the system's OpenSSL 3, for laboratories: one context for all names, where the base library makes one for each
/// certificate and takes more than twice the work for a handshake. Nothing is resumed.
/// </summary>
public sealed class TlsAcceptor : IDisposable
{
    private readonly Context context;
    private readonly byte[] protocol;
    private readonly ConcurrentDictionary<nint, Func<string?, ShownCertificate>> shows = new();

    // OpenSSL knows their addresses only: they live as long as this does.
    private readonly ShowCertificate show;
    private readonly ChooseProtocol choose;

    /// <param name="protocol">What is agreed on by ALPN; a client that offers others alone is refused.</param>
    /// <exception cref="PlatformNotSupportedException">The system has no OpenSSL 3.</exception>
    public TlsAcceptor(SslApplicationProtocol protocol)
    {
        if (!IsHere || OpenSslProviderCalls.NewContext(NarrowLibrary.Context, 0, ServerMethod()) is not { IsInvalid: false } made)
        {
            throw new PlatformNotSupportedException("this system has no libssl.so.3");
        }

        (context, this.protocol, show, choose) = (made, protocol.Protocol.ToArray(), Show, Choose);
        Control(context, ControlLeastVersion, Tls12, 0);
        Control(context, ControlSessionCache, 0, 0);
        SetOptions(context, OpenSslCalls.Options);
        SetTickets(context, 0);
        SetShowCertificate(context, Marshal.GetFunctionPointerForDelegate(show), 0);
        SetChooseProtocol(context, Marshal.GetFunctionPointerForDelegate(choose), 0);
        ClearErrors();
    }

    /// <summary>Whether the system has OpenSSL 3.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsHere => OpenSslTls.IsHere;

    /// <summary>Shakes hands. The stream owns the connection; one read or write at a time.</summary>
    /// <param name="connection">A fresh connection, closed when this throws.</param>
    /// <param name="shown">What is shown to a client that wants this name; null when it said none.</param>
    /// <param name="cancellation">Ends the handshake.</param>
    /// <exception cref="IOException">The connection ended or broke.</exception>
    /// <exception cref="AuthenticationException">The peer does not speak TLS, or none that can be agreed on.</exception>
    public async ValueTask<Stream> AcceptAsync(Stream connection, Func<string?, ShownCertificate> shown, CancellationToken cancellation)
    {
        Session session = NewSession(context);
        SetAcceptState(session);
        var stream = new OpenSslStream(connection, session);
        nint handle = session.DangerousGetHandle();
        shows[handle] = shown;
        try
        {
            await stream.HandshakeAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            // First: as soon as the session is freed another one may have its address.
            shows.TryRemove(handle, out _);
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        shows.TryRemove(handle, out _);
        return stream;
    }

    /// <inheritdoc/>
    public void Dispose() => context.Dispose();

    private int Show(nint session, nint argument)
    {
        try
        {
            ShownCertificate one = shows[session](Marshal.PtrToStringUTF8(ServerNameOf(session, HostName)));
            bool used = Use(session, one.Certificate.Handle) == Done && Use(session, one.Key) == Done;
            GC.KeepAlive(one.Certificate);
            return used ? Done : 0;
        }
        catch (Exception exception) when (exception is CryptographicException or KeyNotFoundException or ObjectDisposedException)
        {
            return 0; // nothing may be thrown through OpenSSL
        }
    }

    private int Choose(nint session, ref nint chosen, ref byte length, nint offered, uint offeredLength, nint argument)
    {
        for (uint at = 0; at < offeredLength; at += 1u + Marshal.ReadByte(offered, (int)at))
        {
            byte size = Marshal.ReadByte(offered, (int)at);
            byte[] name = new byte[size];
            Marshal.Copy(offered + (nint)at + 1, name, 0, size);
            if (name.AsSpan().SequenceEqual(protocol))
            {
                (chosen, length) = (offered + (nint)at + 1, size);
                return Chosen;
            }
        }

        return NoneInCommon;
    }
}
