using System.Globalization;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Mail;

/// <summary>MAIL-01: the domain says who receives its mail, or that nobody does.</summary>
public sealed class MailPostureIsKnown : ICheck
{
    /// <inheritdoc/>
    public string Id => "MAIL-01";

    /// <inheritdoc/>
    public TargetKind Kind => TargetKind.Mail;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tags { get; } =
        ["mail-mx-present", "mail-null-mx", "mail-no-mx", "mail-null-mx-mixed", "mail-mx-open"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Evaluate(Scan scan, CheckContext context)
    {
        if (MailView.Of(scan, context) is not { } view)
        {
            yield break;
        }

        string[] hosts = [.. view.Mail.Mx.Data.Select(d => d.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(".")).Distinct()];
        yield return view switch
        {
            { Open: { } cause } => this.Says("mail-mx-open", view.Domain).Because(cause),
            // RFC 7505 section 3: a domain that has a NULL MX has no other.
            _ when hosts.Contains(".") && hosts.Length > 1 => this.Says("mail-null-mx-mixed", view.Domain),
            { Mail.NullMx: true } => this.Says("mail-null-mx", view.Domain),
            { NotOffered: true } => this.Says("mail-no-mx", view.Domain),
            _ => this.Says("mail-mx-present", view.Domain, ("count", view.Hosts.Count.ToString(CultureInfo.InvariantCulture))),
        };
    }
}
