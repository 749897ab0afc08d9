using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sextant.Net.Tls;

/// <summary>What is read from a leaf for every handshake, without making a certificate of the system's library of it: that decodes the key, which takes longer than all of this.</summary>
/// <param name="NotBefore">Start of its validity.</param>
/// <param name="NotAfter">End of its validity.</param>
/// <param name="Names">DNS names and addresses it is for; null when they cannot be read.</param>
/// <param name="PublicKey">SHA-256 of its SubjectPublicKeyInfo, lower case hexadecimal.</param>
internal sealed record CertificateFields(DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string>? Names, string PublicKey)
{
    private const string AlternativeNames = "2.5.29.17";

    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);

    // RFC 5280 section 4.1:
    //   Certificate    SEQUENCE { TBSCertificate, ... }
    //   TBSCertificate SEQUENCE { [0] version, serial, signature, issuer, validity, subject, subjectPublicKeyInfo, [1] [2] ids, [3] extensions }

    /// <summary>Reads a certificate; false when it is none. Encodings that are not the distinguished one are read too: clients take them.</summary>
    public static bool TryRead(byte[] der, [NotNullWhen(true)] out CertificateFields? fields)
    {
        try
        {
            var content = new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            if (content.PeekTag().HasSameClassAndValue(Version))
            {
                content.ReadEncodedValue();
            }

            content.ReadInteger();
            content.ReadSequence();
            content.ReadSequence();
            var validity = content.ReadSequence();
            (var notBefore, var notAfter) = (Time(validity), Time(validity));
            content.ReadSequence();
            string key = Convert.ToHexStringLower(SHA256.HashData(content.ReadEncodedValue().Span));
            fields = new CertificateFields(notBefore, notAfter, NamesOf(content), key);
            return true;
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            fields = null;
            return false;
        }
    }

    // RFC 5280 section 4.1.2.5: UTCTime until 2049.
    private static DateTimeOffset Time(AsnReader validity) =>
        validity.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? validity.ReadUtcTime() : validity.ReadGeneralizedTime();

    private static IReadOnlyList<string>? NamesOf(AsnReader content)
    {
        while (content.HasData)
        {
            if (!content.PeekTag().HasSameClassAndValue(Extensions))
            {
                content.ReadEncodedValue();
                continue;
            }

            var extensions = content.ReadSequence(Extensions).ReadSequence();
            while (extensions.HasData)
            {
                var extension = extensions.ReadSequence();
                bool isNames = extension.ReadObjectIdentifier() == AlternativeNames;
                if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                {
                    extension.ReadBoolean();
                }

                if (isNames)
                {
                    return CertificateNames.Of(new X509SubjectAlternativeNameExtension(extension.ReadOctetString()));
                }
            }
        }

        return [];
    }
}
