using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Net.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>Puts each question of a scan to each address and transport once.</summary>
internal sealed class ServerLooks(ProbeTools tools, Retrying retrying, BlobSink blobs)
{
    private readonly ConcurrentDictionary<ServerQuestion, Lazy<Task<ServerAnswer>>> _looks = new();

    /// <summary>What part of the questions gets lost, by address.</summary>
    public LossSamples Samples { get; } = new(tools, retrying);

    public Task<ServerAnswer> AskAsync(ServerQuestion asked, CancellationToken cancellation) =>
        _looks.GetOrAdd(asked.Key, _ => new Lazy<Task<ServerAnswer>>(() => AskAgainAsync(asked, cancellation))).Value;

    /// <summary>Asks whether or not this was asked before.</summary>
    public async Task<ServerAnswer> AskAgainAsync(ServerQuestion asked, CancellationToken cancellation)
    {
        var question = new DnsQuestion(DnsName.Parse(asked.Name), DnsTypes.Parse(asked.Type));
        var options = new DnsAskOptions
        {
            Transport = asked.Transport == "tcp" ? DnsTransportMode.TcpOnly : DnsTransportMode.UdpOnly,
            RecursionDesired = asked.RecursionDesired,
            DnssecOk = asked.DnssecOk,
            UdpPayload = asked.UdpPayload,
            Timeout = tools.Options.DnsTimeout,
        };
        // Some servers drop or refuse what is not in lower case, as most resolvers ask: that is no dead server.
        int tries = 0;
        Tried<DnsExchange> tried = await retrying.RunAsync(
            token => TryAsync(asked.Address, question, options with { Use0x20 = tries++ == 0 }, token), failure => Unreached(asked.Address, question, options, failure), cancellation,
            failure => IsLossyAsync(asked, failure, cancellation)).ConfigureAwait(false);
        ServerAnswer answer = Describe(asked, tried);
        return !tried.IsCut && asked.UdpPayload == DnsEdns.DefaultUdpPayload && tried.Value is { Message: null, Failure: not (Wire.Failure.AddressForbidden or Wire.Failure.Excluded) }
            ? await WithoutEdnsAsync(asked, answer, question, options, cancellation).ConfigureAwait(false)
            : answer;
    }

    // A question that got lost on a way that loses others too is asked until it is answered, or loss would pass for a dead server.
    private async Task<bool> IsLossyAsync(ServerQuestion asked, Wire.Failure failure, CancellationToken cancellation) =>
        failure == Wire.Failure.TimedOut && asked is { Transport: "udp", Zone: { } zone }
        && await Samples.IsLossyAsync(asked.Address, zone, cancellation).ConfigureAwait(false);

    // Old firewalls drop queries with EDNS: one plain question tells them from a dead server (RFC 6891 section 6.2.6).
    private async Task<ServerAnswer> WithoutEdnsAsync(ServerQuestion asked, ServerAnswer silent, DnsQuestion question, DnsAskOptions options, CancellationToken cancellation)
    {
        DnsAskOptions without = options with { UdpPayload = null, DnssecOk = false, Use0x20 = false };
        (bool ended, Try<DnsExchange> plain) = await retrying.OnceAsync(
            token => TryAsync(asked.Address, question, without, token), Unreached(asked.Address, question, without, Wire.Failure.TimeBudget), cancellation).ConfigureAwait(false);
        return !ended || plain.Value.Message is null
            ? silent
            : Describe(asked, new Tried<DnsExchange>(plain.Value, [plain.Attempt])) with
            {
                UdpPayload = null,
                WithEdns = silent.Failure,
                EdnsAttempts = silent.Attempts,
            };
    }

    private async Task<Try<DnsExchange>> TryAsync(IPAddress address, DnsQuestion question, DnsAskOptions options, CancellationToken cancellation)
    {
        DnsExchange exchange = await tools.Dns.AskAsync(new IPEndPoint(address, 53), question, options, cancellation).ConfigureAwait(false);
        var attempt = new Attempt(exchange.At, exchange.Duration.TotalMilliseconds, exchange.Failure);
        // A denial is an answer, and so is whatever a stranger who asks for recursion is told.
        bool final = exchange.Failure is Wire.Failure.AddressForbidden or Wire.Failure.Excluded or Wire.Failure.DnsNxdomain
            || (options.RecursionDesired && exchange.Message is not null);
        return new Try<DnsExchange>(exchange, attempt, final, address);
    }

    private DnsExchange Unreached(IPAddress address, DnsQuestion question, DnsAskOptions options, Wire.Failure failure) => new()
    {
        Server = new IPEndPoint(address, 53),
        Transport = options.Transport == DnsTransportMode.TcpOnly ? DnsProtocol.Tcp : DnsProtocol.Udp,
        Question = question,
        At = tools.Clock.GetUtcNow(),
        Failure = failure,
    };

    private ServerAnswer Describe(ServerQuestion asked, Tried<DnsExchange> tried)
    {
        DnsExchange exchange = tried.Value;
        var answer = new ServerAnswer
        {
            Server = asked.Server,
            Address = asked.Address,
            Transport = asked.Transport,
            Name = asked.Name,
            Type = asked.Type,
            RecursionDesired = asked.RecursionDesired,
            // What was offered when it was answered: a server that refused EDNS was asked again without.
            UdpPayload = exchange.Before is null ? asked.UdpPayload : null,
            Attempts = tried.Attempts,
            Failure = exchange.Failure,
            CaseKept = exchange.CaseKept,
            Size = exchange.ResponseBytes?.Length,
            Blob = exchange.ResponseBytes is { } bytes ? blobs.Add(bytes.Span) : null,
        };
        return exchange.Message is { } message ? AnswerReader.Fill(answer, exchange.Question, message) : answer;
    }
}
