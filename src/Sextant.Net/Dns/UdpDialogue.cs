using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Sextant.Net.Dialling;
using Sextant.Net.Timing;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>
/// One question over UDP. The socket is connected, so the system drops what comes from elsewhere; what is not the answer is
/// counted, the last of it kept, and waited past until the time is up: an attacker's junk must not end the wait.
/// </summary>
internal sealed class UdpDialogue(INetwork network, TimeProvider time)
{
    /// <summary>The largest payload of a datagram: a server may send more than was offered.</summary>
    internal const int LargestDatagram = 65_535;

    private readonly TimeWheel _wheel = TimeWheel.Of(time);

    public async ValueTask<DnsExchange> AskAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancellation)
    {
        DnsExchange exchange = query.Begin(server, DnsProtocol.Udp, time);
        long started = time.GetTimestamp();
        using TimeLimit limit = _wheel.Limit(timeout, cancellation);
        var stray = new StrayDatagrams();
        try
        {
            using Socket socket = network.OpenUdp(server);
            await socket.SendAsync(query.Bytes, SocketFlags.None, limit.Token).ConfigureAwait(false);
            exchange = await ReceiveAsync(socket, query, exchange, stray, limit.Token).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            exchange = exchange with { Failure = SocketFailures.ToFailure(exception) };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            exchange = stray.Into(exchange);
        }

        return exchange with { Duration = time.GetElapsedTime(started), StrayDatagrams = stray.Count };
    }

    private static async ValueTask<DnsExchange> ReceiveAsync(
        Socket socket, DnsQuery query, DnsExchange exchange, StrayDatagrams stray, CancellationToken cancellation)
    {
        while (stray.Count < StrayDatagrams.Most)
        {
            // Waits without a buffer: a campaign has thousands of questions under way, and 64 KiB for each were hundreds of megabytes.
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.Peek, cancellation).ConfigureAwait(false);
            byte[] buffer = ArrayPool<byte>.Shared.Rent(LargestDatagram);
            try
            {
                int length = await socket.ReceiveAsync(buffer.AsMemory(0, LargestDatagram), SocketFlags.None, cancellation).ConfigureAwait(false);
                ReadOnlyMemory<byte> bytes = buffer.AsMemory(0, length);
                DnsMatch match = query.Match(bytes.Span, out DnsMessage? message, out DnsFault fault);
                if (match is DnsMatch.Answer or DnsMatch.Malformed)
                {
                    return DnsAnswers.Take(exchange, query, bytes, message, fault);
                }

                stray.Add(match, fault, bytes);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        return stray.Into(exchange);
    }
}
