using System.Net;
using Sextant.Wire.Dns;

namespace Sextant.Net.Bulk;

/// <summary>How datagrams are sent and received.</summary>
public enum BulkIo
{
    /// <summary>Many with one call where the system can (Linux), else one by one.</summary>
    Auto,

    /// <summary><c>sendmmsg</c> and <c>recvmmsg</c>, from native buffers.</summary>
    Batched,

    /// <summary>The base library's sockets, one datagram a call.</summary>
    Single,
}

/// <summary>What a bulk resolver asks, whom, and how hard.</summary>
public sealed record BulkOptions
{
    /// <summary>The recursive resolvers; each gets its share. None where the name servers themselves are asked.</summary>
    public required IReadOnlyList<IPEndPoint> Resolvers { get; init; }

    /// <summary>Asks the name servers themselves, from the root down; null asks resolvers.</summary>
    public BulkIteration? Iteration { get; init; }

    /// <summary>What is asked for each name, in this order.</summary>
    public required IReadOnlyList<DnsType> Types { get; init; }

    /// <summary>One for each core that this process may use: they share nothing but the list and the output.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Questions under way at once, in each thread. 4,096: 80,000 a second at a round trip of 50 ms, and the slots still fit the processor's cache.</summary>
    public int InFlight { get; init; } = 4096;

    /// <summary>
    /// Sockets for each resolver and thread, each on a port that the system draws. 4: whoever forges an answer must guess port, id and case of a
    /// question that lives for milliseconds (RFC 5452 section 4.5); more ports only make the batches smaller.
    /// </summary>
    public int PortsPerResolver { get; init; } = 4;

    /// <summary>How often one question is sent at most. 6: with 5 % loss, one answer in 60 million is missed.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>Questions asked again, elsewhere where there are several resolvers, after SERVFAIL or REFUSED. 2, as every failed operation.</summary>
    public int FailureTries { get; init; } = 2;

    /// <summary>Before a question is asked again after SERVFAIL or REFUSED. 1 s: time for the resolver to find another server.</summary>
    public TimeSpan FailurePause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the last try waits; the ones before wait as long as round trips show to be enough.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The shortest wait before a question is sent again. 250 ms: a resolver that has to ask around is not asked twice for nothing.</summary>
    public TimeSpan ShortestWait { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Questions per second to a server, all threads together; 0 is without limit. Asked once for each server.</summary>
    public Func<IPAddress, double> Rate { get; init; } = _ => 0;

    /// <summary>Questions per second to all servers of a provider, all threads together; 0 is without limit. Where <see cref="Rate"/> has no limit this has none either.</summary>
    public double ProviderRate { get; init; }

    /// <summary>The number of the autonomous system behind an address, where that is known; else the address's network stands for its provider.</summary>
    public Func<IPAddress, uint?>? Provider { get; init; }

    /// <summary>When nothing at all was answered for so long, the run ends. 20 s: a resolver has restarted by then, and few names were given up.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The payload that is offered (RFC 9715 section 3.1: 1,232 bytes pass nearly every path whole).</summary>
    public ushort UdpPayload { get; init; } = 1232;

    /// <summary>Bytes that each socket may hold back for us. 8 MiB: 4,096 answers at the kernel's price of about 1 KiB each, twice.</summary>
    public int ReceiveBuffer { get; init; } = 8 << 20;

    /// <summary>Connections for answers that do not fit a datagram, in each thread. 16: such answers are rare, and a server sees few connections.</summary>
    public int TcpLanes { get; init; } = 16;

    public BulkIo Io { get; init; }
}
