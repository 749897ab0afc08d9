using System.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Tls;
using Sextant.Wire;

namespace Sextant.Net.Smtp;

/// <summary>
/// Talks to one mail server as far as a sender goes before the first message: greeting, EHLO, STARTTLS, EHLO again, QUIT.
/// No sender or recipient is ever named.
/// </summary>
public sealed class SmtpDialogue(Dialler dialler, TlsDialogue tls, SmtpOptions options, TimeProvider time)
{
    /// <summary>Talks. What the server or the network does is in the outcome, never thrown.</summary>
    /// <exception cref="ArgumentException">The EHLO name is not a host name or an address literal.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<SmtpOutcome> TalkAsync(SmtpRequest request, CancellationToken cancellation)
    {
        if (request.EhloName.Length is 0 or > 255 || request.EhloName.Any(c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException("the EHLO name must be a host name in A-labels or an address literal", nameof(request));
        }

        var remote = new IPEndPoint(request.Address, request.Port);
        using var dial = await dialler.ConnectAsync(remote, options.ConnectTimeout, cancellation).ConfigureAwait(false);
        var outcome = new SmtpOutcome { Address = request.Address, At = dial.At, Duration = dial.Duration, Failure = dial.Failure };
        if (dial.Stream is null)
        {
            return outcome;
        }

        var session = new SmtpSession(request, dial.Stream, tls, options, time);
        outcome = await session.TalkAsync(outcome with { Connect = dial.Duration }, cancellation).ConfigureAwait(false);
        if (outcome.Failure is Failure.SmtpDeferred)
        {
            dialler.BackOff(remote);
        }

        return outcome;
    }
}
