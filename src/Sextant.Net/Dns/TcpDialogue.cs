using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Sextant.Net.Dialling;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>One question over TCP, each message behind two bytes of length (RFC 7766 section 8). The length bounds what is read.</summary>
internal sealed class TcpDialogue(INetwork network, TimeProvider time)
{
    public async ValueTask<DnsExchange> AskAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancellation)
    {
        DnsExchange exchange = query.Begin(server, DnsProtocol.Tcp, time);
        long started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using Socket socket = await network.ConnectTcpAsync(server, either.Token).ConfigureAwait(false);
            await SendAsync(socket, query.Bytes, either.Token).ConfigureAwait(false);
            byte[]? answer = await ReceiveAsync(socket, either.Token).ConfigureAwait(false);
            exchange = answer is null ? exchange with { Failure = Failure.ConnectionClosed } : Judge(exchange, query, answer);
        }
        catch (SocketException exception)
        {
            exchange = exchange with { Failure = SocketFailures.ToFailure(exception) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            exchange = exchange with { Failure = Failure.TimedOut };
        }

        return exchange with { Duration = time.GetElapsedTime(started) };
    }

    private static DnsExchange Judge(DnsExchange exchange, DnsQuery query, byte[] answer)
    {
        DnsMatch match = query.Match(answer, out DnsMessage? message, out DnsFault fault);
        return match switch
        {
            DnsMatch.Answer or DnsMatch.Malformed => DnsAnswers.Take(exchange, query, answer, message, fault),
            DnsMatch.Mismatch => exchange with { Failure = Failure.DnsMismatch, ResponseBytes = answer, Fault = fault },
            _ => exchange with { Failure = Failure.DnsMalformed, ResponseBytes = answer, Fault = fault },
        };
    }

    private static async ValueTask SendAsync(Socket socket, byte[] query, CancellationToken cancellation)
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
    private static async ValueTask<byte[]?> ReceiveAsync(Socket socket, CancellationToken cancellation)
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
