using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>DNS-02: every IPv6 address of the name servers answers for the zone over UDP, with authority, soon and cleanly.</summary>
public sealed class NameServersAnswerOverUdp : ICheck
{
    /// <inheritdoc/>
    public string Id => "DNS-02";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "dns-udp-answers", "dns-zone-dead", "dns-unserved-v6", "dns-udp-silent", "dns-lame", "dns-malformed", "dns-aa-missing",
        "dns-truncated-without-tcp", "dns-question-unanswered", "dns-edns-trouble", "dns-slow", "dns-lossy", "dns-junk",
        "dns-case-not-kept", "dns-case-dropped", "dns-udp-open", "dns-udp-no-ipv6", "dns-large-lost", "dns-large-lost-both",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view)
        {
            return [];
        }

        if (view.IsDead)
        {
            return [this.Says("dns-zone-dead", view.Name).Because(view.Zone.Soa?.Failure).Over(Family.V6, 53)];
        }

        if (view.Open is { } open)
        {
            return [this.Says("dns-udp-open", view.Name, ("server", view.Name), ("address", "-")).Because(open)];
        }

        ServerAddress[] v6 = [.. view.V6];
        List<Finding> findings = [.. Whole(view, v6), .. v6.SelectMany(a => Of(view, a)), .. NotAsked(view), .. Junk(view)];
        if (v6.Length == 0)
        {
            return [this.Says("dns-udp-no-ipv6", view.Name), .. findings];
        }

        return v6.Any(a => a.Serves) && findings.TrueForAll(f => f.Tag is "dns-case-not-kept" or "dns-case-dropped" or "dns-large-lost-both")
            ? [this.Says("dns-udp-answers", view.Name, ("addresses", v6.Length.ToString(CultureInfo.InvariantCulture))), .. findings]
            : findings;
    }

    // Rule 4: one dead of several is a defect; harm is when not one is left.
    private IEnumerable<Finding> Whole(ZoneView view, ServerAddress[] v6)
    {
        if (v6.Length > 0 && !view.LeftOut.Any() && !view.AddressesLeftOut.Any() && !view.Unlocated.Any() && v6.All(a => !a.Serves && a.Udp.How != Dealt.Open))
        {
            yield return this.Says("dns-unserved-v6", view.Name, ("addresses", v6.Length.ToString(CultureInfo.InvariantCulture)))
                .Because(v6[0].Udp.Cause).Over(Family.V6, 53);
        }
    }

    private IEnumerable<Finding> Of(ZoneView view, ServerAddress at)
    {
        Finding Say(string tag, params ReadOnlySpan<(string, string)> more) =>
            this.Says(tag, view.Name, [("server", at.Server), ("address", at.Address.ToString()), .. more]).Over(Family.V6, 53);

        string? tag = at.Udp.How switch
        {
            Dealt.Silent => "dns-udp-silent",
            Dealt.Lame => "dns-lame",
            Dealt.Malformed => "dns-malformed",
            Dealt.WithoutAuthority => "dns-aa-missing",
            Dealt.Truncated => "dns-truncated-without-tcp",
            Dealt.Open => "dns-udp-open",
            _ => null,
        };
        if (tag is not null)
        {
            yield return Say(tag).Because(at.Udp.Cause);
        }

        if (!at.Serves)
        {
            yield break;
        }

        foreach (Finding finding in LossAndTime(view, at))
        {
            yield return finding;
        }

        foreach (Finding finding in Questions(view, at))
        {
            yield return finding;
        }
    }

    // A server that answers, and what it does with questions that are not the plainest.
    private IEnumerable<Finding> Questions(ZoneView view, ServerAddress at)
    {
        Finding Say(string tag, params ReadOnlySpan<(string, string)> more) =>
            this.Says(tag, view.Name, [("server", at.Server), ("address", at.Address.ToString()), .. more]).Over(Family.V6, 53);

        foreach ((string type, Outcome outcome) in new[] { ("SOA", at.SoaUdp), ("NS", at.NsUdp) })
        {
            if (outcome.How is Dealt.Lame or Dealt.Malformed)
            {
                yield return Say("dns-question-unanswered", ("type", type)).Because(outcome.Cause);
            }
        }

        if (at.UnansweredTypes is { } types)
        {
            yield return Say("dns-question-unanswered", ("type", string.Join(", ", types))).Because(Failure.TimedOut);
        }

        if (EdnsTrouble(at) is { } trouble)
        {
            yield return Say("dns-edns-trouble", ("type", trouble.Type)).Because(trouble.Failure);
        }

        if (Large(view, at) is { } large)
        {
            yield return large;
        }

        if (at.Answers.Any(a => a.CaseKept == false))
        {
            yield return Say("dns-case-not-kept");
        }

        if (at.DropsMixedCase)
        {
            yield return Say("dns-case-dropped");
        }
    }

    private IEnumerable<Finding> LossAndTime(ZoneView view, ServerAddress at)
    {
        Finding Say(string tag, params ReadOnlySpan<(string, string)> more) =>
            this.Says(tag, view.Name, [("server", at.Server), ("address", at.Address.ToString()), .. more]).Over(Family.V6, 53);

        if (at.HeavyLoss is { } loss)
        {
            string percent4 = LossText.OverIpv4(view.V4.Where(four => ServerAddress.Same(four.Server, at.Server)));
            yield return Say("dns-lossy", ("percent", LossText.Percent(loss)), ("percent4", percent4)).Because(Failure.TimedOut);
        }

        if (at.MedianMilliseconds is > ServerTimes.Slow and var median)
        {
            yield return Say("dns-slow", ("ms", Math.Round(median).ToString(CultureInfo.InvariantCulture)));
        }
    }

    // Without one large answer over IPv6 from anywhere, the fragments may get lost at the vantage: nothing to publish then (rule 2).
    private Finding? Large(ZoneView view, ServerAddress at)
    {
        if (LargeAnswers.Lost(at) is not { } lost)
        {
            return null;
        }

        bool overV4 = view.V4.Any(four => ServerAddress.Same(four.Server, at.Server) && LargeAnswers.Arrived(four.Large, four.Address) is not null);
        return this.Says(
                overV4 ? "dns-large-lost" : "dns-large-lost-both", view.Name,
                [("server", at.Server), ("address", at.Address.ToString()), .. LargeAnswers.Parameters(lost, view.Addresses.SelectMany(a => a.Large))])
            .Because(Failure.TimedOut).Over(Family.V6, 53)
            with { SingleLook = !view.V6.Any(other => LargeAnswers.Arrived(other.Large, other.Address) is not null) };
    }

    // Small answers come from this address and a large one does not (RFC 9715), or EDNS was refused and only a plain question answered (RFC 6891 section 7).
    private static (string Type, Failure? Failure)? EdnsTrouble(ServerAddress at)
    {
        ServerAnswer? large = at.LosesSome ? null : at.Answers.FirstOrDefault(a =>
            a is { Transport: "udp", Type: "DNSKEY", Failure: { } failure }
            && Outcome.OfFailure(failure, a.Attempts).How is (Dealt.Silent or Dealt.Lame or Dealt.Malformed));
        return large is not null ? (large.Type, large.Failure) : (at.PlainOnly ?? at.WithoutDnssecOnly) is { } plain ? (plain.Type, plain.WithEdns ?? Failure.DnsFormerr) : null;
    }

    // Rule 4: nothing is concluded about a whole of which a part was not looked at.
    private IEnumerable<Finding> NotAsked(ZoneView view) =>
        view.Unlocated.Select(s => (s.Name, s.Aaaa.Failure ?? Failure.NotMeasured)).Concat(view.LeftOut.Take(1).Select(name => (Name: name, Failure.WorkLimit)))
            .Select(s => this.Says("dns-udp-open", view.Name, ("server", s.Name), ("address", "-")).Because(s.Item2))
            .Concat(view.AddressesLeftOut.GroupBy(left => left.Server, StringComparer.Ordinal).Select(left => this.Says(
                "dns-udp-open", view.Name, ("server", left.Key), ("address", string.Join(", ", left.Take(3).Select(l => l.Address)) + (left.Count() > 3 ? " …" : ""))).Because(Failure.WorkLimit)));

    // Whatever the family: the junk comes from the data or the software.
    private IEnumerable<Finding> Junk(ZoneView view) =>
        from at in view.Addresses
        from junk in at.Answers.SelectMany(a => a.Junk).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        select this.Says("dns-junk", view.Name, ("server", at.Server), ("address", at.Address.ToString()), ("junk", junk));
}
