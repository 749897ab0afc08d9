using System.Net;
using Sextant.Net.Dns.Sharing;
using Sextant.Net.Guard;
using Sextant.Net.Pacing;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>
/// Puts one question to one address and says what came of it. One attempt: who asks decides whether to ask again.
/// A socket for each question gives it a source port of its own (RFC 5452 section 9.2), unless ports are shared.
/// </summary>
/// <param name="guard">Judges each name and address before it is asked; null lets all pass (tests, and a laboratory's own servers).</param>
/// <param name="pacer">Waits until the address may be asked; the wait is not part of the duration.</param>
/// <param name="sharesPorts">
/// Whether some questions to one server in turn leave from one port, which is drawn anew all the time: for campaigns, where opening and closing a socket
/// for each question costs more than the question.
/// </param>
public sealed class DnsTransport(INetwork network, DialGuard? guard, Pacer? pacer, TimeProvider time, bool sharesPorts = false)
{
    private readonly UdpDialogue _udp = new(network, time);
    private readonly SharedPorts? _shared = sharesPorts ? new(network, time) : null;
    private readonly TcpDialogue _tcp = new(network, time);

    /// <summary>The clock of the exchanges.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Why nothing may be asked about a name; null when it may.</summary>
    public Failure? Judge(DnsName name) => guard?.Judge(name);

    /// <summary>Asks. What the network did, is in the exchange.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<DnsExchange> AskAsync(IPEndPoint server, DnsQuestion question, DnsAskOptions options, CancellationToken cancellation)
    {
        DnsExchange exchange = await AskOnceAsync(server, question, options, cancellation).ConfigureAwait(false);
        if (options is { UdpPayload: not null, FallBackWithoutEdns: true } && RefusesEdns(exchange))
        {
            DnsAskOptions plain = options with { UdpPayload = null, DnssecOk = false };
            DnsExchange again = await AskOnceAsync(server, question, plain, cancellation).ConfigureAwait(false);
            // A server that fails the same way without EDNS did not refuse EDNS.
            return again.Message is { } plainly && plainly.Rcode != exchange.Message!.Rcode ? Chain(exchange, again) with { EdnsRefused = true } : exchange;
        }

        return exchange;
    }

    private static DnsExchange Chain(DnsExchange first, DnsExchange then) =>
        then.Before is null ? then with { Before = first } : then with { Before = Chain(first, then.Before) };

    /// <summary>RFC 6891 section 7 knows FORMERR and NOTIMP; BADVERS means that not even version 0 is spoken.</summary>
    private static bool RefusesEdns(DnsExchange exchange) =>
        exchange.Message is { Rcode: DnsRcode.FormErr or DnsRcode.NotImp or DnsRcode.BadVers };

    private async ValueTask<DnsExchange> AskOnceAsync(IPEndPoint server, DnsQuestion question, DnsAskOptions options, CancellationToken cancellation)
    {
        if ((Judge(question.Name) ?? guard?.Judge(server)) is { } refused)
        {
            return new DnsExchange
            {
                Server = server,
                Transport = options.Transport == DnsTransportMode.TcpOnly ? DnsProtocol.Tcp : DnsProtocol.Udp,
                Question = question,
                At = Time.GetUtcNow(),
                Failure = refused,
            };
        }

        if (options.Transport == DnsTransportMode.TcpOnly)
        {
            return await OverTcpAsync(server, question, options, cancellation).ConfigureAwait(false);
        }

        await PaceAsync(server, cancellation).ConfigureAwait(false);
        var query = DnsQuery.Make(question, options);
        DnsExchange udp = _shared is null || options.OwnPort
            ? await _udp.AskAsync(server, query, options.Timeout, cancellation).ConfigureAwait(false)
            : await _shared.AskAsync(server, query, options.Timeout, cancellation).ConfigureAwait(false);
        if (options.Transport == DnsTransportMode.UdpOnly || udp.Message?.Truncated != true)
        {
            return udp;
        }

        DnsExchange tcp = await OverTcpAsync(server, question, options, cancellation).ConfigureAwait(false);
        return tcp.Answered
            ? tcp with { Before = udp, RetriedOverTcp = true }
            : tcp with { Before = udp, RetriedOverTcp = true, TcpFailure = tcp.Failure, Failure = Failure.DnsTruncated };
    }

    private async ValueTask<DnsExchange> OverTcpAsync(IPEndPoint server, DnsQuestion question, DnsAskOptions options, CancellationToken cancellation)
    {
        await PaceAsync(server, cancellation).ConfigureAwait(false);
        return await _tcp.AskAsync(server, DnsQuery.Make(question, options), options.Timeout, cancellation).ConfigureAwait(false);
    }

    private async ValueTask PaceAsync(IPEndPoint server, CancellationToken cancellation)
    {
        if (pacer is not null)
        {
            using PaceTurn turn = await pacer.EnterAsync(PacedUse.Dns, server.Address, cancellation).ConfigureAwait(false);
        }
    }
}
