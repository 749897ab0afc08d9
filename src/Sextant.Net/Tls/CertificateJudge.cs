using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sextant.Wire;

namespace Sextant.Net.Tls;

/// <summary>
/// Judges a chain as it was received: nothing is downloaded, neither missing issuers nor revocation lists, because a hostile
/// certificate names the URL of both.
/// </summary>
public sealed class CertificateJudge(TrustAnchors anchors)
{
    // serverAuth, RFC 5280 section 4.2.1.12.
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Judges the chain, leaf first, for the host at a time.</summary>
    public CertificateJudgement Judge(IReadOnlyList<X509Certificate2> received, string host, DateTimeOffset at)
    {
        if (received.Count == 0)
        {
            return new CertificateJudgement { Failures = [Failure.TlsInvalid] };
        }

        var leaf = received[0];
        var names = CertificateNames.Of(leaf);
        bool covers = names is not null && CertificateNames.Cover(names, host);
        var failures = new SortedSet<Failure>(Comparer<Failure>.Create((a, b) => Rank(a).CompareTo(Rank(b))));
        if (!covers)
        {
            failures.Add(names is null ? Failure.TlsInvalid : Failure.TlsNameMismatch);
        }

        bool trusted = JudgeChain(received, at, failures);
        var notBefore = new DateTimeOffset(leaf.NotBefore.ToUniversalTime(), TimeSpan.Zero);
        var notAfter = new DateTimeOffset(leaf.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        return new CertificateJudgement
        {
            Failures = [.. failures],
            NameMatches = covers,
            Trusted = trusted,
            Chain = [.. received.Select(certificate => certificate.RawData)],
            Names = names ?? [],
            NotBefore = notBefore,
            NotAfter = notAfter,
            PublicKey = KeyHash(leaf),
        };
    }

    private bool JudgeChain(IReadOnlyList<X509Certificate2> received, DateTimeOffset at, SortedSet<Failure> failures)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(at) };
        chain.ChainPolicy.ExtraStore.AddRange(received.Skip(1).ToArray());
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors.IssuersOf(received));
        try
        {
            if (chain.Build(received[0]))
            {
                return true;
            }
        }
        catch (CryptographicException)
        {
            failures.Add(Failure.TlsInvalid);
            return false;
        }

        bool trusted = true;
        foreach (var element in chain.ChainElements)
        {
            foreach (var status in element.ChainElementStatus)
            {
                trusted &= !IsUntrusted(status.Status);
                if (ToFailure(status.Status, element.Certificate, at) is { } failure)
                {
                    failures.Add(failure);
                }
            }
        }

        // A partial chain is said of the chain and not of one of its certificates.
        foreach (var status in chain.ChainStatus.Where(status => IsUntrusted(status.Status)))
        {
            trusted = false;
            failures.Add(Failure.TlsUntrusted);
        }

        return trusted;
    }

    internal static X509ChainPolicy Policy(DateTimeOffset at) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        VerificationTime = at.UtcDateTime,
        VerificationTimeIgnored = false,
        ApplicationPolicy = { ServerAuthentication },
    };

    private static Failure? ToFailure(X509ChainStatusFlags status, X509Certificate2 certificate, DateTimeOffset at) => status switch
    {
        X509ChainStatusFlags.NoError => null,
        X509ChainStatusFlags.NotTimeValid or X509ChainStatusFlags.NotTimeNested =>
            at < new DateTimeOffset(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero) ? Failure.TlsNotYetValid : Failure.TlsExpired,
        _ => IsUntrusted(status) ? Failure.TlsUntrusted : Failure.TlsInvalid,
    };

    private static bool IsUntrusted(X509ChainStatusFlags status) =>
        (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.ExplicitDistrust)) != 0;

    // How badly a visitor fares: every browser stops at the first three, and an unknown issuer proves nothing at all.
    private static int Rank(Failure failure) => failure switch
    {
        Failure.TlsUntrusted => 0,
        Failure.TlsNameMismatch => 1,
        Failure.TlsExpired => 2,
        Failure.TlsNotYetValid => 3,
        _ => 4,
    };

    private static string? KeyHash(X509Certificate2 leaf)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo()));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
