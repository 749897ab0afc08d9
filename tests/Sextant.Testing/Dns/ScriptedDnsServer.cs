using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sextant.Wire.Dns;

namespace Sextant.Testing.Dns;

/// <summary>How one question over UDP is answered: no datagram, one, or several, each as the script likes.</summary>
public delegate IEnumerable<byte[]> UdpScript(DnsMessage query);

/// <summary>How one question over TCP is answered: the bytes that are sent, length prefix included; then the connection is closed.</summary>
public delegate byte[] TcpScript(DnsMessage query);

/// <summary>A name server on loopback that answers as a script says, right or wrong.</summary>
public sealed class ScriptedDnsServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _udp;
    private readonly Socket? _tcp;
    private readonly Task _working;

    /// <param name="udp">The script of UDP.</param>
    /// <param name="tcp">The script of TCP; null refuses connections.</param>
    /// <param name="delay">How long a UDP answer is held back.</param>
    public ScriptedDnsServer(UdpScript udp, TcpScript? tcp = null, TimeSpan delay = default)
    {
        int port = Ports.Free();
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
        _udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _udp.Bind(EndPoint);
        var working = new List<Task> { ServeUdpAsync(udp, delay) };
        if (tcp is not null)
        {
            _tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _tcp.Bind(EndPoint);
            _tcp.Listen();
            working.Add(ServeTcpAsync(tcp));
        }

        _working = Task.WhenAll(working);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Every question that came, over either transport.</summary>
    public ConcurrentQueue<DnsMessage> Queries { get; } = new();

    /// <summary>The source port of every question over UDP.</summary>
    public ConcurrentQueue<int> SourcePorts { get; } = new();

    /// <summary>A server that answers every question with one message, over UDP and TCP.</summary>
    public static ScriptedDnsServer Answering(Func<DnsMessage, DnsMessage?> answer) => new(
        query => answer(query) is { } message ? [DnsWriter.ToArray(message)] : [],
        query => answer(query) is { } message ? Framed(DnsWriter.ToArray(message)) : []);

    /// <summary>A message behind its length, as TCP carries it.</summary>
    public static byte[] Framed(byte[] message)
    {
        byte[] framed = new byte[message.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)message.Length);
        message.CopyTo(framed, 2);
        return framed;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp?.Dispose();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeUdpAsync(UdpScript script, TimeSpan delay)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            SocketReceiveFromResult got;
            try
            {
                got = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            }
            catch (SocketException)
            {
                // A client that closed before the last answer came.
                continue;
            }

            if (DnsReader.TryRead(buffer.AsSpan(0, got.ReceivedBytes), out DnsMessage? query, out _))
            {
                Queries.Enqueue(query);
                SourcePorts.Enqueue(((IPEndPoint)got.RemoteEndPoint).Port);
                _ = AnswerAsync(script(query), got.RemoteEndPoint, delay);
            }
        }
    }

    private async Task AnswerAsync(IEnumerable<byte[]> datagrams, EndPoint to, TimeSpan delay)
    {
        await Task.Delay(delay, _stop.Token);
        foreach (byte[] datagram in datagrams)
        {
            await _udp.SendToAsync(datagram, SocketFlags.None, to, _stop.Token);
        }
    }

    private async Task ServeTcpAsync(TcpScript script)
    {
        while (true)
        {
            Socket client = await _tcp!.AcceptAsync(_stop.Token);
            _ = TalkAsync(client, script);
        }
    }

    private async Task TalkAsync(Socket client, TcpScript script)
    {
        using (client)
        {
            byte[] buffer = new byte[4096];
            int length = 0;
            while (length < 2 || length < 2 + BinaryPrimitives.ReadUInt16BigEndian(buffer))
            {
                int read = await client.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, _stop.Token);
                if (read == 0)
                {
                    return;
                }

                length += read;
            }

            if (DnsReader.TryRead(buffer.AsSpan(2, length - 2), out DnsMessage? query, out _))
            {
                Queries.Enqueue(query);
                await client.SendAsync(script(query), SocketFlags.None, _stop.Token);
            }
        }
    }
}
