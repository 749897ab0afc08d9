namespace Sextant.Net.Tls;

/// <summary>What speaks TLS. Both find and refuse the same; they differ in what they cost.</summary>
public enum TlsEngine
{
    /// <summary>OpenSSL 3 where the system has it, else the base library.</summary>
    Fastest,

    /// <summary>The system's OpenSSL 3 itself.</summary>
    OpenSsl,

    /// <summary>The base library, everywhere.</summary>
    BaseLibrary,
}
