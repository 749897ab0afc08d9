using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sextant.Testing;

/// <summary>A certificate authority of a test's own, with an issuing authority under it, as on the Internet.</summary>
public sealed class TestCa : IDisposable
{
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 issuer;
    private int serial = 10;

    public TestCa(string name = "Sextant Test")
    {
        root = Authority($"CN={name} Root", null, "1");
        issuer = Authority($"CN={name} Issuer", root, "2");
    }

    /// <summary>The root, PEM: what a client trusts.</summary>
    public string RootPem => root.ExportCertificatePem();

    /// <summary>The issuing authority, PEM: what a server sends after its own certificate.</summary>
    public string IssuerPem => issuer.ExportCertificatePem();

    /// <summary>The issuing authority.</summary>
    public X509Certificate2 Issuer => issuer;

    /// <summary>A certificate with its key for these names (an address becomes an address).</summary>
    public X509Certificate2 Issue(params string[] names) => Issue(new LeafWishes { Names = names });

    /// <summary>A certificate with its key as wished.</summary>
    public X509Certificate2 Issue(LeafWishes wishes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={wishes.CommonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(wishes.ExtendedUsage)], false));
        if (wishes.Names.Count > 0)
        {
            request.CertificateExtensions.Add(Names(wishes.Names));
        }

        if (wishes.IssuerUrl is not null)
        {
            request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension([wishes.IssuerUrl], [wishes.IssuerUrl]));
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([wishes.IssuerUrl]));
        }

        var from = wishes.NotBefore ?? DateTimeOffset.UtcNow.AddDays(-1);
        var to = wishes.NotAfter ?? DateTimeOffset.UtcNow.AddDays(30);
        using var certificate = wishes.SelfSigned
            ? request.CreateSelfSigned(from, to)
            : request.Create(issuer, from, to, BitConverter.GetBytes(Interlocked.Increment(ref serial)));
        using var withKey = wishes.SelfSigned ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null) : certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>Writes certificate (with the issuing authority's) and key as PEM files, as servers read them.</summary>
    public void Write(X509Certificate2 certificate, string certificateFile, string keyFile)
    {
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n" + IssuerPem + "\n", Encoding.ASCII);
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem() + "\n", Encoding.ASCII);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        root.Dispose();
        issuer.Dispose();
    }

    private static X509Extension Names(IReadOnlyList<string> names)
    {
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternative.AddIpAddress(address);
            }
            else
            {
                alternative.AddDnsName(name);
            }
        }

        return alternative.Build();
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? above, string serial)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var from = DateTimeOffset.UtcNow.AddYears(-5);
        var to = DateTimeOffset.UtcNow.AddYears(5);
        if (above is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        using var certificate = request.Create(above, from.AddDays(1), to.AddDays(-1), Encoding.ASCII.GetBytes(serial));
        return certificate.CopyWithPrivateKey(key);
    }
}

/// <summary>How a certificate of <see cref="TestCa"/> is wished.</summary>
public sealed record LeafWishes
{
    /// <summary>Subject alternative names; empty for none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Common name of the subject.</summary>
    public string CommonName { get; init; } = "test";

    /// <summary>Start of validity; yesterday when null.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>End of validity; in 30 days when null.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Signed by itself instead of by the issuing authority.</summary>
    public bool SelfSigned { get; init; }

    /// <summary>Extended key usage; server authentication by default.</summary>
    public string ExtendedUsage { get; init; } = "1.3.6.1.5.5.7.3.1";

    /// <summary>A URL named as place of the issuer, of OCSP and of revocation lists.</summary>
    public string? IssuerUrl { get; init; }
}
