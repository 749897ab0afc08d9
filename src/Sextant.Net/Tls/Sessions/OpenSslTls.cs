using System.Net;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using static Sextant.Net.Tls.Sessions.OpenSslCalls;

namespace Sextant.Net.Tls.Sessions;

/// <summary>TLS by the system's OpenSSL 3 itself: one context for all sessions, no chain built before the judge builds the one that counts.</summary>
internal sealed class OpenSslTls : ITlsEngine
{
    // The suites of TLS 1.2 the base library offers on Linux, so that both engines find the same servers able: forward secrecy and no SHA-1.
    private const string Suites =
        "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:"
        + "ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256";

    // 16 certificates: chains in use have two to four, and the library bounds their length at 100 KiB.
    private const int MaxChain = 16;

    private readonly Context context;

    private OpenSslTls(Context context) => this.context = context;

    /// <summary>Whether the system has OpenSSL 3.</summary>
    public static bool IsHere { get; } = OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Ssl, out _) && NativeLibrary.TryLoad(Crypto, out _);

    /// <summary>
    /// The engine, its chains looked at against these roots. A chain with which nothing is wrong, as with most, is known so by the handshake itself; what is
    /// wrong with another is <see cref="CertificateJudge"/>'s to find out.
    /// </summary>
    /// <exception cref="PlatformNotSupportedException">The system has no OpenSSL 3, or one that is set up to speak no TLS 1.2.</exception>
    public static OpenSslTls With(IEnumerable<X509Certificate2> roots)
    {
        nint library = IsHere ? NarrowLibrary.Context : 0;
        Context? context = IsHere ? OpenSslProviderCalls.NewContext(library, 0, ClientMethod()) : null;
        if (context is not { IsInvalid: false } || Control(context, ControlLeastVersion, Tls12, 0) != 1 || SetCiphers(context, Suites) != 1)
        {
            context?.Dispose();
            throw new PlatformNotSupportedException("this system has no libssl.so.3 that speaks TLS 1.2");
        }

        Control(context, ControlSessionCache, 0, 0);
        SetOptions(context, OpenSslCalls.Options);
        SetVerify(context, VerifyNone, 0);
        foreach (var root in roots)
        {
            AddRoot(context, library, root.RawData);
        }

        ClearErrors();
        return new OpenSslTls(context);
    }

    public async ValueTask<TlsSession> ShakeAsync(
        Stream connection, string serverName, IReadOnlyList<SslApplicationProtocol> protocols, DateTimeOffset at, CancellationToken cancellation)
    {
        var stream = new OpenSslStream(connection, Open(serverName, protocols, at));
        try
        {
            await stream.HandshakeAsync(cancellation).ConfigureAwait(false);
            Session session = stream.Session;
            return new TlsSession(
                stream,
                VersionOf(session) == Tls13 ? "1.3" : "1.2",
                ((TlsCipherSuite)NumberOf(CipherOf(session))).ToString(),
                Agreed(session),
                Received(session),
                VerifiedAs(session) == Verified);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Read anew, so that its key is of the same library as those it is to judge.
    private static void AddRoot(Context context, nint library, byte[] der)
    {
        nint memory = Marshal.AllocHGlobal(der.Length);
        Marshal.Copy(der, 0, memory, der.Length);
        nint certificate = OpenSslProviderCalls.NewCertificate(library, 0);
        nint from = memory;
        // What cannot be read is freed and zeroed by OpenSSL.
        if (OpenSslProviderCalls.Decode(ref certificate, ref from, der.Length) != 0)
        {
            Add(RootsOf(context), certificate); // takes a reference of its own
            OpenSslProviderCalls.FreeCertificate(certificate);
        }

        Marshal.FreeHGlobal(memory);
    }

    private Session Open(string serverName, IReadOnlyList<SslApplicationProtocol> protocols, DateTimeOffset at)
    {
        Session session = NewSession(context);
        if (session.IsInvalid)
        {
            throw new AuthenticationException("OpenSSL gave no session");
        }

        SetConnectState(session);
        SetTime(ParametersOf(session), at.ToUnixTimeSeconds());
        // RFC 6066 section 3: addresses are not sent as a server's name.
        if (!IPAddress.TryParse(serverName, out _))
        {
            Control(session, ControlServerName, 0, serverName);
        }

        // RFC 7301 section 3.1: each protocol behind its length.
        byte[] list = [.. protocols.SelectMany(protocol => (byte[])[(byte)protocol.Protocol.Length, .. protocol.Protocol.Span])];
        if (list.Length > 0)
        {
            SetProtocols(session, list, (uint)list.Length);
        }

        return session;
    }

    private static string? Agreed(Session session)
    {
        SelectedProtocol(session, out nint text, out uint length);
        return length == 0 ? null : Marshal.PtrToStringUTF8(text, (int)length);
    }

    private static List<byte[]> Received(Session session)
    {
        nint chain = ChainOf(session);
        var received = new List<byte[]>();
        for (int i = 0; chain != 0 && i < Math.Min(Count(chain), MaxChain); i++)
        {
            received.Add(Encoded(At(chain, i)));
        }

        return received;
    }

    private static byte[] Encoded(nint certificate)
    {
        int length = Encode(certificate, 0);
        if (length <= 0)
        {
            return [];
        }

        byte[] der = new byte[length];
        nint memory = Marshal.AllocHGlobal(length);
        nint end = memory;
        int written = Encode(certificate, ref end);
        Marshal.Copy(memory, der, 0, Math.Min(written, length));
        Marshal.FreeHGlobal(memory);
        return der;
    }
}
