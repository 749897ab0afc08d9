using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Dns;

/// <summary>
/// DNS-08: a question for the AAAA of a name that has A is answered, be it that there is none (RFC 4074), and answers validate.
/// What is wrong here hurts users of IPv4 too, so servers are asked over both families.
/// </summary>
public sealed class AaaaQueriesAreAnswered : ICheck
{
    private enum Answer
    {
        Good,
        WithoutSoa,
        Denied,
        Failed,
        Lost,
        Open,
    }

    /// <inheritdoc/>
    public string Id => "DNS-08";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Zone;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "dns-aaaa-answered", "dns-bogus", "dns-aaaa-bogus", "dns-name-bogus", "dns-aaaa-denied", "dns-aaaa-failed", "dns-aaaa-failed-everywhere",
        "dns-negative-without-soa", "dns-aaaa-nothing-to-ask", "dns-aaaa-lost", "dns-aaaa-open",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (ZoneView.Of(scan, context) is not { } view)
        {
            return [];
        }

        List<Finding> findings = [.. Validation(view)];
        bool judged = false;
        bool asked = false;
        bool lost = false;
        Failure? doubt = view.Open;
        foreach (string name in view.Zone.Sampled)
        {
            Seen[] seen = [.. view.Addresses.SelectMany(at => Judge(view, at, name))];
            asked |= view.Addresses.Any(at => at.Whole("A", name) is { Failure: null or Failure.DnsNxdomain or Failure.DnsNoData });
            judged |= seen.Any(s => s.How is Answer.Good or Answer.WithoutSoa);
            lost |= seen.Any(s => s.How == Answer.Lost);
            doubt ??= seen.Where(s => s.How == Answer.Open).Select(s => s.Cause).FirstOrDefault(c => c is not null);
            findings.AddRange(Of(view, name, seen));
        }

        findings.AddRange(Denials(view));

        return (findings.Count, doubt) switch
        {
            ( > 0, _) => findings,
            (0, { } cause) => [this.Says("dns-aaaa-open", view.Name).Because(cause)],
            _ when lost && !judged => [this.Says("dns-aaaa-lost", view.Name).Because(Failure.TimedOut)],
            _ when judged => [this.Says("dns-aaaa-answered", view.Name)],
            _ when asked => [this.Says("dns-aaaa-nothing-to-ask", view.Name)],
            _ => [this.Says("dns-aaaa-open", view.Name).Because(Failure.NotMeasured)],
        };
    }

    private IEnumerable<Finding> Validation(ZoneView view)
    {
        if (IsBogus(view.Zone.Soa) || IsBogus(view.Zone.A))
        {
            yield return this.Says("dns-bogus", view.Name).Because(Failure.DnsBogus);
        }
        else if (IsBogus(view.Zone.Aaaa))
        {
            yield return this.Says("dns-aaaa-bogus", view.Name).Because(Failure.DnsBogus);
        }
        else if (new[] { view.Zone.Soa, view.Zone.Aaaa }.FirstOrDefault(l => l?.Failure == Failure.DnsBogus) is { } once)
        {
            yield return this.Says("dns-aaaa-open", view.Name).Because(RepeatedFault.Doubt(Failure.DnsBogus, once.Attempts));
        }
        else
        {
            // The zone's own name, not one that an alias leads to in another zone.
            foreach (Lookup look in view.Zone.SampledAaaa.Where(l => IsBogus(l) && view.Addresses.Any(at => at.Whole("AAAA", l.Name) is { Alias: null, Failure: null or Failure.DnsNoData or Failure.DnsNxdomain })))
            {
                yield return this.Says("dns-name-bogus", view.Name, ("name", look.Name)).Because(Failure.DnsBogus);
            }
        }
    }

    private IEnumerable<Finding> Of(ZoneView view, string name, Seen[] seen)
    {
        // A resolver believes NXDOMAIN from one server and forgets the name's A too; every other fault makes it ask the next server.
        foreach (Seen denied in seen.Where(s => s.How == Answer.Denied))
        {
            yield return Say("dns-aaaa-denied", denied);
        }

        Seen[] failed = [.. seen.Where(s => s.How == Answer.Failed)];
        if (failed.Length > 0 && failed.Length == seen.Count(s => s.How != Answer.Lost))
        {
            yield return Say("dns-aaaa-failed-everywhere", failed[0]);
        }
        else
        {
            foreach (Seen one in failed)
            {
                yield return Say("dns-aaaa-failed", one);
            }
        }

        foreach (Seen bare in seen.Where(s => s.How == Answer.WithoutSoa))
        {
            yield return Say("dns-negative-without-soa", bare);
        }

        Finding Say(string tag, Seen at) =>
            this.Says(tag, view.Name, ("name", name), ("server", at.At.Server), ("address", at.At.Address.ToString()))
                .Because(at.Cause).Over(at.At.Family, 53);
    }

    // RFC 2308 section 5: what does not exist is remembered for as long as the SOA beside the denial says, and not at all without.
    private IEnumerable<Finding> Denials(ZoneView view) =>
        from at in view.Addresses
        where at.Serves
        let bare = at.Answers.FirstOrDefault(a => a is { Type: "A", Rcode: "NXDOMAIN" or "NOERROR", AnswerCount: 0, SoaInAuthority: false, Truncated: false, ReferralTo: null }
            && !view.Zone.Sampled.Contains(a.Name, StringComparer.OrdinalIgnoreCase))
        where bare is not null
        select this.Says("dns-negative-without-soa", view.Name, ("name", bare.Name), ("server", at.Server), ("address", at.Address.ToString())).Over(at.Family, 53);

    // Only a server that gives the name's A can be blamed for its AAAA.
    private static IEnumerable<Seen> Judge(ZoneView view, ServerAddress at, string name)
    {
        if (at.Whole("A", name) is not { Failure: null, Data.Count: > 0, Alias: null })
        {
            return [];
        }

        (Answer how, Failure? cause) = at.Whole("AAAA", name) switch
        {
            null => (Answer.Open, Failure.NotMeasured),
            { Failure: Failure.DnsNxdomain } => (Answer.Denied, Failure.DnsNxdomain),
            { Failure: { } and not Failure.DnsNoData } answer => Judge(Outcome.Of(answer), at),
            { Failure: null, Truncated: false, Data.Count: 0, Alias: { } alias } when ServerAddress.Same(alias, name) => (Answer.Failed, Failure.DnsLoop),
            { Failure: null, Truncated: false, Data.Count: 0, Alias: not null } when LeadsNowhere(view, name) => (Answer.Failed, Failure.DnsMismatch),
            // The whole answer came over TCP or not at all: DNS-02 says which.
            { Truncated: true } or { Data.Count: > 0 } or { Alias: not null } or { SoaInAuthority: true } => (Answer.Good, (Failure?)null),
            { AnswerCount: > 0 } => (Answer.Failed, Failure.DnsMismatch),
            { ReferralTo: not null, Authoritative: false } => (Answer.Failed, Failure.DnsLame),
            _ => (Answer.WithoutSoa, null),
        };
        return [new Seen(at, how, cause)];
    }

    private static (Answer How, Failure? Cause) Judge(Outcome outcome, ServerAddress at) => outcome.How switch
    {
        Dealt.Open => (Answer.Open, outcome.Cause),
        // Packets to this server get lost: three lost in a row are no refusal to answer. Heavy loss is said by DNS-02 already.
        Dealt.Silent when at.HeavyLoss is not null => (Answer.Lost, outcome.Cause),
        Dealt.Silent when at.LosesSome => (Answer.Open, outcome.Cause),
        _ => (Answer.Failed, outcome.Cause),
    };

    // The server gives addresses for A and, against RFC 1034 section 3.6.2, an alias for AAAA; who follows that finds nothing.
    private static bool LeadsNowhere(ZoneView view, string name) =>
        view.Zone.SampledAaaa.Append(view.Zone.Aaaa).FirstOrDefault(l => l is not null && ServerAddress.Same(l.Name, name))
            is { Failure: Failure.DnsNxdomain or Failure.DnsLoop or Failure.DnsChainTooLong, Aliases.Count: > 0 };

    private static bool IsBogus(Lookup? lookup) =>
        lookup is { Failure: Failure.DnsBogus } && RepeatedFault.Doubt(Failure.DnsBogus, lookup.Attempts) is null;

    private readonly record struct Seen(ServerAddress At, Answer How, Failure? Cause);
}
