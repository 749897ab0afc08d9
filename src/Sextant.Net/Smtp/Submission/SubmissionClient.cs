using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sextant.Wire;

namespace Sextant.Net.Smtp.Submission;

/// <summary>
/// Hands letters to one's own mail server: EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA, QUIT. The server is the operator's choice, so that its address is
/// not judged by the guard; a password is never said in the clear.
/// </summary>
public sealed class SubmissionClient(SubmissionOptions options, TimeProvider time)
{
    private static readonly SmtpOptions Bounds = new();

    /// <summary>Hands over one letter.</summary>
    /// <param name="from">The sender's address, ASCII.</param>
    /// <param name="to">The recipient's address, ASCII.</param>
    /// <param name="message">Header and body with lines ended by CR LF.</param>
    /// <exception cref="ArgumentException">An address holds what would end its command.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SubmissionOutcome> SubmitAsync(string from, string to, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (!IsAddress(from) || !IsAddress(to))
        {
            throw new ArgumentException("an address must be printable ASCII without spaces and angle brackets");
        }

        var taken = new StrongBox<SubmissionOutcome?>();
        using var limit = new CancellationTokenSource(options.Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using Socket socket = await ConnectAsync(both.Token).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket);
            stream = options.Security == SubmissionSecurity.Tls ? await SecureAsync(stream, both.Token).ConfigureAwait(false) : stream;
            await using (stream.ConfigureAwait(false))
            {
                return await ConverseAsync(stream, (from, to, message, taken), both.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (taken.Value is not null || !cancellation.IsCancellationRequested)
        {
            return taken.Value ?? new SubmissionOutcome(false, false, $"{options.Host} took longer than {options.Limit.TotalSeconds:0} s");
        }
        catch (Exception fault) when (fault is SocketException or IOException or AuthenticationException)
        {
            // A farewell that fails takes nothing back: a letter that was taken on would go out twice.
            return taken.Value ?? new SubmissionOutcome(false, false, fault.Message);
        }
    }

    private static bool IsAddress(string text) => text.Length is > 0 and <= 320 && text.All(c => c is > ' ' and < '\x7F' and not ('<' or '>'));

    private async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.ConnectTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.TryParse(options.Host, out IPAddress? address) ? new IPEndPoint(address, options.Port) : new DnsEndPoint(options.Host, options.Port), limit.Token).ConfigureAwait(false);
            return socket;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            socket.Dispose();
            throw new IOException($"{options.Host}:{options.Port} did not answer within {options.ConnectTimeout.TotalSeconds:0} s");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<SubmissionOutcome> ConverseAsync(Stream stream, (string From, string To, ReadOnlyMemory<byte> Message, StrongBox<SubmissionOutcome?> Taken) letter, CancellationToken cancellation)
    {
        var talk = new Talk(Channel(stream), options, cancellation);
        if (await talk.GreetAsync().ConfigureAwait(false) is { } silent)
        {
            return silent;
        }

        if (options.Security != SubmissionSecurity.StartTls)
        {
            return await SendAsync(talk, stream, letter, cancellation).ConfigureAwait(false);
        }

        if (await talk.StartTlsAsync().ConfigureAwait(false) is { } plain)
        {
            return plain;
        }

        Stream secure = await SecureAsync(stream, cancellation).ConfigureAwait(false);
        await using (secure.ConfigureAwait(false))
        {
            var inside = new Talk(Channel(secure), options, cancellation);
            return await inside.HelloAsync().ConfigureAwait(false) ?? await SendAsync(inside, secure, letter, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<SubmissionOutcome> SendAsync(
        Talk talk, Stream stream, (string From, string To, ReadOnlyMemory<byte> Message, StrongBox<SubmissionOutcome?> Taken) letter, CancellationToken cancellation)
    {
        if (await talk.SignInAsync(options.Security == SubmissionSecurity.None).ConfigureAwait(false) is { } refused)
        {
            return refused;
        }

        if (await talk.AskAsync($"MAIL FROM:<{letter.From}>", 250).ConfigureAwait(false) is { } sender)
        {
            return sender;
        }

        if ((await talk.AskAsync($"RCPT TO:<{letter.To}>", 250).ConfigureAwait(false) ?? await talk.AskAsync("DATA", 354).ConfigureAwait(false)) is { } fault)
        {
            return talk.OfLetter(fault);
        }

        await stream.WriteAsync(Stuffed(letter.Message.Span), cancellation).ConfigureAwait(false);
        if (await talk.HearAsync(250).ConfigureAwait(false) is { } lost)
        {
            return talk.OfLetter(lost);
        }

        // Taken on: whatever becomes of the farewell, the letter is the server's now.
        SubmissionOutcome outcome = letter.Taken.Value = new SubmissionOutcome(true, true, talk.Said) { Reached = true };
        await talk.AskAsync("QUIT", 221).ConfigureAwait(false);
        return outcome;
    }

    // RFC 5321 section 4.5.2: a line that begins with a dot gets another one, and a dot alone ends the letter.
    private static byte[] Stuffed(ReadOnlySpan<byte> message)
    {
        var bytes = new List<byte>(message.Length + 64);
        for (int i = 0; i < message.Length; i++)
        {
            if (message[i] == (byte)'.' && (i == 0 || message[i - 1] == (byte)'\n'))
            {
                bytes.Add((byte)'.');
            }

            bytes.Add(message[i]);
        }

        bytes.AddRange(message.EndsWith("\r\n"u8) ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return [.. bytes];
    }

    private async Task<SslStream> SecureAsync(Stream stream, CancellationToken cancellation)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: true);
        var asked = new SslClientAuthenticationOptions { TargetHost = options.Host };
        if (options.Roots is { } roots)
        {
            asked.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            asked.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.ReplyTimeout);
        try
        {
            await secure.AuthenticateAsClientAsync(asked, limit.Token).ConfigureAwait(false);
            return secure;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{options.Host} did not finish the TLS handshake within {options.ReplyTimeout.TotalSeconds:0} s");
        }
    }

    // The password goes through the channel: nothing of what is said is kept.
    private SmtpChannel Channel(Stream stream) => new(stream, new Transcript(0), Bounds, time);

    /// <summary>The steps before and around a letter; each gives why it went wrong, or null.</summary>
    private sealed class Talk(SmtpChannel channel, SubmissionOptions options, CancellationToken cancellation)
    {
        private SmtpReply? _ehlo;
        private int _code;

        internal string Said { get; private set; } = "";

        internal async Task<SubmissionOutcome?> GreetAsync() => await HearAsync(220).ConfigureAwait(false) ?? await HelloAsync().ConfigureAwait(false);

        internal Task<SubmissionOutcome?> HelloAsync() => AskAsync($"EHLO {options.EhloName}", 250, reply => _ehlo = reply);

        internal async Task<SubmissionOutcome?> StartTlsAsync()
        {
            if (!Offers("STARTTLS"))
            {
                return new SubmissionOutcome(false, false, $"{options.Host} offers no STARTTLS");
            }

            // Text that came before the handshake would be taken for text inside it (RFC 3207 section 5).
            return await AskAsync("STARTTLS", 220).ConfigureAwait(false) ?? (channel.HasMore ? new SubmissionOutcome(false, false, "text before the TLS handshake") : null);
        }

        internal async Task<SubmissionOutcome?> SignInAsync(bool clear)
        {
            if (options.User is not { } user)
            {
                return null;
            }

            if (clear)
            {
                return new SubmissionOutcome(false, false, "a password is not said without TLS");
            }

            // RFC 4616: authorization identity (none), authentication identity, password.
            string initial = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{options.Password}"));
            return await AskAsync($"AUTH PLAIN {initial}", 235).ConfigureAwait(false);
        }

        /// <summary>
        /// What the server said of a letter. RFC 5321 section 4.2.1: 5 is for good, 4 for now. But 530 (RFC 4954 section 6) and 5.7 (RFC 3463 section 3.8) are of who sends and by what right:
        /// the operator sets that right, and the letter should not be lost by then. Whatever is said before a letter's recipient is named is of the server or the sender, and never for good.
        /// </summary>
        internal SubmissionOutcome OfLetter(SubmissionOutcome fault) =>
            _code is 0 ? fault : fault with { Reached = !OfSender, Final = _code >= 500 && !OfSender };

        private bool OfSender => _code == 530 || Said.StartsWith($"{_code} 5.7.", StringComparison.Ordinal);

        internal async Task<SubmissionOutcome?> AskAsync(string command, int code, Action<SmtpReply>? heard = null)
        {
            (SmtpReply? reply, Failure? failure) = await channel.AskAsync(command, options.ReplyTimeout, cancellation).ConfigureAwait(false);
            return Judge(reply, failure, code, heard);
        }

        internal async Task<SubmissionOutcome?> HearAsync(int code)
        {
            (SmtpReply? reply, Failure? failure) = await channel.ListenAsync(options.ReplyTimeout, cancellation).ConfigureAwait(false);
            return Judge(reply, failure, code, null);
        }

        private SubmissionOutcome? Judge(SmtpReply? reply, Failure? failure, int code, Action<SmtpReply>? heard)
        {
            if (reply is null)
            {
                _code = 0;
                return new SubmissionOutcome(false, false, failure?.ToWord() ?? "no reply");
            }

            (_code, Said) = (reply.Code, $"{reply.Code} {reply.Text}");
            heard?.Invoke(reply);

            // 251 and 252 take a recipient on as 250 does (RFC 5321 section 4.2.3).
            return reply.Code == code || (code == 250 && reply.Code is 251 or 252) ? null : new SubmissionOutcome(false, false, Said);
        }

        private bool Offers(string keyword) => _ehlo?.Lines.Skip(1).Any(line => SmtpReply.Safe(line, 100).Split(' ')[0].Equals(keyword, StringComparison.OrdinalIgnoreCase)) == true;
    }
}
