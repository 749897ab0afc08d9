using System.Buffers.Binary;
using System.Net.Sockets;

namespace Sextant.Net.Dns;

/// <summary>DNS messages over TCP: each behind its length in two bytes (RFC 1035 section 4.2.2).</summary>
internal static class DnsFrames
{
    /// <summary>Sends one message.</summary>
    internal static async ValueTask SendAsync(Socket socket, byte[] query, CancellationToken cancellation)
    {
        // Length and message in one segment: some servers read the first segment only (RFC 7766 section 8).
        byte[] framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        for (int sent = 0; sent < framed.Length;)
        {
            sent += await socket.SendAsync(framed.AsMemory(sent), SocketFlags.None, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One whole message; null when the server closed before its end.</summary>
    internal static async ValueTask<byte[]?> ReceiveAsync(Socket socket, CancellationToken cancellation)
    {
        byte[] length = new byte[2];
        if (!await FillAsync(socket, length, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        byte[] message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        return await FillAsync(socket, message, cancellation).ConfigureAwait(false) ? message : null;
    }

    private static async ValueTask<bool> FillAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (buffer.Length > 0)
        {
            int read = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
        }

        return true;
    }
}
