using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Building;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Mail;

/// <summary>The mail rows of the class table and of the list of what others judge wrong, as worlds with their expected class.</summary>
internal static class MailCases
{
    private static VantageObservation NoPtr => Seen.Vantage with { ForwardConfirmedV6 = null, EhloName = null };

    private static VantageObservation NoAnchor => Seen.Vantage with { Port25V4 = null, Port25V6 = null, Anchors = [.. Seen.Vantage.Anchors.Where(a => a.Port != 25)] };

    public static IReadOnlyList<Case> All { get; } =
    [
        // Ready
        new("healthy", MailWorld.With(), TargetClass.Ready, "mail-mx-present", "mail-v6-greets", "mail-mx-aaaa-all", "mail-mx-v6-all-answer", "mail-starttls-same") { Verdicts = ["MAIL-01 pass", "MAIL-02 pass", "MAIL-03 pass", "MAIL-04 pass", "MAIL-05 pass"] },
        new("greylisting comes after EHLO and is not looked for", MailWorld.With(w => w.Over(Family.V6, s => s with { EhloCode = 250 })), TargetClass.Ready, "mail-v6-greets"),
        new("IPv6-only mail servers", MailWorld.With(w => w[0].V4 = w[1].V4 = []), TargetClass.Ready, "mail-v6-greets", "mail-starttls-same"),
        new("slow over both families", MailWorld.With(w => { w.Over(Family.V6, s => s with { GreetingMs = 9000 }); w.Over(Family.V4, s => s with { GreetingMs = 9000 }); }), TargetClass.Ready, "mail-slow-both") { Verdicts = ["MAIL-02 pass"] },
        new("no STARTTLS on either family", MailWorld.With(w => w.Alter = s => s.WithoutStartTls()), TargetClass.Ready, "mail-starttls-fault-both") { Verdicts = ["MAIL-05 pass"] },
        new("certificate expired on both families", MailWorld.With(w => w.Alter = s => s.Certificate(Failure.TlsExpired)), TargetClass.Ready, "mail-starttls-fault-both"),
        new("the MX is an alias", MailWorld.With(w => w[0].A = Seen.Addresses(w[0].Name, "A", "192.0.2.25") with { Aliases = ["real.example.gov.vn"] }), TargetClass.Ready, "mail-mx-alias"),
        new("one of two mail servers has no address at all", MailWorld.With(w => w.Hosts.Add(new("gone." + MailWorld.Domain))), TargetClass.Ready, "mail-mx-no-address") { Verdicts = ["MAIL-03 partial"] },
        new("one server of two is down over both families", MailWorld.With(w => { w.Over(Family.V6, s => s.Dropped(), 1); w.Over(Family.V4, s => s.Dropped(), 1); }), TargetClass.Ready, "mail-mx-dead-both") { Verdicts = ["MAIL-04 unknown"] },
        new("one server of two defers over both families", MailWorld.With(w => { w.Over(Family.V6, s => s.Deferred(), 1); w.Over(Family.V4, s => s.Deferred(), 1); }), TargetClass.Ready, "mail-mx-deferred-both"),
        new("a NULL MX beside others", MailWorld.With(w => w.Finally = m => m with { Mx = Seen.Data(MailWorld.Domain, "MX", "0 .", "10 mx1.example.gov.vn.") }), TargetClass.Ready, "mail-null-mx-mixed") { Verdicts = ["MAIL-01 fail"] },

        // Partial
        new("one MX of several on IPv6", MailWorld.With(w => w[1].V6 = []), TargetClass.Partial, "mail-mx-aaaa-missing") { Verdicts = ["MAIL-02 pass", "MAIL-03 partial"] },
        new("one of two dead over IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.Dropped(), 1)), TargetClass.Partial, "mail-mx-v6-dead") { Verdicts = ["MAIL-04 partial"] },
        new("one of two answers 5xx over IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.Rejected(), 1)), TargetClass.Partial, "mail-mx-v6-dead"),
        new("one address of several dead", MailWorld.With(w => { w[0].V6 = ["2001:db8::25", "2001:db8::dead"]; w.Alter = s => s.Address.ToString() == "2001:db8::dead" ? s.Dropped() : s; }), TargetClass.Partial, "mail-mx-v6-dead"),
        new("one address of several not global", MailWorld.With(w => { w[0].V6 = ["2001:db8::25", "fe80::25"]; }), TargetClass.Partial, "mail-mx-not-global"),
        new("AAAA of one server of two misanswered", MailWorld.With(w => { w[1].V6 = []; w[1].Aaaa = Seen.Failed(w[1].Name, "AAAA", Failure.DnsServfail); }), TargetClass.Partial, "mail-mx-aaaa-failed"),
        new("slow greeting on IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s with { GreetingMs = 8200 })), TargetClass.Partial, "mail-v6-slow") { Verdicts = ["MAIL-02 partial"] },
        new("STARTTLS missing on IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.WithoutStartTls())), TargetClass.Partial, "mail-starttls-missing") { Verdicts = ["MAIL-05 fail"] },
        new("STARTTLS failing on IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.StartTlsFails())), TargetClass.Partial, "mail-starttls-failing"),
        new("the handshake fails on IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s with { Attempts = Seen.Thrice(Failure.TlsHandshake), Tls = s.Tls! with { Handshake = Failure.TlsHandshake } })), TargetClass.Partial, "mail-starttls-failing"),
        new("certificate expired on IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.Certificate(Failure.TlsExpired))), TargetClass.Partial, "mail-starttls-certificate"),
        new("certificate untrusted on both, expired on IPv6", MailWorld.With(w => { w.Over(Family.V6, s => s.Certificate(Failure.TlsExpired)); w.Over(Family.V4, s => s.Certificate(Failure.TlsUntrusted)); }), TargetClass.Partial, "mail-starttls-certificate"),

        // Broken
        new("no MX greets over IPv6: packets dropped", MailWorld.With(w => w.Over(Family.V6, s => s.Dropped())), TargetClass.Broken, "mail-v6-no-greeting", "mail-mx-v6-none-answers") { Verdicts = ["MAIL-02 fail", "MAIL-04 fail"] },
        new("no MX greets over IPv6: port closed", MailWorld.With(w => w.Over(Family.V6, s => s.RefusedPort())), TargetClass.Broken, "mail-v6-no-greeting"),
        new("accepts the connection and never greets", MailWorld.With(w => w.Over(Family.V6, s => s.NoGreeting())), TargetClass.Broken, "mail-v6-no-greeting"),
        new("garbage instead of a greeting", MailWorld.With(w => w.Over(Family.V6, s => s.Garbage())), TargetClass.Broken, "mail-v6-no-greeting"),
        new("closes at once on IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.Closed())), TargetClass.Broken, "mail-v6-no-greeting"),
        new("5xx on IPv6 only", MailWorld.With(w => w.Over(Family.V6, s => s.Rejected())), TargetClass.Broken, "mail-v6-rejected"),
        new("an IPv6-only MX is dead beside an IPv4-only one that greets", MailWorld.With(w => { w[0].V4 = []; w[1].V6 = []; w.Over(Family.V6, s => s.Dropped()); }), TargetClass.Broken, "mail-v6-no-greeting"),
        new("no IPv6 address is global", MailWorld.With(w => { w[0].V6 = ["::ffff:192.0.2.25"]; w[1].V6 = ["2002:c000:201::1"]; }), TargetClass.Broken, "mail-v6-none-global", "mail-mx-not-global", "mail-mx-aaaa-none"),
        new("AAAA of all mail servers answered SERVFAIL", MailWorld.With(w => { foreach (MxWorld h in w.Hosts) { h.V6 = []; h.Aaaa = Seen.Failed(h.Name, "AAAA", Failure.DnsServfail); } }), TargetClass.Broken, "mail-v6-aaaa-failed"),
        new("AAAA of all mail servers denied though they have A", MailWorld.With(w => { foreach (MxWorld h in w.Hosts) { h.V6 = []; h.Aaaa = Seen.Failed(h.Name, "AAAA", Failure.DnsNxdomain, 1); } }), TargetClass.Broken, "mail-v6-aaaa-failed"),
        new("never greets, and the vantage has no mail anchor: it connected, so the port leads out", MailWorld.With(w => { w.Vantage = NoAnchor; w.Over(Family.V6, s => s.NoGreeting()); }), TargetClass.Broken, "mail-v6-no-greeting"),

        // None
        new("MX with A only", MailWorld.With(w => w[0].V6 = w[1].V6 = []), TargetClass.None, "mail-v6-missing", "mail-mx-aaaa-none", "mail-mx-v6-no-ipv6", "mail-starttls-not-applicable") { Verdicts = ["MAIL-02 fail", "MAIL-03 fail", "MAIL-04 not-applicable"] },

        // Unknown
        new("421 on IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.Deferred())), TargetClass.Unknown, "mail-v6-deferred", "mail-mx-v6-open") { Cause = Failure.SmtpDeferred, Verdicts = ["MAIL-02 unknown"] },
        new("421 on both families", MailWorld.With(w => w.Alter = s => s.Deferred()), TargetClass.Unknown, "mail-v6-deferred", "mail-starttls-open") { Cause = Failure.SmtpDeferred },
        new("one server defers over IPv6 alone", MailWorld.With(w => w.Over(Family.V6, s => s.Deferred(), 1)), TargetClass.Unknown, "mail-mx-v6-open") { Cause = Failure.SmtpDeferred },
        new("down over both families", MailWorld.With(w => w.Alter = s => s.Dropped()), TargetClass.Unknown, "mail-dead-both") { Cause = Failure.TimedOut, Verdicts = ["MAIL-02 unknown", "MAIL-04 unknown"] },
        new("5xx on both families", MailWorld.With(w => w.Alter = s => s.Rejected()), TargetClass.Unknown, "mail-dead-both") { Cause = Failure.SmtpRejected },
        new("IPv6-only mail server down", MailWorld.With(w => { w[0].V4 = w[1].V4 = []; w.Alter = s => s.Dropped(); }), TargetClass.Unknown, "mail-dead-both"),
        new("forbidden addresses in both families", MailWorld.With(w => { foreach (MxWorld h in w.Hosts) { h.V4 = ["10.0.0.25"]; h.V6 = ["fd00::25"]; } }), TargetClass.Unknown, "mail-dead-both"),
        new("no mail server has an address", MailWorld.With(w => { foreach (MxWorld h in w.Hosts) { h.V4 = h.V6 = []; } }), TargetClass.Unknown, "mail-dead-both"),
        new("5xx on IPv6 only, and the vantage has no PTR", MailWorld.With(w => { w.Vantage = NoPtr; w.Over(Family.V6, s => s.Rejected()); }), TargetClass.Unknown, "mail-v6-open") { Cause = Failure.VantageNoPtr },
        new("closed on IPv6 only, and the vantage has no PTR", MailWorld.With(w => { w.Vantage = NoPtr; w.Over(Family.V6, s => s.Closed()); }), TargetClass.Unknown, "mail-v6-open") { Cause = Failure.VantageNoPtr },
        new("packets dropped, and the vantage has no mail anchor", MailWorld.With(w => { w.Vantage = NoAnchor; w.Over(Family.V6, s => s.Dropped()); }), TargetClass.Unknown, "mail-v6-open") { Cause = Failure.SingleLook },
        new("port 25 is blocked at the vantage", MailWorld.With(w => { w.Vantage = Seen.Vantage with { Port25V6 = false }; w.Over(Family.V6, s => s.Dropped()); }), TargetClass.Unknown, "mail-v6-open") { Cause = Failure.VantagePort25Blocked },
        new("port 25 is blocked at the vantage over IPv4", MailWorld.With(w => { w.Vantage = Seen.Vantage with { Port25V4 = false }; w.Over(Family.V4, s => s.Dropped()); w.Over(Family.V6, s => s.Dropped(), 0); }), TargetClass.Unknown, "mail-mx-v6-open") { Cause = Failure.VantagePort25Blocked },
        new("silent once, not yet tried again", MailWorld.With(w => w.Over(Family.V6, s => s.Dropped(1))), TargetClass.Unknown, "mail-v6-open") { Cause = Failure.Pending },
        new("STARTTLS failed once", MailWorld.With(w => w.Over(Family.V6, s => s.StartTlsFails(1))), TargetClass.Unknown, "mail-starttls-open") { Cause = Failure.Pending },
        new("MX not known", MailWorld.With(w => w.Finally = m => m with { Mx = Seen.Failed(MailWorld.Domain, "MX", Failure.DnsServfail), Hosts = [] }), TargetClass.Unknown, "mail-mx-open", "mail-v6-open", "mail-mx-aaaa-open", "mail-mx-v6-open", "mail-starttls-open") { Cause = Failure.DnsServfail },
        new("the MX records are bogus", MailWorld.With(w => w.Finally = m => m with { Mx = Seen.Failed(MailWorld.Domain, "MX", Failure.DnsBogus), Hosts = [] }), TargetClass.Unknown, "mail-mx-open") { Cause = Failure.DnsBogus },
        new("more servers than are looked at", MailWorld.With(w => w.Finally = m => m with { Mx = Seen.Data(MailWorld.Domain, "MX", [.. m.Mx.Data, "90 mx9.example.gov.vn."]) }), TargetClass.Unknown, "mail-mx-aaaa-open") { Cause = Failure.WorkLimit },
        new("addresses of a mail server not known", MailWorld.With(w => { w[1].V6 = []; w[1].Aaaa = Seen.Failed(w[1].Name, "AAAA", Failure.TimedOut); }), TargetClass.Unknown, "mail-mx-aaaa-open"),
        new("dead over IPv6, and another server's addresses are not known", MailWorld.With(w => { w[1].V6 = []; w[1].Aaaa = Seen.Failed(w[1].Name, "AAAA", Failure.TimedOut); w.Over(Family.V6, s => s.Dropped()); }), TargetClass.Unknown, "mail-v6-open"),
        new("the vantage has no IPv6", MailWorld.With(w => w.Vantage = Seen.Vantage with { Ipv6 = false }), TargetClass.Unknown) { Cause = Failure.VantageNoIpv6 },

        // Not applicable
        new("NULL MX", MailWorld.With(w => { w.Hosts.Clear(); w.Finally = m => m with { NullMx = true, Mx = Seen.Data(MailWorld.Domain, "MX", "0 .") }; }), TargetClass.NotApplicable, "mail-null-mx", "mail-v6-not-applicable", "mail-mx-aaaa-not-applicable", "mail-mx-v6-not-applicable", "mail-starttls-not-applicable") { Verdicts = ["MAIL-01 not-applicable", "MAIL-02 not-applicable"] },
        new("no MX", MailWorld.With(w => w.Hosts.Clear()), TargetClass.NotApplicable, "mail-no-mx") { Verdicts = ["MAIL-01 not-applicable"] },
    ];
}
