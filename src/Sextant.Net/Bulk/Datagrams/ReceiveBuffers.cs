using System.Net.Sockets;

namespace Sextant.Net.Bulk.Datagrams;

/// <summary>Raises a socket's buffers: at the system's default, bursts of answers are dropped before anyone reads them.</summary>
internal static class ReceiveBuffers
{
    private const int SolSocket = 1;
    private const int SendBufferForce = 32;
    private const int ReceiveBufferForce = 33;

    /// <summary>Raises them, past the system's limit where this process may.</summary>
    /// <returns>The bytes that the receive buffer has now.</returns>
    public static int Raise(Socket socket, int wanted)
    {
        if (OperatingSystem.IsLinux() && TryForce(socket, ReceiveBufferForce, wanted))
        {
            TryForce(socket, SendBufferForce, wanted);
        }
        else
        {
            socket.ReceiveBufferSize = wanted;
            socket.SendBufferSize = wanted;
        }

        // Linux doubles what was asked for, for its own book-keeping, and says the double.
        return OperatingSystem.IsLinux() ? socket.ReceiveBufferSize / 2 : socket.ReceiveBufferSize;
    }

    private static bool TryForce(Socket socket, int option, int bytes)
    {
        try
        {
            socket.SetRawSocketOption(SolSocket, option, BitConverter.GetBytes(bytes));
            return true;
        }
        catch (SocketException)
        {
            return false; // not privileged: the system's limit holds
        }
    }
}
