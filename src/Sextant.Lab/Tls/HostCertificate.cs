using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sextant.Net.Tls;

namespace Sextant.Lab.Tls;

/// <summary>A host's certificate and key, in the form that each engine wants; what is not wanted is not made.</summary>
internal sealed class HostCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly ECDsa _key;
    private readonly Lazy<ShownCertificate> _shown;
    private readonly Lazy<SslStreamCertificateContext> _context;

    /// <param name="certificate">With or without its key.</param>
    /// <param name="key">Of <see cref="NewKey"/>.</param>
    public HostCertificate(X509Certificate2 certificate, ECDsa key)
    {
        (_certificate, _key) = (certificate, key);
        _shown = new(() => TlsAcceptor.IsHere && key is ECDsaOpenSsl native
            ? new ShownCertificate(certificate, native.DuplicateKeyHandle())
            : throw new PlatformNotSupportedException("this system has no libssl.so.3"));
        _context = new(() => SslStreamCertificateContext.Create(certificate.HasPrivateKey ? certificate : certificate.CopyWithPrivateKey(key), additionalCertificates: null, offline: true));
    }

    /// <summary>For <see cref="TlsAcceptor"/>.</summary>
    public ShownCertificate Shown => _shown.Value;

    /// <summary>For the base library.</summary>
    public SslStreamCertificateContext Context => _context.Value;

    /// <summary>A new key on P-256.</summary>
    public static ECDsa NewKey() => TlsAcceptor.IsHere ? new ECDsaOpenSsl(ECCurve.NamedCurves.nistP256) : ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown.IsValueCreated)
        {
            _shown.Value.Key.Dispose();
        }

        _certificate.Dispose();
        _key.Dispose();
    }
}
