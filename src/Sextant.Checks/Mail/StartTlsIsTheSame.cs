using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Mail;

/// <summary>MAIL-05: what a mail server offers of STARTTLS over IPv4 it offers over IPv6, with a certificate no worse.</summary>
public sealed class StartTlsIsTheSame : ICheck
{
    /// <inheritdoc/>
    public string Id => "MAIL-05";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Mail;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
    [
        "mail-starttls-same", "mail-starttls-missing", "mail-starttls-failing", "mail-starttls-certificate", "mail-starttls-fault-both",
        "mail-starttls-open", "mail-starttls-not-applicable",
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (MailView.Of(scan, context) is not { } view)
        {
            return [];
        }

        MailAddress[] v6 = [.. view.V6.Where(a => a.Greets)];
        if (view.NotOffered || (view.Open is null && !view.V6.Any()))
        {
            return [this.Says("mail-starttls-not-applicable", view.Domain)];
        }

        if (view.Open is { } open)
        {
            return [this.Says("mail-starttls-open", view.Domain, ("server", view.Domain), ("address", "-")).Because(open)];
        }

        if (v6.Length == 0)
        {
            MailAddress first = view.V6.First();
            return [Say("mail-starttls-open", view, first, first.Cause)];
        }

        List<Finding> findings = [.. v6.SelectMany(a => Of(view, a))];
        return findings.Count > 0 ? findings : [this.Says("mail-starttls-same", view.Domain)];
    }

    private IEnumerable<Finding> Of(MailView view, MailAddress at)
    {
        if (Fault(at) is not { } fault)
        {
            yield break;
        }

        MailAddress[] other = [.. view.OtherFamily(at)];
        MailAddress[] greets = [.. other.Where(a => a.Greets)];
        // Without IPv4 nothing is demanded that another family does not give; a certificate that has expired has expired all the same.
        bool noIpv4 = other.Length == 0 && at.Host.A.Answered;
        if (RepeatedFault.Doubt(fault.Cause, fault.Attempts) is { } doubt && fault.Tag == "mail-starttls-failing")
        {
            yield return Say("mail-starttls-open", view, at, doubt);
        }
        else if (greets.Any(a => IsBetter(a, at, fault.Tag)))
        {
            yield return Say(fault.Tag, view, at, fault.Cause);
        }
        else if (greets.Length > 0 || noIpv4)
        {
            yield return Say("mail-starttls-fault-both", view, at, fault.Cause);
        }
        else
        {
            yield return Say("mail-starttls-open", view, at, other.Select(a => a.Cause).FirstOrDefault(c => c is not null) ?? at.Host.A.Failure ?? Failure.NotMeasured);
        }
    }

    private static (string Tag, Failure Cause, IReadOnlyList<Attempt> Attempts)? Fault(MailAddress at) => at.Session switch
    {
        { StartTlsOffered: false } session => ("mail-starttls-missing", Failure.SmtpStarttlsFailed, session.Attempts),
        { StartTls: { } failure } session => ("mail-starttls-failing", failure, session.Attempts),
        { Tls.Handshake: { } failure } session => ("mail-starttls-failing", failure, session.Attempts),
        { Tls.Certificate: [var worst, ..] } session => ("mail-starttls-certificate", worst, session.Attempts),
        _ => null,
    };

    // Over IPv4 the same server does what it fails to do over IPv6, or its certificate lacks a fault that this one has.
    private static bool IsBetter(MailAddress other, MailAddress at, string tag) => (Fault(other)?.Tag, tag) switch
    {
        (null, _) => true,
        ("mail-starttls-certificate", "mail-starttls-certificate") => at.Session!.Tls!.Certificate.Except(other.Session!.Tls!.Certificate).Any(),
        (var theirs, _) => theirs == "mail-starttls-certificate",
    };

    private Finding Say(string tag, MailView view, MailAddress at, Failure? cause) =>
        this.Says(tag, view.Domain, ("server", at.Host.Name), ("address", at.Address.ToString())).Because(cause).Over(Family.V6, 25);
}
