using System.Runtime.InteropServices;

namespace Sextant.Net.Tls.Sessions;

/// <summary>The calls of OpenSSL 3 that make a library context and its provider.</summary>
internal static partial class OpenSslProviderCalls
{
    public const int QueryOperation = 1027; // OSSL_FUNC_PROVIDER_QUERY_OPERATION
    public const int GetCapabilities = 1030; // OSSL_FUNC_PROVIDER_GET_CAPABILITIES
    public const int Most = 32; // operations are numbered below

    /// <summary>OSSL_OP_*.</summary>
    public enum Operation
    {
        Digest = 1,
        Cipher = 2,
        Mac = 3,
        Kdf = 4,
        Keys = 10,
        Encoder = 20,
        Decoder = 21,
        Store = 22,
    }

    /// <summary>OSSL_provider_init_fn: gives the provider's functions and what they are given each time; 1 when it worked.</summary>
    public delegate int Begin(nint handle, nint core, out nint functions, out nint state);

    /// <summary>The algorithms of an operation; 0 for none.</summary>
    public delegate nint Query(nint state, int operation, out int uncached);

    /// <summary>Tells of TLS groups.</summary>
    public delegate int Capabilities(nint state, nint what, nint tell, nint argument);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "OSSL_LIB_CTX_new")]
    public static partial nint NewLibrary();

    /// <summary>Loads a provider into a library (0: everybody's), which looks for others as if it had not been.</summary>
    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "OSSL_PROVIDER_try_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Load(nint library, string name, int keepLooking);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "OSSL_PROVIDER_add_builtin", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Add(nint library, string name, nint begin);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "OSSL_PROVIDER_query_operation")]
    public static partial nint Ask(nint provider, int operation, out int uncached);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "OSSL_PROVIDER_get0_provider_ctx")]
    public static partial nint StateOf(nint provider);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "OSSL_PROVIDER_get_capabilities")]
    public static partial int Tell(nint provider, nint what, nint tell, nint argument);

    /// <summary>Whether the machine is set up to use nothing but what is certified.</summary>
    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "EVP_default_properties_is_fips_enabled")]
    public static partial int WantsCertified(nint library);

    [LibraryImport(OpenSslCalls.Ssl, EntryPoint = "SSL_CTX_new_ex")]
    public static partial OpenSslCalls.Context NewContext(nint library, nint properties, nint method);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "X509_new_ex")]
    public static partial nint NewCertificate(nint library, nint properties);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "d2i_X509")]
    public static partial nint Decode(ref nint into, ref nint from, nint length);

    [LibraryImport(OpenSslCalls.Crypto, EntryPoint = "X509_free")]
    public static partial void FreeCertificate(nint certificate);
}
