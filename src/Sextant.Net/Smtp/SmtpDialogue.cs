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

        long begin = time.GetTimestamp();
        var transcript = new Transcript(options.MaxTranscript);
        outcome = await ConverseAsync(outcome with { Connect = dial.Duration }, request, dial.Stream, transcript, begin, cancellation).ConfigureAwait(false);
        if (outcome.Failure is Failure.SmtpDeferred)
        {
            dialler.BackOff(remote);
        }

        return outcome with { Duration = dial.Duration + time.GetElapsedTime(begin), Transcript = transcript.ToArray() };
    }

    private async ValueTask<SmtpOutcome> ConverseAsync(
        SmtpOutcome outcome, SmtpRequest request, Stream stream, Transcript transcript, long begin, CancellationToken cancellation)
    {
        var channel = new SmtpChannel(stream, transcript, options, time);
        var (greeting, fault) = await channel.ListenAsync(Least(options.GreetingTimeout, begin), cancellation).ConfigureAwait(false);
        outcome = outcome with { Greeting = greeting, Failure = fault == Failure.TimedOut ? Failure.SmtpNoGreeting : fault ?? OfReply(greeting!, 220) };
        if (greeting is null)
        {
            return outcome;
        }

        if (outcome.Failure is null)
        {
            (var ehlo, fault) = await channel.AskAsync($"EHLO {request.EhloName}", Least(options.ReplyTimeout, begin), cancellation).ConfigureAwait(false);
            outcome = outcome with { Ehlo = ehlo, Failure = fault ?? OfReply(ehlo!, 250), StartTlsOffered = ehlo is { Code: 250 } && Offers(ehlo, "STARTTLS") };
            if (ehlo is null)
            {
                return outcome;
            }
        }

        return outcome is { Failure: null, StartTlsOffered: true }
            ? await SecureAsync(outcome, request, stream, channel, transcript, begin, cancellation).ConfigureAwait(false)
            : await LeaveAsync(outcome, channel, begin, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<SmtpOutcome> SecureAsync(
        SmtpOutcome outcome, SmtpRequest request, Stream stream, SmtpChannel channel, Transcript transcript, long begin, CancellationToken cancellation)
    {
        var (reply, _) = await channel.AskAsync("STARTTLS", Least(options.ReplyTimeout, begin), cancellation).ConfigureAwait(false);
        outcome = outcome with { StartTls = reply, StartTlsFailure = Failure.SmtpStarttlsFailed };
        if (reply?.Code != 220)
        {
            return reply is null ? outcome : await LeaveAsync(outcome, channel, begin, cancellation).ConfigureAwait(false);
        }

        if (channel.HasMore)
        {
            return outcome; // text that came before the handshake would be taken for text inside it
        }

        var shake = await tls.HandshakeAsync(stream, request.ServerName, [], Least(options.TlsTimeout, begin), cancellation).ConfigureAwait(false);
        outcome = outcome with { Tls = shake with { Stream = null } };
        if (shake.Stream is null)
        {
            return outcome;
        }

        await using (shake.Stream.ConfigureAwait(false))
        {
            var inside = new SmtpChannel(shake.Stream, transcript, options, time);
            var (ehlo, _) = await inside.AskAsync($"EHLO {request.EhloName}", Least(options.ReplyTimeout, begin), cancellation).ConfigureAwait(false);
            outcome = outcome with { SecondEhlo = ehlo, StartTlsFailure = ehlo?.Code == 250 ? null : Failure.SmtpStarttlsFailed };
            return ehlo is null ? outcome : await LeaveAsync(outcome, inside, begin, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<SmtpOutcome> LeaveAsync(SmtpOutcome outcome, SmtpChannel channel, long begin, CancellationToken cancellation)
    {
        // 2 s: a farewell is owed to the server, and waiting for its answer to nobody.
        var (quit, _) = await channel.AskAsync("QUIT", Least(TimeSpan.FromSeconds(2), begin), cancellation).ConfigureAwait(false);
        return outcome with { Quit = quit };
    }

    private TimeSpan Least(TimeSpan bound, long begin)
    {
        var left = options.TotalTimeout - time.GetElapsedTime(begin);
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < bound ? left : bound;
    }

    // RFC 5321 section 4.2.1: the first digit tells whether to come back later.
    private static Failure? OfReply(SmtpReply reply, int wanted) => reply.Code == wanted ? null : (reply.Code / 100) switch
    {
        4 => Failure.SmtpDeferred,
        5 => Failure.SmtpRejected,
        _ => Failure.SmtpMalformed,
    };

    // RFC 5321 section 4.1.1.1: a keyword, in any case, alone or followed by parameters; the first line is the server's name.
    private static bool Offers(SmtpReply ehlo, string keyword) => ehlo.Lines.Skip(1).Any(line =>
        SmtpReply.Safe(line, 100).Split(' ')[0].Equals(keyword, StringComparison.OrdinalIgnoreCase));
}
