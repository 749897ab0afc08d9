using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Sextant.Wire.Dns;
using Sextant.World.Tests.World;

namespace Sextant.World.Tests.Zones;

/// <summary>What a server makes of the right answer: other bytes, or silence (null).</summary>
/// <param name="query">The question.</param>
/// <param name="right">What NSD answers.</param>
/// <param name="tcp">Whether it came over TCP.</param>
internal delegate byte[]? Spoil(DnsMessage query, DnsMessage right, bool tcp);

/// <summary>A name server of the world that asks the rows' NSD and spoils what it says.</summary>
internal sealed class SpoilingServer : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly Socket udp;
    private readonly Socket tcp;
    private readonly RunningWorld world;
    private readonly Spoil spoil;
    private readonly Func<TimeSpan> delay;

    public SpoilingServer(RunningWorld world, IPAddress address, Spoil spoil, Func<TimeSpan>? delay = null)
    {
        (this.world, this.spoil, this.delay) = (world, spoil, delay ?? (() => TimeSpan.Zero));
        udp = world.Network.Socket(address.AddressFamily, SocketType.Dgram);
        tcp = world.Network.Socket(address.AddressFamily, SocketType.Stream);
        udp.Bind(new IPEndPoint(address, 53));
        tcp.Bind(new IPEndPoint(address, 53));
        tcp.Listen(100);
        _ = ListenAsync();
        _ = AcceptAsync();
    }

    /// <summary>The right answer with something changed.</summary>
    public static byte[] Write(DnsMessage message) => DnsWriter.ToArray(message);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        udp.Dispose();
        tcp.Dispose();
        end.Dispose();
    }

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[65_535];
        EndPoint any = new IPEndPoint(udp.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!end.IsCancellationRequested)
        {
            try
            {
                SocketReceiveFromResult got = await udp.ReceiveFromAsync(buffer, any, end.Token);
                byte[] query = buffer[..got.ReceivedBytes];
                _ = AnswerAsync(query, got.RemoteEndPoint);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                if (e is not SocketException)
                {
                    return; // the world ends; else a client was gone before its answer came
                }
            }
        }
    }

    private async Task AnswerAsync(byte[] query, EndPoint client)
    {
        if (await SpoiltAsync(query, overTcp: false) is { } bytes)
        {
            await udp.SendToAsync(bytes, client);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await tcp.AcceptAsync(end.Token));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The world ends.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            while (await SpoiltAsync(await ReadAsync(stream), overTcp: true) is { } bytes)
            {
                await stream.WriteAsync(Framed(bytes), end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has what it wanted.
        }
    }

    private async Task<byte[]?> SpoiltAsync(byte[] query, bool overTcp)
    {
        using Socket socket = world.Network.Socket(AddressFamily.InterNetwork, SocketType.Stream);
        await socket.ConnectAsync(new IPEndPoint(world.Plan.Plan.Server(3, v6: false), 53), end.Token);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Framed(query), end.Token);
        byte[] answer = await ReadAsync(stream);
        if (!DnsReader.TryRead(query, out DnsMessage? asked, out _) || !DnsReader.TryRead(answer, out DnsMessage? right, out _))
        {
            return null;
        }

        await Task.Delay(delay(), end.Token);
        byte[]? bytes = spoil(asked, right, overTcp);
        int most = asked.Edns?.UdpPayload ?? 512;
        return bytes is not null && !overTcp && bytes.Length > most ? Write(right.AsTruncated()) : bytes;
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream)
    {
        byte[] length = new byte[2];
        await stream.ReadExactlyAsync(length, end.Token);
        byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(message, end.Token);
        return message;
    }

    private static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];
}
