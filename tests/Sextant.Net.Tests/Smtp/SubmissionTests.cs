using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sextant.Net.Smtp.Submission;
using Sextant.Testing;

namespace Sextant.Net.Tests.Smtp;

/// <summary>Letters handed to a real Postfix, and to a server that says what a test wants.</summary>
public sealed class SubmissionTests
{
    private static readonly byte[] Letter = Encoding.ASCII.GetBytes("Subject: thu\r\nMessage-ID: <abc@example>\r\n\r\n.\r\n..a line that begins with dots\r\nend\r\n");

    [Fact]
    public async Task Postfix_takes_a_letter_on_through_starttls_as_it_was_written()
    {
        Assert.SkipWhen(PostfixServer.Absent is not null, PostfixServer.Absent ?? "");
        using var ca = new TestCa();
        await using var postfix = await PostfixServer.StartAsync(
            "mx.hue.example",
            "smtpd_tls_security_level = encrypt\nsmtpd_tls_chain_files = {folder}/mx.key, {folder}/mx.pem\nlocal_recipient_maps =\nsmtpd_recipient_restrictions = permit_auth_destination, reject",
            folder =>
            {
                using var certificate = ca.Issue("localhost");
                ca.Write(certificate, Path.Combine(folder, "mx.pem"), Path.Combine(folder, "mx.key"));
            });
        var options = new SubmissionOptions { Host = "localhost", Port = postfix.Port, EhloName = "office.example", Roots = [X509Certificate2.CreateFromPem(ca.RootPem)] };

        SubmissionOutcome outcome = await new SubmissionClient(options, TimeProvider.System).SubmitAsync("ipv6@example.gov.vn", "hoa@mx.hue.example", Letter, default);
        Assert.True(outcome.Accepted, outcome.Said);
        string kept = Assert.Single(postfix.Letters());
        Assert.Contains("<abc@example>", kept, StringComparison.Ordinal);
        Assert.Contains("\n.\n..a line that begins with dots\nend\n", kept, StringComparison.Ordinal);

        // Refused for good, and told so; nothing goes out without TLS, or to a server whose certificate is nobody's.
        SubmissionOutcome refused = await new SubmissionClient(options, TimeProvider.System).SubmitAsync("ipv6@example.gov.vn", "x@elsewhere.example", Letter, default);
        Assert.Equal((false, true), (refused.Accepted, refused.Final));
        SubmissionOutcome plain = await new SubmissionClient(options with { Security = SubmissionSecurity.None }, TimeProvider.System).SubmitAsync("ipv6@example.gov.vn", "hoa@mx.hue.example", Letter, default);
        Assert.False(plain.Accepted);
        SubmissionOutcome stranger = await new SubmissionClient(options with { Roots = null }, TimeProvider.System).SubmitAsync("ipv6@example.gov.vn", "hoa@mx.hue.example", Letter, default);
        Assert.Equal((false, false), (stranger.Accepted, stranger.Final));
        Assert.Single(postfix.Letters());
    }

    [Fact]
    public async Task A_password_is_said_inside_TLS_alone()
    {
        using var ca = new TestCa();
        using X509Certificate2 issued = ca.Issue("localhost");
        var certificate = SslStreamCertificateContext.Create(issued, [ca.Issuer], offline: true);
        var options = new SubmissionOptions { Host = "localhost", User = "office", Password = "mật khẩu", Roots = [X509Certificate2.CreateFromPem(ca.RootPem)] };
        string[] replies = ["220 hi", "250-hi\r\n250 AUTH PLAIN", "235 ok", "250 ok", "250 ok", "354 go", "250 taken", "221 bye"];
        (SubmissionOutcome taken, string said) = await TalkAsync(options with { Security = SubmissionSecurity.Tls }, certificate, replies);
        Assert.True(taken.Accepted, taken.Said);
        Assert.Contains("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0office\0mật khẩu")) + "\r\n", said, StringComparison.Ordinal);
        Assert.Contains("\r\n..\r\n...a line", said, StringComparison.Ordinal);

        // A password that is wrong today may be set right tomorrow: the letter waits.
        (SubmissionOutcome wrong, _) = await TalkAsync(options with { Security = SubmissionSecurity.Tls }, certificate, ["220 hi", "250 AUTH PLAIN", "535 no"]);
        Assert.Equal((false, false), (wrong.Accepted, wrong.Final));
        (SubmissionOutcome clear, string nothing) = await TalkAsync(options with { Security = SubmissionSecurity.None }, null, ["220 hi", "250 AUTH PLAIN", "235 ok"]);
        Assert.False(clear.Accepted);
        Assert.DoesNotContain("AUTH", nothing, StringComparison.Ordinal);
        (SubmissionOutcome stripped, string bare) = await TalkAsync(options, null, ["220 hi", "250 nothing offered", "235 ok"]);
        Assert.False(stripped.Accepted);
        Assert.DoesNotContain("AUTH", bare, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_would_end_its_command_is_not_said() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new SubmissionClient(new SubmissionOptions { Host = "127.0.0.1", Port = 1 }, TimeProvider.System).SubmitAsync("a@b", "x@y>\r\nDATA", Letter, default));

    private static async Task<(SubmissionOutcome Outcome, string Said)> TalkAsync(SubmissionOptions options, SslStreamCertificateContext? certificate, string[] replies)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<string> server = ServeAsync(listener, certificate, replies);
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        SubmissionOutcome outcome = await new SubmissionClient(options with { Port = port }, TimeProvider.System).SubmitAsync("ipv6@example.gov.vn", "hoa@hue.example", Letter, default);
        return (outcome, await server);
    }

    private static async Task<string> ServeAsync(TcpListener listener, SslStreamCertificateContext? certificate, string[] replies)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        Stream stream = client.GetStream();
        if (certificate is not null)
        {
            var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate });
            stream = secure;
        }

        var said = new StringBuilder();
        byte[] buffer = new byte[4096];
        foreach ((string reply, int i) in replies.Select((reply, i) => (reply, i)))
        {
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"));
            }
            catch (IOException)
            {
                break;
            }

            string end = reply.StartsWith("354", StringComparison.Ordinal) ? "\r\n.\r\n" : "\r\n";
            for (int from = said.Length; i + 1 < replies.Length && !said.ToString(from, said.Length - from).EndsWith(end, StringComparison.Ordinal);)
            {
                int read;
                try
                {
                    read = await stream.ReadAsync(buffer);
                }
                catch (IOException)
                {
                    return said.ToString(); // the client has left
                }

                if (read == 0)
                {
                    return said.ToString();
                }

                said.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }

        return said.ToString();
    }
}
