using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sextant.World.Tests.World;

/// <summary>What a front does with one question: the answer's bytes, or null for silence.</summary>
internal delegate Task<byte[]?> DnsScript(DnsAsked asked);

/// <summary>One question that came to a front.</summary>
/// <param name="Name">The name, lower case, with a trailing dot.</param>
/// <param name="Type">The type's number.</param>
/// <param name="Family">Over which family it came.</param>
/// <param name="Query">The bytes.</param>
/// <param name="ForwardAsync">Asks the world's NSD.</param>
internal sealed record DnsAsked(string Name, int Type, AddressFamily Family, byte[] Query, Func<byte[], Task<byte[]?>> ForwardAsync)
{
    public const int A = 1;
    public const int Aaaa = 28;

    /// <summary>NSD's answer.</summary>
    public Task<byte[]?> HonestAsync() => ForwardAsync(Query);

    /// <summary>An empty answer with this RCODE.</summary>
    public byte[] Rcode(int code)
    {
        byte[] answer = Query[..QuestionEnd(Query)];
        answer[2] = 0x84; // QR, AA
        answer[3] = (byte)code;
        answer.AsSpan(6, 6).Clear(); // no records
        return answer;
    }

    /// <summary>NSD's answer to the same question of another type, under this one's question.</summary>
    public async Task<byte[]?> AsTypeAsync(int type)
    {
        int at = QuestionEnd(Query) - 4;
        byte[] other = [.. Query];
        BinaryPrimitives.WriteUInt16BigEndian(other.AsSpan(at), (ushort)type);
        byte[]? answer = await ForwardAsync(other);
        Query.AsSpan(at, 2).CopyTo(answer.AsSpan(at));
        return answer;
    }

    /// <summary>An answer with one address, with a time to live of nothing.</summary>
    public byte[] Address(IPAddress address)
    {
        byte[] data = address.GetAddressBytes();
        byte[] head = Rcode(0);
        head[7] = 1;
        return [.. head, 0xC0, 0x0C, 0, (byte)Type, 0, 1, 0, 0, 0, 0, 0, (byte)data.Length, .. data];
    }

    /// <summary>An answer with an alias: of a label in front of the name asked, or without one of the name itself.</summary>
    public byte[] Alias(string? label = null)
    {
        byte[] target = label is null ? [0xC0, 0x0C] : [(byte)label.Length, .. Encoding.ASCII.GetBytes(label), 0xC0, 0x0C];
        byte[] head = Rcode(0);
        head[7] = 1;
        return [.. head, 0xC0, 0x0C, 0, 5, 0, 1, 0, 0, 0, 0, 0, (byte)target.Length, .. target];
    }

    internal static (string Name, int Type) Question(byte[] message)
    {
        var name = new StringBuilder();
        int at = 12;
        for (; message[at] != 0; at += 1 + message[at])
        {
            name.Append(Encoding.Latin1.GetString(message, at + 1, message[at]).ToLowerInvariant()).Append('.');
        }

        return (name.ToString(), BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at + 1)));
    }

    private static int QuestionEnd(byte[] message)
    {
        int at = 12;
        while (message[at] != 0)
        {
            at += 1 + message[at];
        }

        return at + 5;
    }
}

/// <summary>A name server before the world's NSD, on port 53 of one address, UDP and TCP, that answers some questions as a script says.</summary>
internal sealed class DnsFront : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly RunningWorld world;
    private readonly IPAddress address;
    private readonly DnsScript script;
    private readonly Socket udp;
    private readonly Testing.ScriptedServer tcp;
    private readonly Task working;

    public DnsFront(RunningWorld world, IPAddress address, DnsScript script)
    {
        (this.world, this.address, this.script) = (world, address, script);
        udp = world.Network.Socket(address.AddressFamily, SocketType.Dgram);
        udp.Bind(new IPEndPoint(address, 53));
        Socket listener = world.Network.Socket(address.AddressFamily, SocketType.Stream);
        listener.Bind(new IPEndPoint(address, 53));
        tcp = new Testing.ScriptedServer(TalkAsync, listener);
        working = ServeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        udp.Dispose();
        await tcp.DisposeAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            SocketReceiveFromResult got = await udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(AnyOf(address), 0), stop.Token);
            _ = AnswerAsync(buffer[..got.ReceivedBytes], got.RemoteEndPoint);
        }
    }

    private async Task AnswerAsync(byte[] query, EndPoint to)
    {
        if (await script(Asked(query)) is { } answer)
        {
            await udp.SendToAsync(answer, SocketFlags.None, to, stop.Token);
        }
    }

    private async Task TalkAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellation);
        byte[] query = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(query, cancellation);
        if (await script(Asked(query)) is { } answer)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
            await stream.WriteAsync((byte[])[.. length, .. answer], cancellation);
        }
        else
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    private DnsAsked Asked(byte[] query)
    {
        (string name, int type) = DnsAsked.Question(query);
        return new DnsAsked(name, type, address.AddressFamily, query, ForwardAsync);
    }

    private async Task<byte[]?> ForwardAsync(byte[] query)
    {
        using Socket socket = world.Network.Socket(AddressFamily.InterNetwork, SocketType.Dgram);
        await socket.ConnectAsync(new IPEndPoint(world.Plan.Plan.Server(3, v6: false), 53), stop.Token);
        await socket.SendAsync(query, SocketFlags.None, stop.Token);
        byte[] buffer = new byte[4096];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        return buffer[..await socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token)];
    }

    private static IPAddress AnyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
}
