using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>DNS-03: every IPv6 address of the name servers answers for the zone over TCP (RFC 7766).</summary>
public sealed class NameServersAnswerOverTcp : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-03";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
        ["dns-tcp-answers", "dns-tcp-none", "dns-tcp-silent", "dns-tcp-faulty", "dns-tcp-open", "dns-tcp-no-ipv6"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view)
        {
            return [];
        }

        if (view.Open is { } open)
        {
            return [this.Says("dns-tcp-open", view.Name, ("server", view.Name), ("address", "-")).Because(open)];
        }

        ServerAddress[] v6 = [.. view.V6];
        if (v6.Length == 0)
        {
            return [this.Says("dns-tcp-no-ipv6", view.Name)];
        }

        List<Finding> findings = [.. v6.SelectMany(a => Of(view, a))];
        if (v6.All(a => !a.Tcp.IsUsable && a.Tcp.How != Dealt.Open))
        {
            findings.Insert(0, this.Says("dns-tcp-none", view.Name).Because(v6[0].Tcp.Cause).Over(Family.V6, 53));
        }

        return findings.Count > 0
            ? findings
            : [this.Says("dns-tcp-answers", view.Name, ("addresses", v6.Length.ToString(CultureInfo.InvariantCulture)))];
    }

    private IEnumerable<Finding> Of(ZoneView view, ServerAddress at)
    {
        string? tag = at.Tcp.How switch
        {
            Dealt.Right => null,
            Dealt.Silent => "dns-tcp-silent",
            Dealt.Open => "dns-tcp-open",
            _ => "dns-tcp-faulty",
        };
        if (tag is not null)
        {
            yield return this.Says(tag, view.Name, ("server", at.Server), ("address", at.Address.ToString())).Because(at.Tcp.Cause).Over(Family.V6, 53);
        }
    }
}
