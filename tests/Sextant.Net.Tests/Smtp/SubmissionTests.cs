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

        // Refused by what the sender may: the operator can change that, and the letter waits. Nothing goes out without TLS, or to a server whose certificate is nobody's.
        SubmissionOutcome refused = await new SubmissionClient(options, TimeProvider.System).SubmitAsync("ipv6@example.gov.vn", "x@elsewhere.example", Letter, default);
        Assert.Equal((false, false, false), (refused.Accepted, refused.Final, refused.Reached));
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

    /// <summary>What is of the server, of the sign-in or of the sender costs no letter; what is of a recipient ends that one.</summary>
    [Theory]
    [InlineData(false, false, "554 no service here")]
    [InlineData(false, false, "220 hi", "550 not you")]
    [InlineData(false, false, "220 hi", "250 hi", "530 5.7.0 Authentication required")]
    [InlineData(false, false, "220 hi", "250 hi", "553 5.1.8 sender unknown")]
    [InlineData(false, false, "220 hi", "250 hi", "250 ok", "554 5.7.1 <hoa@hue.example>: Relay access denied")]
    [InlineData(true, false, "220 hi", "250 hi", "250 ok", "451 4.7.1 greylisted")]
    [InlineData(true, true, "220 hi", "250 hi", "250 ok", "550 5.1.1 nobody here")]
    [InlineData(true, true, "220 hi", "250 hi", "250 ok", "250 ok", "354 go", "552 5.3.4 too large")]
    [InlineData(true, false, "220 hi", "250 hi", "250 ok", "250 ok", "354 go", "452 4.3.1 full")]
    public async Task Only_what_is_said_of_its_recipient_ends_a_letter(bool reached, bool final, params string[] replies)
    {
        (SubmissionOutcome outcome, _) = await TalkAsync(new SubmissionOptions { Host = "127.0.0.1", Security = SubmissionSecurity.None }, null, replies);
        Assert.Equal((false, reached, final), (outcome.Accepted, outcome.Reached, outcome.Final));
        Assert.StartsWith(replies[^1], outcome.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipient_whose_letters_are_brought_on_elsewhere_is_taken()
    {
        (SubmissionOutcome outcome, _) = await TalkAsync(
            new SubmissionOptions { Host = "127.0.0.1", Security = SubmissionSecurity.None }, null, ["220 hi", "250 hi", "250 ok", "251 will forward", "354 go", "250 taken", "221 bye"]);
        Assert.True(outcome.Accepted, outcome.Said);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(SubmissionSecurity.Tls)]
    [InlineData(SubmissionSecurity.None)]
    public async Task A_server_that_hangs_costs_its_time_and_is_told(SubmissionSecurity security)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(); // takes connections and says nothing, not even in the handshake
        var options = new SubmissionOptions
        {
            Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, Security = security, ReplyTimeout = TimeSpan.FromMilliseconds(300), Limit = TimeSpan.FromSeconds(20),
        };
        SubmissionOutcome outcome = await new SubmissionClient(options, TimeProvider.System).SubmitAsync("ipv6@example.gov.vn", "hoa@hue.example", Letter, default);
        Assert.Equal((false, false, false), (outcome.Accepted, outcome.Final, outcome.Reached));
        SubmissionOutcome bounded = await new SubmissionClient(options with { ReplyTimeout = TimeSpan.FromSeconds(20), Limit = TimeSpan.FromMilliseconds(300) }, TimeProvider.System)
            .SubmitAsync("ipv6@example.gov.vn", "hoa@hue.example", Letter, default);
        Assert.Equal((false, false, false), (bounded.Accepted, bounded.Final, bounded.Reached));
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
