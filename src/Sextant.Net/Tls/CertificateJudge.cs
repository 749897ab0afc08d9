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

    /// <summary>Judges the chain, leaf first, DER, for the host at a time.</summary>
    /// <param name="received">The chain; not empty.</param>
    /// <param name="well">Whether it is known already that nothing is wrong with it but perhaps its names.</param>
    /// <param name="host">Whose it should be.</param>
    /// <param name="at">The time.</param>
    public CertificateJudgement Judge(IReadOnlyList<byte[]> received, bool well, string host, DateTimeOffset at)
    {
        if (!CertificateFields.TryRead(received[0], out var leaf))
        {
            return new CertificateJudgement { Failures = [Failure.TlsInvalid], Chain = received };
        }

        bool covers = leaf.Names is not null && CertificateNames.Cover(leaf.Names, host);
        var failures = new SortedSet<Failure>(Comparer<Failure>.Create((a, b) => Rank(a).CompareTo(Rank(b))));
        if (!covers)
        {
            failures.Add(leaf.Names is null ? Failure.TlsInvalid : Failure.TlsNameMismatch);
        }

        bool trusted = well || JudgeChain(received, at, failures);
        return new CertificateJudgement
        {
            Failures = [.. failures],
            NameMatches = covers,
            Trusted = trusted,
            Chain = received,
            Names = leaf.Names ?? [],
            NotBefore = leaf.NotBefore,
            NotAfter = leaf.NotAfter,
            PublicKey = leaf.PublicKey,
        };
    }

    /// <summary>What is wrong with the chain, each fault by itself; whether it ends in a root.</summary>
    private bool JudgeChain(IReadOnlyList<byte[]> received, DateTimeOffset at, SortedSet<Failure> failures)
    {
        var certificates = new List<X509Certificate2>();
        try
        {
            certificates.AddRange(received.Select(X509CertificateLoader.LoadCertificate));
            return JudgeChain(certificates, at, failures);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            failures.Add(Failure.TlsInvalid);
            return false;
        }
        finally
        {
            certificates.ForEach(certificate => certificate.Dispose());
        }
    }

    private bool JudgeChain(List<X509Certificate2> received, DateTimeOffset at, SortedSet<Failure> failures)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(at) };
        chain.ChainPolicy.ExtraStore.AddRange(received.Skip(1).ToArray());
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors.IssuersOf(received));
        if (chain.Build(received[0]))
        {
            return true;
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

    /// <summary>Adds that no name covers the host to what else is wrong, at its place.</summary>
    public static Failure[] WithNameMismatch(IEnumerable<Failure> failures) => [.. failures.Append(Failure.TlsNameMismatch).Distinct().OrderBy(Rank)];

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
}
