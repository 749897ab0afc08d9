using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes;
using Sextant.Net;
using Sextant.Net.Dialling;
using Sextant.Net.Guard;
using Sextant.Net.Smtp;
using Sextant.Net.Timing;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Measurement.Tests.Probes;

public sealed class SmtpTalksTests : IDisposable
{
    private static readonly IPAddress V6 = IPAddress.Parse("2001:ee0:7::25");
    private static readonly IPAddress V4 = IPAddress.Parse("203.162.7.25");

    private readonly TestCa _ca = new();
    private readonly ConcurrentDictionary<string, X509Certificate2> _issued = new(); // each with its own key, as servers have them
    private SharedLooks? _shared;

    [Fact]
    public async Task Names_that_the_certificate_covers_share_one_conversation_each_with_its_raw_bytes()
    {
        await using ScriptedServer server = Serving(_ => ["mx.hoster.vn", "*.mail.hoster.vn"]);
        var sink = new BlobSink();

        SmtpLook[] looks = [await TalkAsync(server, V6, "mx.hoster.vn"), await TalkAsync(server, V6, "a.mail.hoster.vn", sink), await TalkAsync(server, V6, "b.mail.hoster.vn")];

        Assert.Equal(1, server.Connections);
        Assert.All(looks, look => Assert.Empty(look.Tls!.Certificate));
        Assert.All(looks, look => Assert.Equal("mx.hoster.vn", look.Tls!.ServerName)); // under which name it was, stays said
        Assert.Contains(looks[1].Blob!, sink.Blobs.Keys);
        Assert.All(looks[1].Tls!.Blobs, blob => Assert.Contains(blob, sink.Blobs.Keys));
    }

    [Fact]
    public async Task A_name_that_it_does_not_cover_is_shown_its_own_where_the_server_chooses()
    {
        await using ScriptedServer server = Serving(asked => [asked ?? "default.vn"]);
        for (int i = 0; i < AddressTalk.Alike + 3; i++)
        {
            SmtpLook look = await TalkAsync(server, V6, $"mail.domain{i}.vn");
            Assert.Empty(look.Tls!.Certificate);
            Assert.Equal($"mail.domain{i}.vn", look.Tls.ServerName);
        }

        Assert.Equal(AddressTalk.Alike + 3, server.Connections);
    }

    [Fact]
    public async Task A_server_that_shows_every_name_the_same_is_asked_by_a_few_of_many()
    {
        await using ScriptedServer server = Serving(_ => ["mx.hoster.vn"]);
        Assert.Empty((await TalkAsync(server, V6, "mx.hoster.vn")).Tls!.Certificate);
        for (int i = 0; i < 40; i++)
        {
            string name = $"mail.domain{i / 2}.vn"; // two domains behind each name: a name counts once
            SmtpLook look = await TalkAsync(server, V6, name);
            Assert.Equal([Failure.TlsNameMismatch], look.Tls!.Certificate);
            Assert.Equal(i / 2 >= AddressTalk.Alike, AddressTalk.IsAssumed(look, name));
        }

        Assert.Equal(1 + AddressTalk.Alike, server.Connections);
    }

    [Fact]
    public async Task What_was_not_shown_to_a_name_does_not_stand_against_what_was()
    {
        // Over IPv6 it knows one name of many; over IPv4 another server does, and shows each its own.
        await using ScriptedServer six = Serving(asked => [asked == "mail.known.vn" ? asked : "mx.hoster.vn"]);
        await using ScriptedServer four = Serving(asked => [asked ?? "mx.hoster.vn"]);
        foreach (string name in (string[])["mx.hoster.vn", "mail.a.vn", "mail.b.vn", "mail.c.vn"])
        {
            await TalkAsync(six, V6, name);
        }

        SmtpLook assumed = await TalkAsync(six, V6, "mail.known.vn");
        Assert.True(AddressTalk.IsAssumed(assumed, "mail.known.vn"));
        SmtpLook own = await TalkAsync(four, V4, "mail.known.vn");

        SmtpLook[] settled = await Talks(six, V6, new BlobSink()).SettleAsync("mail.known.vn", [assumed, own], default);

        Assert.All(settled, look => Assert.Empty(look.Tls!.Certificate));
        Assert.Equal([V6, V4], settled.Select(look => look.Address));
        Assert.Equal(5, six.Connections);
    }

    [Fact]
    public async Task Whoever_is_deferred_is_deferred_for_all_names_and_asked_once()
    {
        await using var server = new ScriptedServer(async (stream, token) => await stream.WriteAsync("421 too busy, come back\r\n"u8.ToArray(), token));
        for (int i = 0; i < 10; i++)
        {
            SmtpLook look = await TalkAsync(server, V6, $"mail.domain{i}.vn");
            Assert.Equal(Failure.SmtpDeferred, look.Failure);
            Assert.Equal(3, look.Attempts.Count);
        }

        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task A_handshake_that_one_name_is_refused_is_tried_by_the_next()
    {
        await using ScriptedServer server = Serving(asked => asked == "mail.unknown.vn" ? null : ["mx.hoster.vn"]);
        Assert.NotNull((await TalkAsync(server, V6, "mail.unknown.vn")).Tls!.Handshake);
        Assert.Empty((await TalkAsync(server, V6, "mx.hoster.vn")).Tls!.Certificate);
    }

    public void Dispose() => _ca.Dispose();

    private Task<SmtpLook> TalkAsync(ScriptedServer server, IPAddress address, string name, BlobSink? sink = null) =>
        Talks(server, address, sink ?? new BlobSink()).TalkAsync(address, name, default);

    /// <summary>A scan's talks; the shared ones are of the campaign.</summary>
    private SmtpTalks Talks(ScriptedServer server, IPAddress address, BlobSink sink)
    {
        var dialler = new Dialler(new Mapped(server.EndPoint), new DialGuard(), null, TimeProvider.System);
        var options = new ProbeOptions { Retries = new RetryOptions { Shortest = TimeSpan.FromMilliseconds(1), Longest = TimeSpan.FromMilliseconds(2) } };
        var tools = new ProbeTools
        {
            Network = null!,
            Dns = null!,
            Stub = null!,
            WalkerV4 = null!,
            WalkerV6 = null!,
            Walker = null!,
            Roots = null!,
            Http = null!,
            Dialler = dialler,
            Tls = null!,
            Smtp = new SmtpDialogue(dialler, new TlsDialogue(TrustAnchors.OnlyPem(_ca.RootPem), TimeProvider.System), new SmtpOptions { ConnectTimeout = TimeSpan.FromSeconds(30) }, TimeProvider.System),
            Options = options,
        };
        _shared ??= new SharedLooks(options, TimeProvider.System, () => null, new DelayMeter());
        return new SmtpTalks(tools, null!, sink, _ => Task.FromResult("probe.example"), new SharedSight(_shared, _shared.Delays.Begin()));
    }

    /// <summary>A mail server with STARTTLS that shows a certificate for the names a test says; null refuses the handshake.</summary>
    private ScriptedServer Serving(Func<string?, string[]?> shown) => new(async (stream, token) =>
    {
        await stream.SayAsync("220 here", token);
        while (await stream.LineAsync(token) is { } line)
        {
            await stream.SayAsync(line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-here\r\n250 STARTTLS" : line == "STARTTLS" ? "220 go" : "221 bye", token);
            if (line != "STARTTLS")
            {
                continue;
            }

            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                (_, hello, _, _) =>
                {
                    string[] names = shown(hello.ServerName) ?? throw new IOException("not for this name");
                    return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(_issued.GetOrAdd(names[0], _ => _ca.Issue(names)), [_ca.Issuer], offline: true) });
                },
                null,
                token);
            stream = tls;
        }
    });

    private sealed class Mapped(IPEndPoint server) : INetwork
    {
        private readonly MachineNetwork _machine = new();

        public ValueTask<Socket> ConnectTcpAsync(IPEndPoint remote, CancellationToken cancellation) => _machine.ConnectTcpAsync(server, cancellation);

        public Socket OpenUdp(IPEndPoint remote) => throw new NotSupportedException();
    }
}
