using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sextant.Net.Tls;

/// <summary>The names a certificate is for (RFC 9525: subject alternative names only, never the common name).</summary>
public static class CertificateNames
{
    // 1,000: the largest certificates in use carry some hundred names; a hostile one may carry as many as fit into its length.
    private const int MaxNames = 1000;

    /// <summary>DNS names and addresses in the extension that holds them, lower case A-labels, sorted, distinct; null when they cannot be read.</summary>
    internal static IReadOnlyList<string>? Of(X509SubjectAlternativeNameExtension names)
    {
        try
        {
            var found = new SortedSet<string>(StringComparer.Ordinal);
            found.UnionWith(names.EnumerateDnsNames().Take(MaxNames).Select(Fold));
            found.UnionWith(names.EnumerateIPAddresses().Take(MaxNames).Select(address => address.ToString()));
            return [.. found.Take(MaxNames)];
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether one of the names covers the host, given in A-labels or as an address.</summary>
    public static bool Cover(IReadOnlyList<string> names, string host)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return names.Contains(address.ToString(), StringComparer.Ordinal);
        }

        host = Fold(host);
        int dot = host.IndexOf('.', StringComparison.Ordinal);
        // RFC 9525 section 6.3: a wildcard is the whole leftmost label and stands for exactly one label; never for a top-level domain.
        string? wildcard = dot > 0 && host.IndexOf('.', dot + 1) > 0 ? "*" + host[dot..] : null;
        return names.Contains(host, StringComparer.Ordinal) || (wildcard is not null && names.Contains(wildcard, StringComparer.Ordinal));
    }

    // RFC 5280 section 7.2 wants A-labels; certificates with U-labels exist, and mean the same host.
    private static string Fold(string name)
    {
        name = name.TrimEnd('.');
        if (!System.Text.Ascii.IsValid(name))
        {
            try
            {
                name = new IdnMapping().GetAscii(name);
            }
            catch (ArgumentException)
            {
                // Not a name in any form: kept as it is, and equal to no host.
            }
        }

        return name.ToLowerInvariant();
    }
}
