using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sextant.Bench.Web;

/// <summary>A chain of three as servers have them (RSA 2048).</summary>
internal static class BenchChain
{
    public const string RootFile = "root.pem";

    /// <summary>Writes <c>chain.pem</c>, <c>key.pem</c> and the root, whose text comes back.</summary>
    public static string Write(string folder, string host)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using var rootKey = RSA.Create(2048);
        using var issuerKey = RSA.Create(2048);
        using var leafKey = RSA.Create(2048);
        using X509Certificate2 root = Authority("CN=Bench Root", rootKey).CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        using X509Certificate2 issuer = Authority("CN=Bench Issuer", issuerKey).Create(root, now.AddDays(-1), now.AddDays(29), [2]);
        using X509Certificate2 signer = issuer.CopyWithPrivateKey(issuerKey);
        var request = new CertificateRequest("CN=bench", leafKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 leaf = request.Create(signer, now.AddDays(-1), now.AddDays(28), [3]);
        File.WriteAllText(Path.Combine(folder, "chain.pem"), leaf.ExportCertificatePem() + "\n" + issuer.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(folder, "key.pem"), leafKey.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder, RootFile), root.ExportCertificatePem());
        return root.ExportCertificatePem();
    }

    private static CertificateRequest Authority(string name, RSA key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        return request;
    }
}
