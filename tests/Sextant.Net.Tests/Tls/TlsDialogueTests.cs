using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sextant.Net.Tls;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Net.Tests.Tls;

/// <summary>The same of both engines: what one finds, the other does.</summary>
public abstract class TlsDialogueTests(TlsEngine engine) : IDisposable
{
    private const string Host = "www.langson.example";

    private readonly TestCa ca = new();

    public void Dispose()
    {
        ca.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_valid_certificate_has_no_fault_and_everything_is_recorded()
    {
        await using var server = Serving(ca.Issue(Host, "langson.example"), SslProtocols.Tls13, withIssuer: true);

        var outcome = await ShakeAsync(server, alpn: [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]);

        Assert.Null(outcome.Failure);
        Assert.Null(outcome.Alert);
        Assert.Equal("1.3", outcome.Protocol);
        Assert.StartsWith("TLS_", outcome.CipherSuite);
        Assert.Equal("h2", outcome.Alpn);
        Assert.True(outcome.BytesReceived > 500);
        var certificate = outcome.Certificate!;
        Assert.Empty(certificate.Failures);
        Assert.True(certificate.NameMatches && certificate.Trusted);
        Assert.Equal(["langson.example", Host], certificate.Names);
        Assert.Equal(2, certificate.Chain.Count);
        Assert.Equal(64, certificate.PublicKey!.Length);
        Assert.True(certificate.NotBefore < certificate.NotAfter);
    }

    [Fact]
    public async Task Tls_1_2_is_spoken()
    {
        await using var server = Serving(ca.Issue(Host), SslProtocols.Tls12, withIssuer: true);

        var outcome = await ShakeAsync(server);

        Assert.Null(outcome.Failure);
        Assert.Equal("1.2", outcome.Protocol);
        Assert.Null(outcome.Alpn);
    }

    [Fact]
    public async Task Each_fault_of_a_certificate_is_judged_by_itself_and_the_handshake_completes()
    {
        var now = DateTimeOffset.UtcNow;
        (LeafWishes Wishes, Failure[] Faults)[] rows =
        [
            (new() { Names = [Host], NotBefore = now.AddDays(-9), NotAfter = now.AddDays(-2) }, [Failure.TlsExpired]),
            (new() { Names = [Host], NotBefore = now.AddDays(2), NotAfter = now.AddDays(9) }, [Failure.TlsNotYetValid]),
            (new() { Names = ["other.example"] }, [Failure.TlsNameMismatch]),
            (new() { Names = [], CommonName = Host }, [Failure.TlsNameMismatch]),
            (new() { Names = [Host], SelfSigned = true }, [Failure.TlsUntrusted]),
            (new() { Names = [Host], ExtendedUsage = "1.3.6.1.5.5.7.3.4" }, [Failure.TlsInvalid]),
            (new() { Names = ["other.example"], NotBefore = now.AddDays(-9), NotAfter = now.AddDays(-2) }, [Failure.TlsNameMismatch, Failure.TlsExpired]),
            (new() { Names = ["other.example"], SelfSigned = true, NotBefore = now.AddDays(-9), NotAfter = now.AddDays(-2) },
                [Failure.TlsUntrusted, Failure.TlsNameMismatch, Failure.TlsExpired]),
        ];
        foreach (var (wishes, faults) in rows)
        {
            await using var server = Serving(ca.Issue(wishes), SslProtocols.Tls13, withIssuer: true);
            var outcome = await ShakeAsync(server);

            Assert.Null(outcome.Failure);
            Assert.Equal(faults, outcome.Certificate!.Failures);
        }
    }

    [Fact]
    public async Task Validity_is_judged_at_the_given_clock()
    {
        await using var server = Serving(ca.Issue(Host), SslProtocols.Tls13, withIssuer: true);

        Assert.Equal([Failure.TlsExpired], (await ShakeAsync(server, time: new ShiftedTime(TimeSpan.FromDays(60)))).Certificate!.Failures);
        Assert.Equal([Failure.TlsNotYetValid], (await ShakeAsync(server, time: new ShiftedTime(TimeSpan.FromDays(-60)))).Certificate!.Failures);
    }

    [Fact]
    public async Task Another_authority_is_not_trusted()
    {
        using var stranger = new TestCa("Stranger");
        await using var server = Serving(ca.Issue(Host), SslProtocols.Tls13, withIssuer: true);

        Assert.Equal([Failure.TlsUntrusted], (await ShakeAsync(server, anchors: TrustAnchors.OnlyPem(stranger.RootPem))).Certificate!.Failures);
        Assert.Equal([Failure.TlsUntrusted], (await ShakeAsync(server, anchors: TrustAnchors.System)).Certificate!.Failures);
        Assert.Empty((await ShakeAsync(server, anchors: TrustAnchors.WithPem(ca.RootPem))).Certificate!.Failures);
    }

    [Fact]
    public async Task A_missing_issuer_is_not_fetched_from_the_url_in_the_certificate()
    {
        await using var trap = ScriptedServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var leaf = ca.Issue(new LeafWishes { Names = [Host], IssuerUrl = $"http://[::1]:{trap.EndPoint.Port}/ca.der" });
        await using var server = Serving(leaf, SslProtocols.Tls13, withIssuer: false);

        var outcome = await ShakeAsync(server);

        Assert.Null(outcome.Failure);
        Assert.Equal([Failure.TlsUntrusted], outcome.Certificate!.Failures);
        Assert.Equal(0, trap.Connections);
    }

    [Fact]
    public async Task Revocation_urls_are_not_asked()
    {
        await using var trap = ScriptedServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var leaf = ca.Issue(new LeafWishes { Names = [Host], IssuerUrl = $"http://[::1]:{trap.EndPoint.Port}/list.crl" });
        await using var server = Serving(leaf, SslProtocols.Tls13, withIssuer: true);

        Assert.Empty((await ShakeAsync(server)).Certificate!.Failures);
        Assert.Equal(0, trap.Connections);
    }

    [Fact]
    public async Task An_alert_is_told_from_other_faults()
    {
        // Record of type alert, TLS 1.2, two bytes: fatal, unrecognized_name (RFC 6066 section 3).
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            await stream.ReadAtLeastAsync(new byte[500], 100, false, token);
            await stream.WriteAsync(new byte[] { 21, 3, 3, 0, 2, 2, 112 }, token);
        });

        var outcome = await ShakeAsync(server);

        Assert.Equal(Failure.TlsAlert, outcome.Failure);
        Assert.Equal((byte)112, outcome.Alert);
        Assert.Null(outcome.Stream);
        Assert.Null(outcome.Certificate);
    }

    [Fact]
    public async Task A_server_that_speaks_another_language_fails_the_handshake()
    {
        foreach (string language in (string[])["SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "220 mail ESMTP\r\n", "\0\0\0\0\0\0\0\0"])
        {
            await using var server = new ScriptedServer(async (stream, token) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(language), token);
                await stream.ReadAtLeastAsync(new byte[4096], 4096, false, token);
            });

            Assert.Equal(Failure.TlsHandshake, (await ShakeAsync(server)).Failure);
        }
    }

    [Fact]
    public async Task Silence_closing_and_reset_have_their_own_words()
    {
        await using var silent = new ScriptedServer((_, token) => Task.Delay(Timeout.Infinite, token));
        Assert.Equal(Failure.TimedOut, (await ShakeAsync(silent, timeout: TimeSpan.FromMilliseconds(200))).Failure);

        await using var closing = new ScriptedServer(async (stream, token) => await stream.ReadAtLeastAsync(new byte[200], 100, false, token));
        Assert.Equal(Failure.ConnectionClosed, (await ShakeAsync(closing)).Failure);

        await using var resetting = new ScriptedServer(async (stream, token) =>
        {
            await stream.ReadAtLeastAsync(new byte[200], 100, false, token);
            ((NetworkStream)stream).Socket.LingerState = new LingerOption(true, 0);
            ((NetworkStream)stream).Socket.Close();
        });
        Assert.Equal(Failure.ConnectionReset, (await ShakeAsync(resetting)).Failure);
    }

    [Fact]
    public async Task A_flood_of_random_records_ends()
    {
        var random = new Random(7);
        await using var server = new ScriptedServer(async (stream, token) =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                byte[] record = new byte[1000];
                random.NextBytes(record);
                record[0] = 22;
                (record[1], record[2], record[3], record[4]) = (3, 3, 3, 0xE3);
                await stream.WriteAsync(record, token);
            }
        });

        Assert.NotNull((await ShakeAsync(server, timeout: TimeSpan.FromSeconds(2))).Failure);
    }

    [Theory]
    [InlineData("www.example.vn", "www.example.vn", true)]
    [InlineData("*.example.vn", "www.example.vn", true)]
    [InlineData("*.example.vn", "WWW.EXAMPLE.VN", true)]
    [InlineData("*.example.vn", "a.www.example.vn", false)]
    [InlineData("*.example.vn", "example.vn", false)]
    [InlineData("w*.example.vn", "www.example.vn", false)]
    [InlineData("*.vn", "example.vn", false)]
    [InlineData("*", "example", false)]
    [InlineData("*.*.vn", "www.example.vn", false)]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example", true)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("2001:db8::1", "2001:db8:0::1", true)]
    [InlineData("*.0.2.1", "192.0.2.1", false)]
    public void A_name_covers_as_the_standard_says(string name, string host, bool covers) =>
        Assert.Equal(covers, CertificateNames.Cover([name], host));

    [Fact]
    public async Task Names_of_a_certificate_are_folded()
    {
        await using var server = Serving(ca.Issue("WWW.Example.VN", "a.example", "a.example", "2001:db8::1"), SslProtocols.Tls13, withIssuer: true);

        Assert.Equal(["2001:db8::1", "a.example", "www.example.vn"], (await ShakeAsync(server)).Certificate!.Names);
    }

    [Fact]
    public void A_ca_file_that_holds_no_certificate_is_refused_with_a_sentence()
    {
        Assert.Throws<FormatException>(() => TrustAnchors.OnlyPem("nothing"));
        Assert.Throws<FormatException>(() => TrustAnchors.OnlyPem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));
        Assert.Equal(1, TrustAnchors.OnlyPem(ca.RootPem).Count);
    }

    private ScriptedServer Serving(X509Certificate2 certificate, SslProtocols protocols, bool withIssuer)
    {
        var context = SslStreamCertificateContext.Create(certificate, withIssuer ? [ca.Issuer] : [], offline: true);
        return new ScriptedServer(async (stream, token) =>
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = context,
                    EnabledSslProtocols = protocols,
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                },
                token);
            await tls.ReadAtLeastAsync(new byte[1], 1, false, token);
        });
    }

    private async Task<TlsOutcome> ShakeAsync(
        ScriptedServer server, SslApplicationProtocol[]? alpn = null, TrustAnchors? anchors = null, TimeSpan? timeout = null, TimeProvider? time = null)
    {
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.EndPoint);
        await using var stream = new NetworkStream(socket);
        var dialogue = new TlsDialogue(anchors ?? TrustAnchors.OnlyPem(ca.RootPem), time ?? TimeProvider.System, engine);
        var outcome = await dialogue.HandshakeAsync(stream, Host, alpn ?? [], timeout ?? TimeSpan.FromSeconds(5), default);
        if (outcome.Stream is not null)
        {
            await outcome.Stream.DisposeAsync();
        }

        return outcome;
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}

/// <summary>By the system's OpenSSL.</summary>
public sealed class OpenSslDialogueTests() : TlsDialogueTests(TlsEngine.OpenSsl);

/// <summary>By the base library.</summary>
public sealed class BaseLibraryDialogueTests() : TlsDialogueTests(TlsEngine.BaseLibrary);
