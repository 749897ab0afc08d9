using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Smtp;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Smtp;

/// <summary>Mail servers nobody would run, scripted.</summary>
public sealed class SmtpDialogueTests : IDisposable
{
    private const string Mx = "2001:ee0:25::1";
    private const string Host = "mx.hue.example";

    private static readonly SmtpOptions Quick = new()
    {
        GreetingTimeout = TimeSpan.FromSeconds(0.5),
        ReplyTimeout = TimeSpan.FromSeconds(0.5),
        TlsTimeout = TimeSpan.FromSeconds(1),
        TotalTimeout = TimeSpan.FromSeconds(3),
    };

    private readonly TestCa ca = new();

    public void Dispose() => ca.Dispose();

    [Fact]
    public async Task A_whole_conversation_is_recorded_step_by_step()
    {
        await using var server = Speaking("220-mx.hue.example ESMTP\r\n220 ready", ("EHLO", "250-mx.hue.example\r\n250-SIZE 1000\r\n250-starttls\r\n250 8BITMIME"), ("STARTTLS", "220 go"));

        var outcome = await TalkAsync(server);

        Assert.Null(outcome.Failure);
        Assert.Null(outcome.StartTlsFailure);
        Assert.Equal((220, "mx.hue.example ESMTP ready"), (outcome.Greeting!.Code, outcome.Greeting.Text));
        Assert.Equal((250, 4), (outcome.Ehlo!.Code, outcome.Ehlo.Lines.Count));
        Assert.True(outcome.StartTlsOffered);
        Assert.Equal(220, outcome.StartTls!.Code);
        Assert.Empty(outcome.Tls!.Certificate!.Failures);
        Assert.Equal(250, outcome.SecondEhlo!.Code);
        Assert.Equal(221, outcome.Quit!.Code);
        Assert.True(outcome.Connect > TimeSpan.Zero && outcome.Greeting.After > TimeSpan.Zero && outcome.Duration >= outcome.Connect);
        string transcript = Encoding.ASCII.GetString(outcome.Transcript);
        Assert.StartsWith("S: 220-mx.hue.example ESMTP\r\nS: 220 ready\r\nC: EHLO probe.example\r\nS: 250-mx.hue.example\r\n", transcript);
        Assert.EndsWith("C: QUIT\r\nS: 221 bye\r\n", transcript);
    }

    [Fact]
    public async Task Without_starttls_it_says_goodbye()
    {
        await using var server = Speaking("220 hi", ("EHLO", "250 mx.hue.example"));

        var outcome = await TalkAsync(server);

        Assert.Null(outcome.Failure);
        Assert.False(outcome.StartTlsOffered);
        Assert.Null(outcome.StartTlsFailure);
        Assert.Equal(221, outcome.Quit!.Code);
    }

    [Theory]
    [InlineData("421 too busy", Failure.SmtpDeferred)]
    [InlineData("450 greylisted", Failure.SmtpDeferred)]
    [InlineData("554 no", Failure.SmtpRejected)]
    [InlineData("554-no\r\n554 really", Failure.SmtpRejected)]
    [InlineData("250 confused", Failure.SmtpMalformed)]
    [InlineData("HTTP/1.1 400 Bad Request", Failure.SmtpMalformed)]
    [InlineData("220-first\r\n554 second", Failure.SmtpMalformed)]
    [InlineData("22", Failure.SmtpMalformed)]
    [InlineData("", Failure.SmtpMalformed)]
    [InlineData("2200 hi", Failure.SmtpMalformed)]
    [InlineData("999 hi", Failure.SmtpMalformed)]
    [InlineData("\0\0\0", Failure.SmtpMalformed)]
    public async Task A_greeting_says_what_it_says(string greeting, Failure failure)
    {
        await using var server = Speaking(greeting, ("EHLO", "250 mx"));

        var outcome = await TalkAsync(server);

        Assert.Equal(failure, outcome.Failure);
        Assert.NotNull(outcome.Connect);
        Assert.Null(outcome.Ehlo);
    }

    [Theory]
    [InlineData("421 closing", Failure.SmtpDeferred)]
    [InlineData("550 your address is listed", Failure.SmtpRejected)]
    [InlineData("502 what", Failure.SmtpRejected)]
    [InlineData("nonsense", Failure.SmtpMalformed)]
    public async Task A_refused_ehlo_is_no_working_server(string reply, Failure failure)
    {
        await using var server = Speaking("220 hi", ("EHLO", reply));

        var outcome = await TalkAsync(server);

        Assert.Equal(failure, outcome.Failure);
        Assert.Equal(220, outcome.Greeting!.Code);
    }

    [Fact]
    public async Task Who_knows_no_ehlo_is_greeted_with_helo()
    {
        await using var server = Speaking("220 ********", ("EHLO", "502 5.5.2 unknown"), ("HELO", "250 mx.hue.example"));

        var outcome = await TalkAsync(server);

        Assert.Null(outcome.Failure);
        Assert.Equal(250, outcome.Ehlo!.Code);
        Assert.False(outcome.StartTlsOffered);
        Assert.Contains("C: HELO probe.example\r\nS: 250 mx.hue.example\r\n", Encoding.ASCII.GetString(outcome.Transcript), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_closing_and_reset_before_the_greeting_have_their_own_words()
    {
        await using var silent = new ScriptedServer((_, token) => Task.Delay(Timeout.Infinite, token));
        await using var closing = new ScriptedServer((_, _) => Task.CompletedTask);
        await using var resetting = new ScriptedServer((stream, _) =>
        {
            ((NetworkStream)stream).Socket.LingerState = new LingerOption(true, 0);
            ((NetworkStream)stream).Socket.Close();
            return Task.CompletedTask;
        });

        Assert.Equal(Failure.SmtpNoGreeting, (await TalkAsync(silent)).Failure);
        Assert.Equal(Failure.ConnectionClosed, (await TalkAsync(closing)).Failure);
        Assert.Equal(Failure.ConnectionReset, (await TalkAsync(resetting)).Failure);
        var mute = await TalkAsync(silent);
        Assert.NotNull(mute.Connect);
        Assert.Null(mute.Greeting);
    }

    [Fact]
    public async Task A_greeting_drop_by_drop_ends_at_its_limit()
    {
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            while (true)
            {
                await stream.WriteAsync("220-wait\r\n"u8.ToArray(), token);
                await Task.Delay(50, token);
            }
        });

        var outcome = await TalkAsync(server);

        Assert.Equal(Failure.SmtpNoGreeting, outcome.Failure);
        Assert.InRange(outcome.Duration, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Lines_and_replies_without_end_are_cut_off()
    {
        await using var line = new ScriptedServer(async (stream, token) =>
        {
            await stream.WriteAsync("220 "u8.ToArray(), token);
            for (int i = 0; i < 1000; i++)
            {
                await stream.WriteAsync(new byte[64 * 1024], token);
            }
        });
        await using var lines = new ScriptedServer(async (stream, token) =>
        {
            for (int i = 0; i < 1_000_000; i++)
            {
                await stream.WriteAsync("220-again and again\r\n"u8.ToArray(), token);
            }
        });

        Assert.Equal(Failure.SmtpMalformed, (await TalkAsync(line)).Failure);
        var outcome = await TalkAsync(lines);
        Assert.Equal(Failure.SmtpMalformed, outcome.Failure);
        Assert.True(outcome.Transcript.Length <= Quick.MaxTranscript);
    }

    [Fact]
    public async Task A_hostile_banner_is_kept_as_bytes_and_shown_harmless()
    {
        byte[] banner = [.. "220 "u8, 0x1b, .. "[2J<script>\u202Eevil "u8, 0xFF, 0xFE, 0x07, .. " chào\r\n"u8];
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            await stream.WriteAsync(banner, token);
            await Task.Delay(Timeout.Infinite, token);
        });

        var outcome = await TalkAsync(server);

        Assert.Equal(banner[4..^2], outcome.Greeting!.Lines[0]);
        Assert.DoesNotContain(outcome.Greeting.Text, c => char.IsControl(c) || c == '\u202E');
        Assert.EndsWith(" chào", outcome.Greeting.Text);
        Assert.Equal(Failure.TimedOut, outcome.Failure);
    }

    [Fact]
    public async Task A_refused_or_broken_starttls_is_its_own_fault_and_the_server_still_works()
    {
        await using var refusing = Speaking("220 hi", ("EHLO", "250-mx\r\n250 STARTTLS"), ("STARTTLS", "454 TLS not available"));
        await using var garbled = Speaking("220 hi", ("EHLO", "250-mx\r\n250 STARTTLS"), ("STARTTLS", "220 go\r\n250 injected"));
        await using var plain = Speaking("220 hi", ("EHLO", "250-mx\r\n250 STARTTLS"), ("STARTTLS", "220"), ("\u0016", "500 what is this"));

        var refused = await TalkAsync(refusing);
        var injected = await TalkAsync(garbled);
        var broken = await TalkAsync(plain);

        Assert.All([refused, injected, broken], outcome =>
        {
            Assert.Null(outcome.Failure);
            Assert.Equal(Failure.SmtpStarttlsFailed, outcome.StartTlsFailure);
            Assert.Null(outcome.SecondEhlo);
        });
        Assert.Equal(454, refused.StartTls!.Code);
        Assert.Equal(221, refused.Quit!.Code);
        Assert.Null(injected.Tls);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_recorded_and_the_session_goes_on()
    {
        await using var server = Speaking("220 hi", ("EHLO", "250-mx\r\n250 STARTTLS"), ("STARTTLS", "220 go"));

        var outcome = await TalkAsync(server, host: "other.example");

        Assert.Null(outcome.StartTlsFailure);
        Assert.Equal([Failure.TlsNameMismatch], outcome.Tls!.Certificate!.Failures);
    }

    [Fact]
    public async Task Random_bytes_never_throw()
    {
        var random = new Random(5321);
        string[] parts = ["220", "250", "554", " ", "-", "\r\n", "\n", "\r", "\0", "STARTTLS", "\u00ff", "250-", "250 x\r\n", "220 x\r\n", "220 x\r\n250-x\r\n250 STARTTLS\r\n220 go\r\n"];
        for (int i = 0; i < 300; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => parts[random.Next(parts.Length)]));
            await using var server = new ScriptedServer((stream, token) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), token).AsTask());
            await TalkAsync(server);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\r\nMAIL FROM:<x>")]
    [InlineData("a b")]
    public async Task What_is_no_ehlo_name_is_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Dialogue(new MappedNetwork())
            .TalkAsync(new SmtpRequest { Address = IPAddress.Parse(Mx), ServerName = Host, EhloName = name }, default).AsTask());

    [Fact]
    public async Task A_forbidden_server_is_not_dialled()
    {
        var network = new MappedNetwork();

        var outcome = await Dialogue(network).TalkAsync(new SmtpRequest { Address = IPAddress.IPv6Loopback, ServerName = Host, EhloName = "p.example" }, default);

        Assert.Equal(Failure.AddressForbidden, outcome.Failure);
        Assert.Empty(network.Dialled);
    }

    private SmtpDialogue Dialogue(MappedNetwork network)
    {
        var dialler = new Dialler(network, new DialGuard(), null, TimeProvider.System);
        return new SmtpDialogue(dialler, new TlsDialogue(TrustAnchors.OnlyPem(ca.RootPem), TimeProvider.System), Quick, TimeProvider.System);
    }

    private async Task<SmtpOutcome> TalkAsync(ScriptedServer server, string host = Host) =>
        await Dialogue(new MappedNetwork().Map(Mx, 25, server.EndPoint))
            .TalkAsync(new SmtpRequest { Address = IPAddress.Parse(Mx), ServerName = host, EhloName = "probe.example" }, default);

    /// <summary>A server that greets and answers commands by their beginning; STARTTLS answered 220 alone leads into TLS.</summary>
    private ScriptedServer Speaking(string greeting, params (string Command, string Reply)[] replies) => new(async (stream, token) =>
    {
        await stream.SayAsync(greeting, token);
        while (await stream.LineAsync(token) is { } line)
        {
            string reply = line == "QUIT" ? "221 bye" : replies.FirstOrDefault(r => line.StartsWith(r.Command, StringComparison.Ordinal)).Reply ?? "500 unknown";
            await stream.SayAsync(reply, token);
            if (line == "STARTTLS" && reply == "220 go")
            {
                var tls = new SslStream(stream);
                using var certificate = ca.Issue(Host);
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(certificate, [ca.Issuer], offline: true) }, token);
                stream = tls;
            }
        }
    });
}
