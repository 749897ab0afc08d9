using System.Net;
using System.Net.Sockets;

namespace Sextant.Net.Bulk.Datagrams;

/// <summary>The base library's sockets, one datagram a call: everywhere, and with the same results.</summary>
internal sealed class SocketPort : DatagramPort
{
    private readonly Socket[] _sockets;
    private readonly Sheet _out = new(LargestQuestion);
    private readonly Sheet _in = new(LargestAnswer);
    private readonly List<Socket> _ready = [];

    public SocketPort(IReadOnlyList<Socket> sockets)
    {
        _sockets = [.. sockets];
        foreach (Socket socket in _sockets)
        {
            socket.Blocking = false;
        }
    }

    public override int Lanes => _sockets.Length;

    public override Span<byte> Next() => _out.Buffers[Queued];

    public override void Queue(int length, ReadOnlySpan<byte> to)
    {
        _out.Lengths[Queued] = length;
        SocketAddress address = _out.Addresses[Queued];
        address.Size = to.Length;
        to.CopyTo(address.Buffer.Span);
        Queued++;
    }

    public override bool Send(int lane)
    {
        bool all = true;
        SawRefusal = false;
        for (int i = 0; i < Queued; i++)
        {
            Told[i] = SendOne(_sockets[lane], i);
            all &= Told[i] == SocketError.Success;
        }

        Queued = 0;
        return all;
    }

    public override int Receive(int lane, out SocketError error)
    {
        int count = 0;
        error = SocketError.Success;
        while (count < Batch && error == SocketError.Success)
        {
            error = ReceiveOne(_sockets[lane], count);
            count += error is SocketError.Success or SocketError.MessageSize ? 1 : 0;
            error = error == SocketError.MessageSize ? SocketError.Success : error;
        }

        error = error == SocketError.WouldBlock ? SocketError.Success : error;
        return count;
    }

    public override ReadOnlySpan<byte> Received(int index, out bool cut)
    {
        cut = _in.Cut[index];
        return _in.Buffers[index].AsSpan(0, _in.Lengths[index]);
    }

    // A connected socket takes from its peer alone.
    public override ReadOnlySpan<byte> From(int index) => _in.Lanes[index].Connected ? default : _in.Addresses[index].Buffer.Span[.._in.Addresses[index].Size];

    public override void Wait(TimeSpan most)
    {
        _ready.Clear();
        _ready.AddRange(_sockets);
        Socket.Select(_ready, null, null, most);
    }

    public override void Dispose()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private SocketError SendOne(Socket socket, int index)
    {
        ReadOnlySpan<byte> bytes = _out.Buffers[index].AsSpan(0, _out.Lengths[index]);
        SocketAddress to = _out.Addresses[index];
        for (int attempt = 0; ; attempt++)
        {
            SocketError error = TrySend(socket, bytes, to);
            SawRefusal |= error == SocketError.ConnectionRefused;
            bool passing = error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.ConnectionRefused or SocketError.Interrupted;
            if (!passing || attempt == 20)
            {
                return error;
            }

            socket.Poll(TimeSpan.FromMilliseconds(5), SelectMode.SelectWrite);
        }
    }

    private static SocketError TrySend(Socket socket, ReadOnlySpan<byte> bytes, SocketAddress to)
    {
        if (to.Size == 0)
        {
            socket.Send(bytes, SocketFlags.None, out SocketError error);
            return error;
        }

        try
        {
            socket.SendTo(bytes, SocketFlags.None, to);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    private SocketError ReceiveOne(Socket socket, int index)
    {
        byte[] buffer = _in.Buffers[index];
        _in.Lanes[index] = socket;
        if (socket.Connected)
        {
            _in.Lengths[index] = socket.Receive(buffer, SocketFlags.None, out SocketError error);
            _in.Cut[index] = error == SocketError.MessageSize || _in.Lengths[index] == buffer.Length;
            return error;
        }

        if (socket.Available == 0 && !socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            return SocketError.WouldBlock;
        }

        try
        {
            SocketAddress from = _in.Addresses[index];
            from.Size = SocketAddress.GetMaximumAddressSize(socket.AddressFamily);
            _in.Lengths[index] = socket.ReceiveFrom(buffer, SocketFlags.None, from);
            _in.Cut[index] = _in.Lengths[index] == buffer.Length;
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }

    /// <summary>The buffers of one direction.</summary>
    private sealed class Sheet
    {
        public Sheet(int size)
        {
            for (int i = 0; i < Batch; i++)
            {
                Buffers[i] = new byte[size];
                Addresses[i] = new SocketAddress(AddressFamily.InterNetworkV6, 32);
            }
        }

        public byte[][] Buffers { get; } = new byte[Batch][];

        public int[] Lengths { get; } = new int[Batch];

        public bool[] Cut { get; } = new bool[Batch];

        /// <summary>Where each came in.</summary>
        public Socket[] Lanes { get; } = new Socket[Batch];

        public SocketAddress[] Addresses { get; } = new SocketAddress[Batch];
    }
}
