namespace Sextant.Lab.Tls;

/// <summary>What is right or wrong with the certificate that a server shows.</summary>
public enum CertificateKind
{
    /// <summary>For the name, in time, by the world's authority.</summary>
    Valid,

    /// <summary>Ended yesterday.</summary>
    Expired,

    /// <summary>Begins next month.</summary>
    NotYetValid,

    /// <summary>For another name.</summary>
    WrongName,

    /// <summary>Signed by itself.</summary>
    SelfSigned,
}
