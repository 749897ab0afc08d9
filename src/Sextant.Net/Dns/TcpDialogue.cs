using System.Net;
using System.Net.Sockets;
using Sextant.Net.Dialling;
using Sextant.Net.Timing;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>One question over TCP, each message behind two bytes of length (RFC 7766 section 8). The length bounds what is read.</summary>
internal sealed class TcpDialogue(INetwork network, TimeProvider time)
{
    private readonly TimeWheel _wheel = TimeWheel.Of(time);

    public async ValueTask<DnsExchange> AskAsync(IPEndPoint server, DnsQuery query, TimeSpan timeout, CancellationToken cancellation)
    {
        DnsExchange exchange = query.Begin(server, DnsProtocol.Tcp, time);
        long started = time.GetTimestamp();
        using TimeLimit limit = _wheel.Limit(timeout, cancellation);
        try
        {
            using Socket socket = await network.ConnectTcpAsync(server, limit.Token).ConfigureAwait(false);
            await DnsFrames.SendAsync(socket, query.Bytes, limit.Token).ConfigureAwait(false);
            byte[]? answer = await DnsFrames.ReceiveAsync(socket, limit.Token).ConfigureAwait(false);
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
}
