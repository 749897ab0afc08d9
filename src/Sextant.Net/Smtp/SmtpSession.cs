using System.Text;
using Sextant.Net.Tls;
using Sextant.Wire;

namespace Sextant.Net.Smtp;

/// <summary>One conversation over a connection that is open: what was said so far and how long it may still last.</summary>
internal sealed class SmtpSession(SmtpRequest request, Stream stream, TlsDialogue tls, SmtpOptions options, TimeProvider time)
{
    // 2 s: a farewell is owed to the server, and waiting for its answer to nobody.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly long begin = time.GetTimestamp();
    private readonly Transcript transcript = new(options.MaxTranscript);

    /// <summary>Talks to the end; the outcome is the given one with all that was learnt.</summary>
    public async ValueTask<SmtpOutcome> TalkAsync(SmtpOutcome dialled, CancellationToken cancellation)
    {
        var outcome = await ConverseAsync(dialled, cancellation).ConfigureAwait(false);
        return outcome with { Duration = dialled.Duration + time.GetElapsedTime(begin), Transcript = transcript.ToArray() };
    }

    private async ValueTask<SmtpOutcome> ConverseAsync(SmtpOutcome outcome, CancellationToken cancellation)
    {
        using var channel = new SmtpChannel(stream, transcript, options, time);
        var (greeting, fault) = await channel.ListenAsync(Least(options.GreetingTimeout), cancellation).ConfigureAwait(false);
        outcome = outcome with { Greeting = greeting, Failure = fault == Failure.TimedOut ? Failure.SmtpNoGreeting : fault ?? OfReply(greeting!, 220) };
        if (greeting is null)
        {
            return outcome;
        }

        if (outcome.Failure is null)
        {
            (var ehlo, fault) = await HelloAsync(channel, cancellation).ConfigureAwait(false);
            outcome = outcome with { Ehlo = ehlo, Failure = fault ?? OfReply(ehlo!, 250), StartTlsOffered = ehlo is { Code: 250 } && Offers(ehlo, "STARTTLS"u8) };
            if (ehlo is null)
            {
                return outcome;
            }
        }

        return outcome is { Failure: null, StartTlsOffered: true } && options.StartTls
            ? await SecureAsync(outcome, channel, cancellation).ConfigureAwait(false)
            : await LeaveAsync(outcome, channel, cancellation).ConfigureAwait(false);
    }

    // RFC 5321 section 3.2: a server, or a filter before it, that knows no EHLO is greeted with HELO, as every sender does; mail flows, without extensions.
    private async ValueTask<(SmtpReply? Reply, Failure? Fault)> HelloAsync(SmtpChannel channel, CancellationToken cancellation)
    {
        var ehlo = await channel.AskAsync($"EHLO {request.EhloName}", Least(options.ReplyTimeout), cancellation).ConfigureAwait(false);
        return ehlo.Reply is { Code: >= 500 and <= 504 }
            ? await channel.AskAsync($"HELO {request.EhloName}", Least(options.ReplyTimeout), cancellation).ConfigureAwait(false)
            : ehlo;
    }

    private async ValueTask<SmtpOutcome> SecureAsync(SmtpOutcome outcome, SmtpChannel channel, CancellationToken cancellation)
    {
        var (reply, _) = await channel.AskAsync("STARTTLS", Least(options.ReplyTimeout), cancellation).ConfigureAwait(false);
        outcome = outcome with { StartTls = reply, StartTlsFailure = Failure.SmtpStarttlsFailed };
        if (reply?.Code != 220)
        {
            return reply is null ? outcome : await LeaveAsync(outcome, channel, cancellation).ConfigureAwait(false);
        }

        if (channel.HasMore)
        {
            return outcome; // text that came before the handshake would be taken for text inside it
        }

        var shake = await tls.HandshakeAsync(stream, request.ServerName, [], Least(options.TlsTimeout), cancellation).ConfigureAwait(false);
        outcome = outcome with { Tls = shake with { Stream = null } };
        if (shake.Stream is null)
        {
            return outcome;
        }

        await using (shake.Stream.ConfigureAwait(false))
        {
            using var inside = new SmtpChannel(shake.Stream, transcript, options, time);
            var (ehlo, _) = await inside.AskAsync($"EHLO {request.EhloName}", Least(options.ReplyTimeout), cancellation).ConfigureAwait(false);
            outcome = outcome with { SecondEhlo = ehlo, StartTlsFailure = ehlo?.Code == 250 ? null : Failure.SmtpStarttlsFailed };
            return ehlo is null ? outcome : await LeaveAsync(outcome, inside, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask<SmtpOutcome> LeaveAsync(SmtpOutcome outcome, SmtpChannel channel, CancellationToken cancellation)
    {
        var (quit, _) = await channel.AskAsync("QUIT", Least(Farewell), cancellation).ConfigureAwait(false);
        return outcome with { Quit = quit };
    }

    private TimeSpan Least(TimeSpan bound)
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
    private static bool Offers(SmtpReply ehlo, ReadOnlySpan<byte> keyword)
    {
        foreach (byte[] line in ehlo.Lines.Skip(1))
        {
            int space = line.IndexOf((byte)' ');
            if (Ascii.EqualsIgnoreCase(line.AsSpan(0, space < 0 ? line.Length : space), keyword))
            {
                return true;
            }
        }

        return false;
    }
}
