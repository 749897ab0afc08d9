using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Sextant.Lab.Serving;
using Sextant.Lab.Tls;

namespace Sextant.Lab.Mail;

/// <summary>The mail server on one endpoint: a dialogue as RFC 5321 has it, up to RCPT; no message is ever taken.</summary>
internal sealed class SmtpService(MailFace face, CertificateMaker certificates) : ITcpService
{
    private const int LargestLine = 2048;
    private const int LinesPerConnection = 200;

    public async Task ServeAsync(Stream stream, Served served, CancellationToken cancellation)
    {
        if (face.Closes)
        {
            return;
        }

        await served.PauseAsync(face.GreetsAfter, cancellation).ConfigureAwait(false);
        if (face.Greeting is not { } greeting)
        {
            await HearOnAsync(stream, cancellation).ConfigureAwait(false);
            return;
        }

        await SayAsync(stream, greeting, cancellation).ConfigureAwait(false);
        if (!greeting.StartsWith('2'))
        {
            return;
        }

        if (await ConverseAsync(stream, secure: false, cancellation).ConfigureAwait(false))
        {
            await SecureAsync(stream, cancellation).ConfigureAwait(false);
        }
    }

    private static Task SayAsync(Stream stream, string line, CancellationToken cancellation) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellation).AsTask();

    // A silent server still reads, so that the observer's own words are acknowledged and it waits.
    private static async Task HearOnAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] buffer = new byte[512];
        while (await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) > 0)
        {
        }
    }

    private static async Task<string?> HearAsync(Stream stream, CancellationToken cancellation)
    {
        // Byte by byte: nothing after the line may be taken, because a TLS handshake can follow it (RFC 3207 section 4.2).
        var line = new List<byte>(64);
        byte[] one = new byte[1];
        while (line.Count < LargestLine && await stream.ReadAsync(one, cancellation).ConfigureAwait(false) == 1)
        {
            if (one[0] == '\n')
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }

    private async Task SecureAsync(Stream stream, CancellationToken cancellation)
    {
        if (face.TlsBroken)
        {
            await SayAsync(stream, "this is not a handshake", cancellation).ConfigureAwait(false);
            return;
        }

        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        await using (tls.ConfigureAwait(false))
        {
            var options = new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificates.For(face.Host, face.Certificate).Context,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            };
            await tls.AuthenticateAsServerAsync(options, cancellation).ConfigureAwait(false);
            await ConverseAsync(tls, secure: true, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>True when the peer asked for TLS.</summary>
    private async Task<bool> ConverseAsync(Stream stream, bool secure, CancellationToken cancellation)
    {
        for (int i = 0; i < LinesPerConnection && await HearAsync(stream, cancellation).ConfigureAwait(false) is { } line; i++)
        {
            string verb = line.Split(' ', 2)[0].ToUpperInvariant();
            await SayAsync(stream, Reply(verb, secure), cancellation).ConfigureAwait(false);
            if (verb == "QUIT")
            {
                return false;
            }

            if (verb == "STARTTLS" && face.Starttls && !secure)
            {
                return true;
            }
        }

        return false;
    }

    private string Reply(string verb, bool secure) => verb switch
    {
        "EHLO" => face.EhloReply ?? Extensions(secure),
        "HELO" => face.EhloReply ?? "250 " + face.Host,
        "STARTTLS" => face.Starttls && !secure ? "220 2.0.0 go ahead" : "502 5.5.1 not here",
        "MAIL" => "250 2.1.0 fine",
        "RCPT" => face.RcptReply,
        "DATA" => "554 5.7.1 nothing is taken in an imaginary country",
        "RSET" or "NOOP" => "250 2.0.0 fine",
        "QUIT" => "221 2.0.0 bye",
        _ => "500 5.5.2 what?",
    };

    private string Extensions(bool secure)
    {
        string starttls = face.Starttls && !secure ? "250-STARTTLS\r\n" : "";
        return $"250-{face.Host}\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n{starttls}250 8BITMIME";
    }
}
