using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sextant.Net.Tls;
using Sextant.Testing;

namespace Sextant.Net.Tests.Tls;

public sealed class TlsAcceptorTests : IDisposable
{
    private static readonly ECDsaOpenSsl Key = OperatingSystem.IsLinux() ? new(ECCurve.NamedCurves.nistP256) : throw new PlatformNotSupportedException();
    private readonly TlsAcceptor _acceptor = new(SslApplicationProtocol.Http11);
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public TlsAcceptorTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(200);
    }

    public void Dispose()
    {
        _acceptor.Dispose();
        _listener.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Each_of_many_clients_sees_the_certificate_of_the_name_it_wants(SslProtocols protocol)
    {
        ShownCertificate[] all = [.. Enumerable.Range(0, 60).Select(number => Certificate($"n{number}.vn"))];
        Task<bool>[] talks = [.. Enumerable.Range(0, 60).Select(async number =>
        {
            (SslStream client, Stream? server) = await ShakeAsync($"n{number}.vn", protocol, [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11], name => all[int.Parse(name![1..^3])]);
            using (client)
            {
                await server!.WriteAsync("hello"u8.ToArray());
                byte[] heard = new byte[5];
                await client.ReadExactlyAsync(heard);
                await client.WriteAsync("and back"u8.ToArray());
                byte[] back = new byte[8];
                await server.ReadExactlyAsync(back);
                server.Dispose();
                return client.RemoteCertificate!.Subject == $"CN=n{number}.vn" && client.NegotiatedApplicationProtocol == SslApplicationProtocol.Http11 && heard.AsSpan().SequenceEqual("hello"u8);
            }
        })];
        Assert.All(await Task.WhenAll(talks), Assert.True);
    }

    [Fact]
    public async Task A_client_without_a_name_is_asked_for_by_none()
    {
        string? asked = "";
        (SslStream client, Stream? server) = await ShakeAsync("127.0.0.1", SslProtocols.Tls13, [], name =>
        {
            asked = name;
            return Certificate("default.vn");
        });
        Assert.Null(asked);
        Assert.Equal("CN=default.vn", client.RemoteCertificate!.Subject);
        client.Dispose();
        server!.Dispose();
    }

    [Fact]
    public async Task Clients_that_offer_other_protocols_alone_and_certificates_that_cannot_be_had_end_the_handshake_and_nothing_else()
    {
        await Assert.ThrowsAnyAsync<AuthenticationException>(() => ShakeAsync("a.vn", SslProtocols.Tls13, [SslApplicationProtocol.Http2], _ => Certificate("a.vn")));
        await Assert.ThrowsAnyAsync<AuthenticationException>(() => ShakeAsync("a.vn", SslProtocols.Tls13, [], _ => throw new CryptographicException("none")));
        (SslStream client, Stream? server) = await ShakeAsync("a.vn", SslProtocols.Tls13, [], _ => Certificate("a.vn"));
        client.Dispose();
        server!.Dispose();
    }

    private async Task<(SslStream Client, Stream? Server)> ShakeAsync(string name, SslProtocols protocol, List<SslApplicationProtocol> offered, Func<string?, ShownCertificate> show)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Task<Stream> accepting = AcceptAsync(show);
        await socket.ConnectAsync(_listener.LocalEndPoint!);
        var client = new SslStream(new NetworkStream(socket, ownsSocket: true), false, (_, _, _, _) => true);
        try
        {
            await client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, EnabledSslProtocols = protocol, ApplicationProtocols = offered.Count == 0 ? null : offered });
            return (client, await accepting);
        }
        catch
        {
            client.Dispose();
            await ((Task)accepting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<Stream> AcceptAsync(Func<string?, ShownCertificate> show) =>
        await _acceptor.AcceptAsync(new NetworkStream(await _listener.AcceptAsync(), ownsSocket: true), show, CancellationToken.None);

    private static ShownCertificate Certificate(string name)
    {
        var request = new CertificateRequest("CN=" + name, Key, HashAlgorithmName.SHA256);
        using X509Certificate2 own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return new ShownCertificate(X509CertificateLoader.LoadCertificate(own.RawData), OperatingSystem.IsLinux() ? Key.DuplicateKeyHandle() : throw new PlatformNotSupportedException());
    }
}
