using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Mail;

/// <summary>What the checks of a mail domain share: its servers' addresses and how each of them greets, seen through what is known of the vantage.</summary>
internal sealed class MailView
{
    private readonly VantageObservation vantage;

    private MailView(MailObservation mail, VantageObservation vantage, CheckContext context)
    {
        Mail = mail;
        this.vantage = vantage;
        Hosts = [.. mail.Hosts.Where(h => h.Name is not ("." or ""))];
        Addresses = [.. from host in Hosts
                        from address in host.Aaaa.Addresses.Concat(host.A.Addresses).Distinct()
                        where context.Counts(address)
                        select Judge(host, address)];
        NotGlobal = [.. from host in Hosts
                        from address in host.Aaaa.Addresses
                        where !context.Counts(address)
                        select (host, address)];
    }

    /// <summary>The observation.</summary>
    public MailObservation Mail { get; }

    /// <summary>The domain: the subject of every finding.</summary>
    public string Domain => Mail.Domain;

    /// <summary>The mail servers.</summary>
    public IReadOnlyList<MxHost> Hosts { get; }

    /// <summary>Every address that counts (rule 5).</summary>
    public IReadOnlyList<MailAddress> Addresses { get; }

    /// <summary>IPv6 addresses that do not count.</summary>
    public IReadOnlyList<(MxHost Host, IPAddress Address)> NotGlobal { get; }

    /// <summary>Servers that the MX records name and that were not looked at: past the probe's bound.</summary>
    public IEnumerable<string> LeftOut => Mail.Mx.Data
        .Select(d => d.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(".").TrimEnd('.'))
        .Where(name => name.Length > 0 && !Hosts.Any(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Those of IPv6.</summary>
    public IEnumerable<MailAddress> V6 => Addresses.Where(a => a.Family == Family.V6);

    /// <summary>Those of IPv4.</summary>
    public IEnumerable<MailAddress> V4 => Addresses.Where(a => a.Family == Family.V4);

    /// <summary>No mail is received: NULL MX (RFC 7505) or no MX.</summary>
    public bool NotOffered => Mail.NullMx || Mail.Mx is { Answered: true, HasData: false };

    /// <summary>Why the MX records are not known; null when they are.</summary>
    public Failure? Open => Mail.Mx.Answered ? Hosts.Count == 0 && !NotOffered ? Failure.NotMeasured : null : Mail.Mx.Failure;

    /// <summary>The view of a scan; null when it has no mail part.</summary>
    public static MailView? Of(Scan scan, CheckContext context) =>
        scan.Mail is { } mail ? new MailView(mail, scan.Vantage, context) : null;

    /// <summary>The addresses of the same server in the other family.</summary>
    public IEnumerable<MailAddress> OtherFamily(MailAddress one) => Addresses.Where(a => ReferenceEquals(a.Host, one.Host) && a.Family != one.Family);

    /// <summary>
    /// True when a fault of this IPv6 address is IPv6's alone: the same server greets over IPv4, or it has no IPv4 and another server
    /// of the domain greets over IPv4.
    /// </summary>
    public bool IsAlone(MailAddress fault)
    {
        MailAddress[] other = [.. OtherFamily(fault)];
        return other.Any(a => a.Greets) || (other.Length == 0 && fault.Host.A.Answered && V4.Any(a => a.Greets));
    }

    /// <summary>The AAAA of a server is misanswered though its A is not (RFC 4074): an error, or a denial of the name itself.</summary>
    public static bool AaaaFails(MxHost host) =>
        host.A.HasData && host.Aaaa.Failure is (Failure.DnsServfail or Failure.DnsBogus or Failure.DnsNxdomain) and { } failure
        && RepeatedFault.Doubt(failure, host.Aaaa) is null;

    private MailAddress Judge(MxHost host, IPAddress address)
    {
        SmtpLook? session = host.Sessions.LastOrDefault(s => s.Address.Equals(address));
        (Spoken how, Failure? cause) = session switch
        {
            null => (Spoken.Open, Failure.NotMeasured),
            { Failure: null } => (Spoken.Greets, (Failure?)null),
            { Failure: Failure.SmtpDeferred } => (Spoken.Deferred, Failure.SmtpDeferred),
            _ => JudgeFault(session),
        };
        return new MailAddress(host, address, how, cause, session);
    }

    private (Spoken How, Failure? Cause) JudgeFault(SmtpLook session)
    {
        Failure failure = session.Failure!.Value;
        if ((RepeatedFault.Doubt(failure, session.Attempts) ?? VantageDoubt(failure, session)) is { } doubt)
        {
            return (Spoken.Open, doubt);
        }

        return (failure == Failure.SmtpRejected ? Spoken.Rejected : Spoken.Dead, failure);
    }

    // Rule 2. Networks close port 25 to the outside, and mail servers turn away whoever has no name: neither is the target's fault.
    private Failure? VantageDoubt(Failure failure, SmtpLook session)
    {
        (bool? leaves, bool? named) = session.Family == Family.V6
            ? (vantage.Port25V6, vantage.ForwardConfirmedV6)
            : (vantage.Port25V4, vantage.ForwardConfirmedV4);
        bool turnedAway = failure == Failure.SmtpRejected
            || (session.Connected && failure is (Failure.ConnectionClosed or Failure.ConnectionReset));
        return (leaves, turnedAway, named) switch
        {
            (false, _, _) => Failure.VantagePort25Blocked,
            (_, true, not true) => Failure.VantageNoPtr,
            // No mail anchor, and nothing here shows that this family's port 25 leads out: neither this connection nor another's greeting.
            (null, _, _) when !session.Connected && !GreetedSomewhere(session.Family) => Failure.SingleLook,
            _ => null,
        };
    }

    private bool GreetedSomewhere(Family family) => Mail.Hosts.SelectMany(h => h.Sessions).Any(s => s.Family == family && s.GreetingCode is not null);
}
