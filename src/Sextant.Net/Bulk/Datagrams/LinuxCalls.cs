using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sextant.Net.Bulk.Datagrams;

/// <summary>The calls of Linux that move many datagrams at once, and their structures as 64-bit systems lay them out.</summary>
internal static unsafe partial class LinuxCalls
{
    public const int DontWait = 0x40;
    public const int Truncated = 0x20;
    public const short PollIn = 1;
    public const short PollOut = 4;

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct mmsghdr: struct msghdr (56 bytes) and the length that the call fills in.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    public struct Message
    {
        [FieldOffset(0)]
        public byte* Name;

        [FieldOffset(8)]
        public uint NameLength;

        [FieldOffset(16)]
        public Vector* Vectors;

        [FieldOffset(24)]
        public nuint VectorCount;

        [FieldOffset(48)]
        public int Flags;

        [FieldOffset(56)]
        public uint Length;
    }

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Polled
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int descriptor, Message* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(int descriptor, Message* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(Polled* polled, nuint count, int milliseconds);

    /// <summary>Error numbers that these calls give, as the base library names them.</summary>
    public static SocketError ErrorOf(int number) => number switch
    {
        4 => SocketError.Interrupted,
        11 => SocketError.WouldBlock,
        1 or 13 => SocketError.AccessDenied,
        22 => SocketError.InvalidArgument,
        90 => SocketError.MessageSize,
        101 => SocketError.NetworkUnreachable,
        105 => SocketError.NoBufferSpaceAvailable,
        111 => SocketError.ConnectionRefused,
        113 => SocketError.HostUnreachable,
        _ => SocketError.SocketError,
    };
}
