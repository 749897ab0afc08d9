using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sextant.Net.Tls;

namespace Sextant.Lab.Tls;

/// <summary>
/// The world's own authority. Certificates are made when first shown, with P-256 keys, so that a country of
/// thousands of sites starts at once; the same name and kind is the same certificate on every address, as long as not
/// <see cref="MostKept"/> others were shown in between.
/// </summary>
internal sealed class CertificateMaker(TimeProvider clock) : IDisposable
{
    /// <summary>5,000: some ten kilobytes each, mostly outside the garbage collector's sight; more than are in use at once in any campaign.</summary>
    private const int MostKept = 5_000;

    private readonly ConcurrentDictionary<(string, CertificateKind), Lazy<HostCertificate>> _made = new();
    private readonly Lazy<X509Certificate2> _authority = new(() => MakeAuthority(clock.GetUtcNow()));

    private readonly Lazy<TlsAcceptor?> _acceptor = new(() => TlsAcceptor.IsHere ? new TlsAcceptor(SslApplicationProtocol.Http11) : null);

    /// <summary>What shakes hands for servers of HTTP/1.1 where the system has it; null where the base library has to.</summary>
    public TlsAcceptor? Acceptor => _acceptor.Value;

    /// <summary>The authority's certificate, PEM.</summary>
    public string AuthorityPem => _authority.Value.ExportCertificatePem() + "\n";

    /// <summary>The certificate a server shows for a host.</summary>
    public HostCertificate For(string host, CertificateKind kind)
    {
        if (_made.Count >= MostKept)
        {
            _made.Clear();
        }

        return _made.GetOrAdd((host, kind), key => new Lazy<HostCertificate>(() => Make(key.Item1, key.Item2))).Value;
    }

    public void Dispose()
    {
        foreach (var made in _made.Values.Where(m => m.IsValueCreated))
        {
            made.Value.Dispose();
        }

        if (_authority.IsValueCreated)
        {
            _authority.Value.Dispose();
        }

        if (_acceptor.IsValueCreated)
        {
            _acceptor.Value?.Dispose();
        }
    }

    private static X509Certificate2 MakeAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Sextant lab authority, O=An imaginary country", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddYears(-1), now.AddYears(5));
    }

    private HostCertificate Make(string host, CertificateKind kind)
    {
        var now = clock.GetUtcNow();
        var (from, until) = kind switch
        {
            CertificateKind.Expired => (now.AddDays(-90), now.AddDays(-1)),
            CertificateKind.NotYetValid => (now.AddDays(30), now.AddDays(120)),
            _ => (now.AddDays(-30), now.AddDays(60)),
        };
        string subject = kind == CertificateKind.WrongName ? "default.hosting.invalid" : host;
        ECDsa key = HostCertificate.NewKey();
        var request = new CertificateRequest(new X500DistinguishedName("CN=" + CommonName(subject)), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(subject);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false)); // id-kp-serverAuth, RFC 5280 4.2.1.12
        if (kind == CertificateKind.SelfSigned)
        {
            return new HostCertificate(request.CreateSelfSigned(from, until), key);
        }

        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority.Value, true, false));
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F; // a serial number is positive: RFC 5280 4.1.2.2
        return new HostCertificate(request.Create(_authority.Value, from, until, serial), key);
    }

    // A common name holds 64 characters at most (RFC 5280 appendix A.1, ub-common-name); the name that counts is in the subjectAltName.
    private static string CommonName(string host) => host.Length <= 64 ? host : "host";
}
