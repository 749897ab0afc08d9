using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>WEB-13: the certificate is valid on every IPv6 address wherever it is over IPv4 (rule 12); other keys and protocols are remarks.</summary>
public sealed class TlsIsOnPar : ICheck
{
    private readonly record struct Shake(TlsLook? Look, Failure? Fault, bool IsKnown);

    /// <inheritdoc/>
    public string Id => "WEB-13";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Site;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "web-tls-valid", "web-v6-tls-invalid", "web-v6-tls-some-invalid", "web-v6-tls-handshake", "web-v6-tls-target-invalid", "web-tls-invalid-both",
        "web-v6-tls-lost", "web-tls-key-differs", "web-tls-protocol-differs", "web-tls-none", "web-tls-open",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context) =>
        SiteView.Of(scan, context) is { } site ? site.Hosts.SelectMany(Judge) : [];

    private IEnumerable<Finding> Judge(HostView host)
    {
        if (host.Standing != Standing.Published)
        {
            return [host.IsOpen ? this.Says("web-tls-open", host.Name).Because(host.Cause) : this.Says("web-tls-none", host.Name)];
        }

        (IPAddress Address, Shake Shake)[] v6 = [.. Shakes(host, Family.V6)];
        Shake[] v4 = [.. Shakes(host, Family.V4).Select(s => s.Shake)];
        return v6.Length == 0 ? [this.Says("web-tls-none", host.Name)] : [.. Compare(host, v6, v4), .. Targets(host)];
    }

    // Over port 443 where it is open; WEB-04 judges where it is not.
    private static IEnumerable<(IPAddress Address, Shake Shake)> Shakes(HostView host, Family family) =>
        host.Of(family).Where(a => host.Port(a, 443).Open).Select(a => (a, Read(host.Host.Tls.FirstOrDefault(t => t.Address.Equals(a)), host)));

    private static Shake Read(TlsLook? look, HostView host) => look switch
    {
        null => new(null, Failure.NotMeasured, false),
        // The page came over a connection of its own: its handshake succeeded, so this one's failure is a limit on connections or an accident.
        { Handshake: Failure.ConnectionRefused or Failure.ConnectionReset or Failure.ConnectionClosed or Failure.TimedOut } when host.ShakenBy(look.Address) is { } hop =>
            new(look with { Handshake = null }, hop.Certificate, true),
        { Connected: false } when host.LimitsConnections(look.Address, look.Port, look.Handshake) => new(look, Failure.HttpRateLimited, false),
        { Handshake: { } failure } => RepeatedFault.Doubt(failure, look.Attempts) is { } doubt ? new(look, doubt, false) : new(look, failure, true),
        { Certificate: [var worst, ..] } => new(look, worst, true),
        _ => new(look, null, true),
    };

    private IEnumerable<Finding> Compare(HostView host, (IPAddress Address, Shake Shake)[] v6, Shake[] v4)
    {
        (IPAddress Address, Shake Shake)[] lost = [.. v6.Where(s => s.Shake is { Fault: Failure.TimedOut, IsKnown: true } && host.Loses(s.Address))];
        (IPAddress Address, Shake Shake)[] bad = [.. v6.Where(s => s.Shake is { Fault: not null, IsKnown: true }).Except(lost)];
        if (lost.Length > 0)
        {
            yield return this.Says("web-v6-tls-lost", host.Name, ("address", lost[0].Address.ToString())).Because(Failure.TimedOut).Over(Family.V6, 443);
        }

        if (Array.Find(v6, s => !s.Shake.IsKnown) is { Address: not null } open)
        {
            yield return this.Says("web-tls-open", host.Name).Because(open.Shake.Fault);
        }

        if (bad.Length == 0)
        {
            if (Array.Exists(v6, s => s.Shake is { Fault: null, IsKnown: true }) && Array.TrueForAll(v6, s => s.Shake.IsKnown))
            {
                yield return this.Says("web-tls-valid", host.Name);
            }
        }
        else if (v4.Any(s => s is { Fault: null, IsKnown: true }) || bad.Length < v6.Length)
        {
            foreach ((IPAddress address, Shake shake) in bad)
            {
                string tag = bad.Length < v6.Length ? "web-v6-tls-some-invalid" : shake.Look!.Handshake is null ? "web-v6-tls-invalid" : "web-v6-tls-handshake";
                yield return this.Says(tag, host.Name, ("address", address.ToString()), ("names", Names(shake.Look))).Because(shake.Fault).Over(Family.V6, 443);
            }
        }
        else
        {
            // The same trouble over IPv4, or nothing to hold it against: no fault of IPv6's, and dead for a careful visitor.
            yield return this.Says("web-tls-invalid-both", host.Name).Because(v4.FirstOrDefault(s => !s.IsKnown).Fault ?? bad[0].Shake.Fault);
        }

        foreach (Finding remark in Remarks(host, v6, v4))
        {
            yield return remark;
        }
    }

    private IEnumerable<Finding> Remarks(HostView host, (IPAddress Address, Shake Shake)[] v6, Shake[] v4)
    {
        TlsLook[] six = [.. v6.Where(s => s.Shake is { Fault: null, IsKnown: true, Look.Protocol: not null }).Select(s => s.Shake.Look!)];
        TlsLook[] four = [.. v4.Where(s => s is { Fault: null, IsKnown: true }).Select(s => s.Look!)];
        if (six.Length == 0 || four.Length == 0)
        {
            yield break;
        }

        if (Array.Find(six, s => s.PublicKey is not null && Array.TrueForAll(four, f => f.PublicKey != s.PublicKey && !f.Names.SequenceEqual(s.Names))) is { } key)
        {
            yield return this.Says("web-tls-key-differs", host.Name, ("address", key.Address.ToString()));
        }

        if (Array.Find(six, s => Array.TrueForAll(four, f => f.Protocol != s.Protocol || f.Alpn != s.Alpn)) is { } other)
        {
            yield return this.Says(
                "web-tls-protocol-differs", host.Name, ("address", other.Address.ToString()), ("v6", Spoken(other)), ("v4", Spoken(four[0])));
        }
    }

    // Redirects may end on another host whose certificate is wrong over IPv6 alone.
    private IEnumerable<Finding> Targets(HostView host)
    {
        var pages = new PagesOfHost(host);
        foreach (Hop hop in pages.MainV6.SelectMany(l => l.Fetch.Hops.Skip(1)).Where(h => h.Certificate is not null))
        {
            string target = PageLook.HostOf(hop.Url);
            if (target != host.Name && pages.AnyV4.SelectMany(l => l.Fetch.Hops).Any(h => PageLook.HostOf(h.Url) == target && h is { Certificate: null, Failure: null, TlsMs: not null }))
            {
                yield return this.Says("web-v6-tls-target-invalid", host.Name, ("target", target), ("address", hop.Address?.ToString() ?? "-"))
                    .Because(hop.Certificate).Over(Family.V6, 443);
                yield break;
            }
        }
    }

    private static string Names(TlsLook? look) => look is { Names.Count: > 0 } ? string.Join(", ", look.Names.Take(4)) : "-";

    private static string Spoken(TlsLook look) => $"TLS {look.Protocol ?? "?"}, {look.Alpn ?? "http/1.1"}";
}
