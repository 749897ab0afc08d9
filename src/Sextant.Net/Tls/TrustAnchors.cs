using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sextant.Net.Tls;

/// <summary>The roots a chain may end in: the system's and those of <c>--ca-file</c>, read once.</summary>
public sealed class TrustAnchors
{
    private readonly Lazy<ILookup<string, X509Certificate2>> bySubject;

    private TrustAnchors(Func<IEnumerable<X509Certificate2>> read) =>
        bySubject = new(() => read().ToLookup(root => Key(root.SubjectName)));

    /// <summary>The system's roots alone, read at the first handshake.</summary>
    public static TrustAnchors System { get; } = new(ReadSystem);

    /// <summary>How many roots there are.</summary>
    public int Count => bySubject.Value.Sum(group => group.Count());

    /// <summary>The system's roots and those of PEM texts.</summary>
    /// <exception cref="FormatException">A text holds no certificate, or one that cannot be read.</exception>
    public static TrustAnchors WithPem(params IEnumerable<string> pems)
    {
        var extra = pems.SelectMany(ReadPem).ToList();
        return new TrustAnchors(() => ReadSystem().Concat(extra));
    }

    /// <summary>Only the roots of PEM texts: laboratories and tests.</summary>
    /// <exception cref="FormatException">A text holds no certificate, or one that cannot be read.</exception>
    public static TrustAnchors OnlyPem(params IEnumerable<string> pems)
    {
        var roots = pems.SelectMany(ReadPem).ToList();
        return new TrustAnchors(() => roots);
    }

    /// <summary>All of them.</summary>
    internal IEnumerable<X509Certificate2> Roots => bySubject.Value.SelectMany(group => group);

    /// <summary>
    /// The roots that could have issued one of these: a chain can end nowhere else, and giving 150 roots to every
    /// chain costs more than the handshake.
    /// </summary>
    internal X509Certificate2Collection IssuersOf(IEnumerable<X509Certificate2> certificates)
    {
        var roots = new X509Certificate2Collection();
        foreach (string issuer in certificates.Select(certificate => Key(certificate.IssuerName)).Distinct(StringComparer.Ordinal))
        {
            roots.AddRange(bySubject.Value[issuer].ToArray());
        }

        return roots;
    }

    private static string Key(X500DistinguishedName name) => Convert.ToHexString(name.RawData);

    private static List<X509Certificate2> ReadPem(string pem)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            throw new FormatException("a certificate of the CA file cannot be read", exception);
        }

        return found.Count > 0 ? [.. found] : throw new FormatException("the CA file holds no certificate in PEM form");
    }

    private static IEnumerable<X509Certificate2> ReadSystem()
    {
        using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        try
        {
            store.Open(OpenFlags.ReadOnly);
        }
        catch (CryptographicException)
        {
            return []; // a machine without a certificate store trusts nobody; every chain then says so
        }

        return [.. store.Certificates];
    }
}
