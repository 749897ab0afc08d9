using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sextant.Net.Tls;
using Sextant.Net.Tls.Sessions;
using Sextant.Testing;

namespace Sextant.Net.Tests.Tls;

/// <summary>
/// Servers of every kind that a client of TLS 1.2 and 1.3 meets, spoken to by an OpenSSL that was made to know few algorithms: those few must be enough for each, and for judging its chain in the handshake itself.
/// </summary>
public sealed class OpenSslPeersTests : IDisposable
{
    private const string Host = "www.langson.example";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rsa:2048", "-sha256", "-tls1_3 -ciphersuites TLS_AES_256_GCM_SHA384 -groups X25519")]
    [InlineData("rsa:2048", "-sha384", "-tls1_3 -ciphersuites TLS_AES_128_GCM_SHA256 -groups P-256")]
    [InlineData("rsa:2048", "-sha512", "-tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256 -groups P-384")]
    [InlineData("rsa:2048", "-sha256", "-tls1_3 -groups ffdhe2048")]
    [InlineData("rsa:2048", "-sha256", "-tls1_3 -groups X448")]
    [InlineData("rsa:2048", "-sha256", "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256 -groups P-521")]
    [InlineData("rsa:2048", "-sha256", "-tls1_2 -cipher ECDHE-RSA-AES256-SHA384")]
    [InlineData("rsa:2048", "-sha256", "-tls1_2 -cipher ECDHE-RSA-AES128-SHA256")]
    [InlineData("rsa-pss -pkeyopt rsa_keygen_bits:2048", "-sha256", "-tls1_3")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-256", "-sha256", "-tls1_3")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-384", "-sha384", "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-521", "-sha512", "-tls1_3")]
    [InlineData("ed25519", "", "-tls1_3")]
    [InlineData("ed448", "", "-tls1_3")]
    [InlineData("rsa:2048", "-sha224", "-tls1_3")]
    public async Task Each_is_agreed_with_and_its_chain_is_judged(string key, string digest, string server)
    {
        if (!OpenSslTls.IsHere || ServerProcess.Find("openssl") is not { } program)
        {
            Assert.Skip("openssl is not installed");
            return;
        }

        Assert.NotEqual(0, NarrowLibrary.Context); // it is they who are looked at
        await MakeAsync(program, key, digest);
        int port = Ports.Free();
        var at = new IPEndPoint(IPAddress.Loopback, port);
        await using ServerProcess peer = await ServerProcess.StartAsync(
            program, ["s_server", "-accept", $"127.0.0.1:{port}", "-cert", In("leaf.pem"), "-key", In("leaf.key"), "-quiet", .. server.Split(' ')], at);
        var anchors = TrustAnchors.OnlyPem(await File.ReadAllTextAsync(In("root.pem")));

        using Socket own = await ConnectAsync(at);
        TlsSession session = await OpenSslTls.With(anchors.Roots).ShakeAsync(new NetworkStream(own), Host, [], DateTimeOffset.UtcNow, default);
        await session.Stream.DisposeAsync();
        Assert.Equal(server.Contains("tls1_3", StringComparison.Ordinal) ? "1.3" : "1.2", session.Protocol);
        Assert.True(session.ChainIsWell);

        using Socket judged = await ConnectAsync(at);
        TlsOutcome outcome = await new TlsDialogue(anchors, TimeProvider.System, TlsEngine.OpenSsl).HandshakeAsync(new NetworkStream(judged), Host, [], TimeSpan.FromSeconds(60), default);
        Assert.Null(outcome.Failure);
        Assert.Empty(outcome.Certificate!.Failures);
        Assert.True(outcome.Certificate.Trusted);
        await outcome.Stream!.DisposeAsync();
    }

    [Fact]
    public async Task A_chain_signed_by_another_root_is_not_well()
    {
        if (!OpenSslTls.IsHere || ServerProcess.Find("openssl") is not { } program)
        {
            Assert.Skip("openssl is not installed");
            return;
        }

        await MakeAsync(program, "rsa:2048", "-sha256");
        int port = Ports.Free();
        var at = new IPEndPoint(IPAddress.Loopback, port);
        await using ServerProcess peer = await ServerProcess.StartAsync(
            program, ["s_server", "-accept", $"127.0.0.1:{port}", "-cert", In("leaf.pem"), "-key", In("leaf.key"), "-quiet"], at);
        string before = await File.ReadAllTextAsync(In("root.pem"));
        await MakeAsync(program, "rsa:2048", "-sha256"); // the same names, another key
        Assert.NotEqual(before, await File.ReadAllTextAsync(In("root.pem")));
        using Socket socket = await ConnectAsync(at);

        TlsSession session = await OpenSslTls.With(TrustAnchors.OnlyPem(await File.ReadAllTextAsync(In("root.pem"))).Roots).ShakeAsync(new NetworkStream(socket), Host, [], DateTimeOffset.UtcNow, default);

        Assert.False(session.ChainIsWell);
        await session.Stream.DisposeAsync();
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint at)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(at);
        return socket;
    }

    private string In(string name) => _folder[name];

    private async Task MakeAsync(string program, string key, string digest)
    {
        string[] sign = digest.Length > 0 ? [digest] : [];
        await File.WriteAllTextAsync(In("names"), $"subjectAltName=DNS:{Host}\n");
        await RunAsync(program, ["req", "-x509", "-newkey", .. key.Split(' '), "-nodes", "-keyout", In("root.key"), "-out", In("root.pem"), "-subj", "/CN=Root", "-days", "30", .. sign]);
        await RunAsync(program, ["req", "-newkey", .. key.Split(' '), "-nodes", "-keyout", In("leaf.key"), "-out", In("leaf.csr"), "-subj", "/CN=leaf", .. sign]);
        await RunAsync(program, ["x509", "-req", "-in", In("leaf.csr"), "-CA", In("root.pem"), "-CAkey", In("root.key"), "-set_serial", "2", "-out", In("leaf.pem"), "-days", "20", "-extfile", In("names"), .. sign]);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }
}
