using System.Net.Sockets;
using System.Runtime.InteropServices;
using static Sextant.Net.Bulk.Datagrams.LinuxCalls;

namespace Sextant.Net.Bulk.Datagrams;

/// <summary><c>sendmmsg</c> and <c>recvmmsg</c> from native memory that never moves.</summary>
internal sealed unsafe class LinuxPort : DatagramPort
{
    /// <summary>struct sockaddr_in6 has 28 bytes; room for any.</summary>
    private const int AddressSpace = 32;

    /// <summary>A full send queue is waited for this long, as often as it takes; then the datagram counts as lost. The kernel empties it in microseconds.</summary>
    private const int SendPatience = 20;

    private readonly Socket[] _sockets;
    private readonly int[] _descriptors;
    private readonly Half _out;
    private readonly Half _in;
    private readonly Polled* _polled;

    /// <summary>A connected socket takes from its peer alone: who sent is not asked.</summary>
    private readonly bool _connected;

    public LinuxPort(IReadOnlyList<Socket> sockets)
    {
        _sockets = [.. sockets];
        _descriptors = [.. sockets.Select(s => (int)s.SafeHandle.DangerousGetHandle())];
        _connected = _sockets.All(s => s.Connected);
        _out = new Half(LargestQuestion, named: true);
        _in = new Half(LargestAnswer, named: !_connected);
        _polled = (Polled*)NativeMemory.AllocZeroed((nuint)_descriptors.Length, (nuint)sizeof(Polled));
    }

    /// <summary>The structures are those of 64-bit Linux.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && nint.Size == 8;

    public override int Lanes => _descriptors.Length;

    public override Span<byte> Next() => new(_out.Buffer(Queued), LargestQuestion);

    public override void Queue(int length, ReadOnlySpan<byte> to)
    {
        Message* message = _out.Messages + Queued;
        message->Vectors->Length = (nuint)length;
        to.CopyTo(new Span<byte>(_out.Address(Queued), AddressSpace));
        message->Name = to.IsEmpty ? null : _out.Address(Queued);
        message->NameLength = (uint)to.Length;
        Queued++;
    }

    public override bool Send(int lane)
    {
        int sent = 0;
        int waits = 0;
        bool all = true;
        SawRefusal = false;
        Told.Clear();
        while (sent < Queued)
        {
            int count = SendMany(_descriptors[lane], _out.Messages + sent, (uint)(Queued - sent), 0);
            if (count > 0)
            {
                sent += count;
                continue;
            }

            SocketError error = ErrorOf(Marshal.GetLastPInvokeError());
            SawRefusal |= error == SocketError.ConnectionRefused;
            bool passing = error is SocketError.Interrupted or SocketError.ConnectionRefused or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable;
            if (passing && waits++ < SendPatience)
            {
                // A refusal is the report of an earlier datagram and is told once; a full queue empties.
                WaitToSend(lane, error);
                continue;
            }

            Told[sent++] = error;
            all = false;
        }

        Queued = 0;
        return all;
    }

    public override int Receive(int lane, out SocketError error)
    {
        for (int i = 0; i < Batch && !_connected; i++)
        {
            _in.Messages[i].NameLength = AddressSpace;
        }

        int count = ReceiveMany(_descriptors[lane], _in.Messages, Batch, DontWait, null);
        error = count >= 0 ? SocketError.Success : ErrorOf(Marshal.GetLastPInvokeError());
        return Math.Max(0, count);
    }

    public override ReadOnlySpan<byte> Received(int index, out bool cut)
    {
        Message* message = _in.Messages + index;
        cut = (message->Flags & Truncated) != 0;
        return new ReadOnlySpan<byte>(message->Vectors->Base, (int)message->Length);
    }

    public override ReadOnlySpan<byte> From(int index) => new(_in.Messages[index].Name, (int)_in.Messages[index].NameLength);

    public override void Wait(TimeSpan most)
    {
        for (int i = 0; i < _descriptors.Length; i++)
        {
            _polled[i] = new Polled { Descriptor = _descriptors[i], Events = PollIn };
        }

        _ = Poll(_polled, (nuint)_descriptors.Length, (int)Math.Ceiling(most.TotalMilliseconds));
    }

    public override void Dispose()
    {
        _out.Free();
        _in.Free();
        NativeMemory.Free(_polled);
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private void WaitToSend(int lane, SocketError error)
    {
        if (error is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            var polled = new Polled { Descriptor = _descriptors[lane], Events = PollOut };
            _ = Poll(&polled, 1, 5);
        }
    }

    /// <summary>The structures and buffers of one direction.</summary>
    private readonly struct Half
    {
        private readonly byte* _buffers;
        private readonly byte* _addresses;
        private readonly Vector* _vectors;
        private readonly int _stride;

        public Half(int size, bool named)
        {
            // One line of the processor's cache between two buffers: a whole page apart, their first lines would push each other out.
            _stride = size + 64;
            _buffers = (byte*)NativeMemory.AllocZeroed((nuint)(Batch * _stride));
            _addresses = (byte*)NativeMemory.AllocZeroed(Batch * AddressSpace);
            _vectors = (Vector*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(Vector));
            Messages = (Message*)NativeMemory.AllocZeroed(Batch, (nuint)sizeof(Message));
            for (int i = 0; i < Batch; i++)
            {
                _vectors[i] = new Vector { Base = Buffer(i), Length = (nuint)size };
                Messages[i] = new Message { Name = named ? Address(i) : null, NameLength = named ? AddressSpace : 0u, Vectors = _vectors + i, VectorCount = 1 };
            }
        }

        public Message* Messages { get; }

        public byte* Buffer(int index) => _buffers + (index * _stride);

        public byte* Address(int index) => _addresses + (index * AddressSpace);

        public void Free()
        {
            NativeMemory.Free(_buffers);
            NativeMemory.Free(_addresses);
            NativeMemory.Free(_vectors);
            NativeMemory.Free(Messages);
        }
    }
}
