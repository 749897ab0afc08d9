using System.Runtime.InteropServices;

namespace Sextant.Net.Tls.Sessions;

/// <summary>The calls of OpenSSL 3 that a client needs. The base library stands on the same file, so it is there wherever TLS is.</summary>
internal static partial class OpenSslCalls
{
    public const string Ssl = "libssl.so.3";
    public const string Crypto = "libcrypto.so.3";

    public const int ControlServerName = 55; // SSL_CTRL_SET_TLSEXT_HOSTNAME
    public const int ControlSessionCache = 44; // SSL_CTRL_SET_SESS_CACHE_MODE
    public const int ControlLeastVersion = 123; // SSL_CTRL_SET_MIN_PROTO_VERSION
    public const int ControlPending = 10; // BIO_CTRL_PENDING
    public const int Tls12 = 0x0303;
    public const int Tls13 = 0x0304;
    public const int VerifyNone = 0;
    public const long Verified = 0; // X509_V_OK

    /// <summary>SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF: nothing is resumed, renegotiated, or refused for a missing farewell.</summary>
    public const ulong Options = (1UL << 14) | (1UL << 30) | (1UL << 7);

    public const int ErrorWantRead = 2;
    public const int ErrorZeroReturn = 6;

    /// <summary>SSL_CTX.</summary>
    public sealed class Context() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }

    /// <summary>SSL, which owns its two memory BIOs.</summary>
    public sealed class Session() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FreeSession(handle);
            return true;
        }
    }

    [LibraryImport(Ssl, EntryPoint = "TLS_client_method")]
    public static partial nint ClientMethod();

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_ctrl")]
    public static partial nint Control(Context context, int command, nint number, nint pointer);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_options")]
    public static partial ulong SetOptions(Context context, ulong options);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_verify")]
    public static partial void SetVerify(Context context, int mode, nint callback);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_cipher_list", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetCiphers(Context context, string list);

    /// <summary>The roots of a context, which owns them.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_get_cert_store")]
    public static partial nint RootsOf(Context context);

    [LibraryImport(Ssl, EntryPoint = "SSL_new")]
    public static partial Session NewSession(Context context);

    [LibraryImport(Ssl, EntryPoint = "SSL_free")]
    private static partial void FreeSession(nint session);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_connect_state")]
    public static partial void SetConnectState(Session session);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_bio")]
    public static partial void SetBios(Session session, nint read, nint write);

    [LibraryImport(Ssl, EntryPoint = "SSL_ctrl", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Control(Session session, int command, nint number, string text);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_alpn_protos")]
    public static partial int SetProtocols(Session session, ReadOnlySpan<byte> protocols, uint length);

    [LibraryImport(Ssl, EntryPoint = "SSL_get0_alpn_selected")]
    public static partial void SelectedProtocol(Session session, out nint text, out uint length);

    [LibraryImport(Ssl, EntryPoint = "SSL_do_handshake")]
    public static partial int Handshake(Session session);

    [LibraryImport(Ssl, EntryPoint = "SSL_read")]
    public static partial int Read(Session session, Span<byte> buffer, int length);

    [LibraryImport(Ssl, EntryPoint = "SSL_write")]
    public static partial int Write(Session session, ReadOnlySpan<byte> buffer, int length);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_error")]
    public static partial int ErrorOf(Session session, int returned);

    [LibraryImport(Ssl, EntryPoint = "SSL_version")]
    public static partial int VersionOf(Session session);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_current_cipher")]
    public static partial nint CipherOf(Session session);

    [LibraryImport(Ssl, EntryPoint = "SSL_CIPHER_get_protocol_id")]
    public static partial ushort NumberOf(nint cipher);

    /// <summary>How a session's chain is looked at; owned by the session.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_get0_param")]
    public static partial nint ParametersOf(Session session);

    /// <summary><see cref="Verified"/>, or what was wrong with the chain first.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_get_verify_result")]
    public static partial long VerifiedAs(Session session);

    /// <summary>The chain as sent, leaf first; owned by the session.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_get_peer_cert_chain")]
    public static partial nint ChainOf(Session session);

    [LibraryImport(Crypto, EntryPoint = "OPENSSL_sk_num")]
    public static partial int Count(nint stack);

    [LibraryImport(Crypto, EntryPoint = "OPENSSL_sk_value")]
    public static partial nint At(nint stack, int index);

    [LibraryImport(Crypto, EntryPoint = "i2d_X509")]
    public static partial int Encode(nint certificate, nint nothing);

    [LibraryImport(Crypto, EntryPoint = "i2d_X509")]
    public static partial int Encode(nint certificate, ref nint into);

    [LibraryImport(Crypto, EntryPoint = "BIO_s_mem")]
    public static partial nint MemoryMethod();

    [LibraryImport(Crypto, EntryPoint = "BIO_new")]
    public static partial nint NewBio(nint method);

    [LibraryImport(Crypto, EntryPoint = "BIO_ctrl")]
    public static partial nint ControlBio(nint bio, int command, nint number, nint pointer);

    [LibraryImport(Crypto, EntryPoint = "BIO_read")]
    public static partial int ReadBio(nint bio, Span<byte> buffer, int length);

    [LibraryImport(Crypto, EntryPoint = "BIO_write")]
    public static partial int WriteBio(nint bio, ReadOnlySpan<byte> buffer, int length);

    [LibraryImport(Crypto, EntryPoint = "X509_STORE_add_cert")]
    public static partial int Add(nint store, nint certificate);

    [LibraryImport(Crypto, EntryPoint = "X509_VERIFY_PARAM_set_time")]
    public static partial void SetTime(nint parameters, long unixSeconds);

    /// <summary>Errors lie in a queue of the thread: one left there would be taken for the next call's.</summary>
    [LibraryImport(Crypto, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();
}
