using Sextant.Checks.Observations;
using Sextant.Net.Tls;
using Sextant.Wire;

namespace Sextant.Measurement.Probes;

/// <summary>
/// The one conversation with a mail server's address that the names behind it share: greeting, EHLO and STARTTLS know no name. A certificate does, and a server may choose it by the name it is asked for (SNI):
/// what was shown to one name stands for another one where it covers that too, or once the address has shown the same to several that it does not cover.
/// </summary>
/// <param name="name">The name it was held under.</param>
/// <param name="look">What was seen.</param>
/// <param name="shown">The certificate; null where it did not come to that.</param>
internal sealed class AddressTalk(string name, SmtpLook look, CertificateJudgement? shown)
{
    /// <summary>3: so many names that were not theirs got the same certificate as the first, and none another. Mail servers seldom choose, and those that do, choose for each name they serve.</summary>
    public const int Alike = 3;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _alike = [];
    private bool _chooses;

    /// <summary>The conversation as it counts for a name; null when that name needs one of its own.</summary>
    public SmtpLook? For(string other)
    {
        if (other == name || look.Tls is not { } tls)
        {
            return look;
        }

        if (tls.Handshake is not null || shown is null)
        {
            return null; // a server may refuse to shake hands by the name it is asked for
        }

        bool covers = CertificateNames.Cover(shown.Names, other);
        if (!covers && !MayAssume(other))
        {
            return null;
        }

        Failure[] rest = [.. shown.Failures.Where(failure => failure != Failure.TlsNameMismatch)];
        return look with { Tls = tls with { Certificate = covers ? rest : CertificateJudge.WithNameMismatch(rest) } };
    }

    /// <summary>Learns from the conversation that another name had of its own whether the server chooses.</summary>
    public void Learn(string other, SmtpLook own)
    {
        if (own.Tls is not { Handshake: null, PublicKey: { } key } || shown is null)
        {
            return;
        }

        lock (_gate)
        {
            _chooses |= key != shown.PublicKey;
            if (_alike.Count < Alike)
            {
                _alike.Add(other);
            }
        }
    }

    /// <summary>Whether a name has another's certificate held against it, which was not shown to itself.</summary>
    public static bool IsAssumed(SmtpLook look, string name) => look.Tls is { } tls && tls.ServerName != name && tls.Certificate.Contains(Failure.TlsNameMismatch);

    // A name that had its own conversation keeps that.
    private bool MayAssume(string other)
    {
        lock (_gate)
        {
            return !_chooses && _alike.Count == Alike && !_alike.Contains(other);
        }
    }
}
