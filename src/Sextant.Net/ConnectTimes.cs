using System.Net.Sockets;

namespace Sextant.Net;

/// <summary>What the system knows of how a TCP connection came about.</summary>
internal static class ConnectTimes
{
    private const int Tcp = 6; // IPPROTO_TCP
    private const int Info = 11; // TCP_INFO
    // struct tcp_info of linux/tcp.h: the smoothed round trip in microseconds, and all segments that were sent again.
    private const int RoundTripAt = 68;
    private const int SentAgainAt = 100;

    /// <summary>
    /// The round trip of the first packet, measured by Linux's own clock; null when the first packet was sent again, which takes a second that
    /// is seen from outside only, or when the system does not tell.
    /// </summary>
    public static TimeSpan? OfLinux(Socket connected)
    {
        byte[] info = new byte[SentAgainAt + 4];
        try
        {
            if (connected.GetRawSocketOption(Tcp, Info, info) < info.Length || Read(info, SentAgainAt) > 0 || Read(info, RoundTripAt) is 0)
            {
                return null;
            }
        }
        catch (SocketException)
        {
            return null;
        }

        return TimeSpan.FromMicroseconds(Read(info, RoundTripAt));
    }

    private static uint Read(byte[] info, int at) => BitConverter.ToUInt32(info, at);
}
