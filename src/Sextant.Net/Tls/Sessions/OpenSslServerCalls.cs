using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static Sextant.Net.Tls.Sessions.OpenSslCalls;

namespace Sextant.Net.Tls.Sessions;

/// <summary>The calls of OpenSSL 3 that a server needs beside those of a client.</summary>
internal static partial class OpenSslServerCalls
{
    public const int HostName = 0; // TLSEXT_NAMETYPE_host_name
    public const int Done = 1;
    public const int Chosen = 0; // SSL_TLSEXT_ERR_OK
    public const int NoneInCommon = 2; // SSL_TLSEXT_ERR_ALERT_FATAL: RFC 7301 section 3.2, no_application_protocol

    /// <summary>Called when the client's hello has been read and a certificate is wanted; <see cref="Done"/>, or 0 to end the handshake.</summary>
    public delegate int ShowCertificate(nint session, nint argument);

    /// <summary>Called with the protocols that the client offers, each behind its length; points at the one that is chosen.</summary>
    public delegate int ChooseProtocol(nint session, ref nint chosen, ref byte length, nint offered, uint offeredLength, nint argument);

    [LibraryImport(Ssl, EntryPoint = "TLS_server_method")]
    public static partial nint ServerMethod();

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_cert_cb")]
    public static partial void SetShowCertificate(Context context, nint callback, nint argument);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_alpn_select_cb")]
    public static partial void SetChooseProtocol(Context context, nint callback, nint argument);

    /// <summary>Tickets that a client may resume a session of TLS 1.3 with.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_num_tickets")]
    public static partial int SetTickets(Context context, nuint number);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_accept_state")]
    public static partial void SetAcceptState(Session session);

    /// <summary>The name that the client wants, owned by the session; 0 when it said none.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_get_servername")]
    public static partial nint ServerNameOf(nint session, int kind);

    /// <summary>Takes a reference of its own.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_use_certificate")]
    public static partial int Use(nint session, nint certificate);

    /// <summary>Takes a reference of its own.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_use_PrivateKey")]
    public static partial int Use(nint session, SafeEvpPKeyHandle key);
}
