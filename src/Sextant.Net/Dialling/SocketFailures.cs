using System.Net.Sockets;
using Sextant.Wire;

namespace Sextant.Net.Dialling;

/// <summary>What the system says of a socket, in the words of the failure vocabulary.</summary>
public static class SocketFailures
{
    // errno 13: Linux reports ICMPv6 "administratively prohibited" (RFC 4443 section 3.1, code 1) as EACCES; EPERM (1) is this machine's own filter.
    private const int AccessDeniedByPeer = 13;

    /// <summary>The failure an exception of socket, stream or TLS layer stands for; null when the network is not its cause.</summary>
    public static Failure? ToFailure(Exception? exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return ToFailure(socket);
            }

            if (inner is EndOfStreamException)
            {
                return Failure.ConnectionClosed;
            }
        }

        return exception is IOException ? Failure.ConnectionClosed : null;
    }

    /// <summary>The failure a socket error stands for.</summary>
    public static Failure ToFailure(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.TimedOut => Failure.TimedOut,
        SocketError.ConnectionRefused => Failure.ConnectionRefused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted => Failure.ConnectionReset,
        SocketError.Shutdown or SocketError.Disconnecting or SocketError.NotConnected => Failure.ConnectionClosed,
        SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressNotAvailable
            or SocketError.AddressFamilyNotSupported => Failure.NetworkUnreachable,
        SocketError.HostUnreachable or SocketError.HostDown => Failure.HostUnreachable,
        SocketError.AccessDenied when exception.NativeErrorCode == AccessDeniedByPeer => Failure.HostUnreachable,
        SocketError.MessageSize => Failure.MessageTooLarge,

        // No file descriptor or no buffer left for one more socket: what is at fault is this machine, and nothing was asked.
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => Failure.VantageOverloaded,
        _ => Failure.NetworkFault,
    };
}
