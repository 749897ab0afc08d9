using System.Net;
using Sextant.Net.Timing;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns.Iteration;

/// <summary>An address of a name server, to be asked.</summary>
/// <param name="Plain">Without EDNS and in the letters as they are: with these, nothing came or an error.</param>
internal sealed record Contender(DnsName Server, IPAddress Address, bool Plain = false);

/// <summary>One question to a zone's servers, and what stood against each of them so far.</summary>
internal sealed record Inquiry(ZoneServers Zone, DnsQuestion Question, Work Work)
{
    public List<ServerFault> Against { get; init; } = [];
}

/// <summary>How a race is run.</summary>
/// <param name="Timeout">For each contender.</param>
/// <param name="Abreast">Questions under way at once: silent servers must not add up to a burst, nor to an endless wait.</param>
internal sealed record Pace(TimeSpan Timeout, int Abreast);

/// <summary>
/// Asks the servers of a zone one after the other until one is of use. A server that is silent for longer than the impatience is not
/// waited for alone: the next is asked beside it.
/// </summary>
internal sealed class Race(DnsTransport transport, IterativeOptions options, ServerMemory memory)
{
    private const int DnsPort = 53;

    private readonly TimeWheel _wheel = TimeWheel.Of(transport.Time);

    /// <summary>The first usable reply; null when none came, and then the inquiry holds what stood against each contender.</summary>
    public async ValueTask<KnownReply?> RunAsync(Inquiry inquiry, IEnumerable<Contender> contenders, Pace pace)
    {
        Work work = inquiry.Work;
        var waiting = new Queue<Contender>(contenders.OrderBy(c => memory.Rank(c.Address, inquiry.Zone.Zone)));
        var running = new List<Task<(Contender, DnsExchange)>>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(work.Cancellation);
        try
        {
            while (true)
            {
                if (running.Count < pace.Abreast && waiting.TryPeek(out Contender? next) && work.TryTakeQuery())
                {
                    waiting.Dequeue();
                    running.Add(AskAsync(next, inquiry.Question, pace.Timeout, stop.Token));
                }

                if (running.Count == 0)
                {
                    return null;
                }

                bool mayStartMore = waiting.Count > 0 && running.Count < pace.Abreast && !work.Exhausted;
                Task<(Contender, DnsExchange)>? done = await FirstAsync(running, mayStartMore, work.Cancellation).ConfigureAwait(false);
                if (done is not null)
                {
                    running.Remove(done);
                    (Contender contender, DnsExchange exchange) = await done.ConfigureAwait(false);
                    if (Judge(inquiry, contender, exchange) is { } known)
                    {
                        return known;
                    }
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(Contender, DnsExchange)> AskAsync(Contender contender, DnsQuestion question, TimeSpan timeout, CancellationToken cancellation)
    {
        DnsAskOptions ask = DnsAskOptions.Authoritative with { Timeout = timeout };
        if (contender.Plain || !memory.KnowsEdns(contender.Address))
        {
            ask = ask with { UdpPayload = null, Use0x20 = !contender.Plain };
        }

        return (contender, await transport.AskAsync(new IPEndPoint(contender.Address, DnsPort), question, ask, cancellation).ConfigureAwait(false));
    }

    /// <summary>The first that is done; null when patience for the running ones ended.</summary>
    private async ValueTask<Task<(Contender, DnsExchange)>?> FirstAsync(
        List<Task<(Contender, DnsExchange)>> running, bool impatient, CancellationToken cancellation)
    {
        if (!impatient)
        {
            return await Task.WhenAny(running).ConfigureAwait(false);
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task delay = _wheel.PauseAsync(options.Impatience, enough.Token);
        Task first = await Task.WhenAny([.. running, delay]).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return first as Task<(Contender, DnsExchange)>;
    }

    private KnownReply? Judge(Inquiry inquiry, Contender contender, DnsExchange exchange)
    {
        ZoneServers zone = inquiry.Zone;
        Reply reply = Reply.Read(exchange, zone.Zone, options.MaxServersPerZone);
        // Whoever answers, but with a code that is no answer, is lame for this zone.
        bool lame = !reply.IsUsable && exchange.Answered;
        memory.Note(exchange, zone.Zone, lame, contender.Plain);
        var step = new IterativeStep(zone.Zone, contender.Server, exchange, reply.IsUsable ? null : reply.Failure);
        inquiry.Work.Add(step);
        if (reply.IsUsable)
        {
            return new KnownReply(reply, zone, step);
        }

        inquiry.Against.Add(new ServerFault(contender.Server, lame ? LinkFault.Lame : LinkFault.Unreachable, contender.Address, reply.Failure));
        return null;
    }
}
