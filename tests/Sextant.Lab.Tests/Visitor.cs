using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sextant.Lab.Network;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Tests;

/// <summary>Looks at a world with plain sockets, SslStream and the DNS codec: none of the product's own probes.</summary>
internal sealed class Visitor(LabNetwork network, string caPem)
{
    // Nothing in a world takes this long unless it never answers.
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    public Visitor(RunningWorld world)
        : this(world.Network, world.CaPem)
    {
    }

    public async Task<DnsMessage?> AskAsync(IPEndPoint server, string name, DnsType type, Ask how = Ask.Plainly)
    {
        byte[]? bytes = await AskRawAsync(server, name, type, how);
        return bytes is not null && DnsReader.TryRead(bytes, out var message, out _) ? message : null;
    }

    public async Task<byte[]?> AskRawAsync(IPEndPoint server, string name, DnsType type, Ask how = Ask.Plainly)
    {
        byte[] query = new byte[512];
        var flags = new DnsQueryFlags(
            RecursionDesired: how.HasFlag(Ask.Recursive),
            CheckingDisabled: how.HasFlag(Ask.Unchecked),
            UdpPayload: how.HasFlag(Ask.WithoutEdns) ? null : DnsEdns.DefaultUdpPayload);
        Assert.True(DnsWriter.TryWriteQuery(query, 4242, DnsName.Parse(name), type, flags, out int length));
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return how.HasFlag(Ask.OverTcp) ? await AskTcpAsync(server, query.AsMemory(0, length), patience.Token) : await AskUdpAsync(server, query.AsMemory(0, length), patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or EndOfStreamException or IOException)
        {
            return null;
        }
    }

    public async Task<SslStream> SecureAsync(IPEndPoint endpoint, string host)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var tls = new SslStream(new NetworkStream(await network.ConnectTcpAsync(endpoint, patience.Token), true));
        await tls.AuthenticateAsClientAsync(Options(host), patience.Token);
        return tls;
    }

    public async Task<Stream> ConnectAsync(IPEndPoint endpoint)
    {
        using var patience = new CancellationTokenSource(Patience);
        return new NetworkStream(await network.ConnectTcpAsync(endpoint, patience.Token), true);
    }

    /// <summary>One request over plain HTTP or HTTPS: the whole answer as text, until the end or until patience ends.</summary>
    public async Task<string> FetchAsync(IPAddress address, string host, bool https = true, int most = 1 << 20)
    {
        await using Stream stream = https
            ? await SecureAsync(new IPEndPoint(address, 443), host)
            : await ConnectAsync(new IPEndPoint(address, 80));
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        var text = new StringBuilder();
        byte[] buffer = new byte[16384];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            int read;
            while (text.Length < most && (read = await stream.ReadAsync(buffer, patience.Token)) > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (OperationCanceledException)
        {
            text.Append("[no end]");
        }

        return text.ToString();
    }

    /// <summary>Says lines to a mail server and hears the reply to each, the greeting first; null where none came.</summary>
    public async Task<List<string?>> TalkAsync(Stream stream, params string[] lines)
    {
        var heard = new List<string?> { await HearAsync(stream) };
        foreach (string line in lines)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
            heard.Add(await HearAsync(stream));
        }

        return heard;
    }

    public SslClientAuthenticationOptions Options(string host)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(caPem));
        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = policy,
        };
    }

    private static async Task<string?> HearAsync(Stream stream)
    {
        byte[] buffer = new byte[4096];
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            int read = await stream.ReadAsync(buffer, patience.Token);
            return read == 0 ? null : Encoding.ASCII.GetString(buffer, 0, read);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private async Task<byte[]> AskUdpAsync(IPEndPoint server, ReadOnlyMemory<byte> query, CancellationToken cancellation)
    {
        using var socket = network.OpenUdp(server);
        await socket.SendAsync(query, cancellation);
        byte[] buffer = new byte[65535];
        int read = await socket.ReceiveAsync(buffer, cancellation);
        return buffer[..read];
    }

    private async Task<byte[]> AskTcpAsync(IPEndPoint server, ReadOnlyMemory<byte> query, CancellationToken cancellation)
    {
        await using var stream = new NetworkStream(await network.ConnectTcpAsync(server, cancellation), true);
        byte[] framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed.AsMemory(2));
        await stream.WriteAsync(framed, cancellation);
        byte[] length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellation);
        byte[] answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellation);
        return answer;
    }
}

/// <summary>How a question is put, where it is not put plainly: UDP, EDNS, no recursion, checked.</summary>
[Flags]
internal enum Ask
{
    Plainly = 0,
    Recursive = 1,
    OverTcp = 2,
    WithoutEdns = 4,
    Unchecked = 8,
    OverV4 = 16,
}
