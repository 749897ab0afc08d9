using System.Net.Sockets;

namespace Sextant.Net.Bulk.Datagrams;

/// <summary>
/// Sends and receives datagrams for one thread over its sockets ("lanes"), in batches. Buffers are made once: nothing is allocated for a packet.
/// Addresses are socket addresses as the system lays them out; an empty one means that the lane is connected.
/// </summary>
internal abstract class DatagramPort : IDisposable
{
    /// <summary>Datagrams in a batch. 64: beyond it a call's own price is lost in that of its packets.</summary>
    public const int Batch = 64;

    /// <summary>A question with the longest name is 282 bytes.</summary>
    public const int LargestQuestion = 512;

    /// <summary>What is larger than this is taken for truncated and asked for over TCP: servers keep to the payload that was offered.</summary>
    public const int LargestAnswer = 4096;

    private readonly SocketError[] _outcomes = new SocketError[Batch];

    public abstract int Lanes { get; }

    /// <summary>Datagrams written and not sent.</summary>
    public int Queued { get; protected set; }

    public bool IsFull => Queued == Batch;

    /// <summary>What came of each datagram of the last <see cref="Send"/>.</summary>
    public ReadOnlySpan<SocketError> Outcomes => _outcomes;

    /// <summary>During the last <see cref="Send"/> the system told that nothing listens at the lane's peer: the report of an earlier datagram.</summary>
    public bool SawRefusal { get; protected set; }

    protected Span<SocketError> Told => _outcomes;

    /// <summary>Where the next question is to be written.</summary>
    public abstract Span<byte> Next();

    /// <summary>Takes the question just written into the batch.</summary>
    public abstract void Queue(int length, ReadOnlySpan<byte> to);

    /// <summary>Sends the batch over one lane; false when some datagram was refused: <see cref="Outcomes"/> says which.</summary>
    public abstract bool Send(int lane);

    /// <summary>Takes what has come on a lane, a batch at most, without waiting.</summary>
    /// <param name="error">What the system reports of the lane's peer.</param>
    public abstract int Receive(int lane, out SocketError error);

    /// <summary>A datagram of the last <see cref="Receive"/>.</summary>
    /// <param name="cut">It was longer.</param>
    public abstract ReadOnlySpan<byte> Received(int index, out bool cut);

    /// <summary>Where it came from.</summary>
    public abstract ReadOnlySpan<byte> From(int index);

    /// <summary>Waits until something comes on some lane, or the time is up.</summary>
    public abstract void Wait(TimeSpan most);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The best that the system has, or what was asked for.</summary>
    public static DatagramPort Open(IReadOnlyList<Socket> sockets, BulkIo io) =>
        io == BulkIo.Single || (io == BulkIo.Auto && !LinuxPort.IsSupported) ? new SocketPort(sockets) : new LinuxPort(sockets);
}
