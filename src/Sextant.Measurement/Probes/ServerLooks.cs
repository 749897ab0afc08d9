using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Net.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Probes;

/// <summary>Puts each question of a scan to each address and transport once.</summary>
internal sealed class ServerLooks(ProbeTools tools, Retrying retrying, BlobSink blobs)
{
    private readonly ConcurrentDictionary<(IPAddress, string Transport, string Name, string Type, bool Recursion), Lazy<Task<ServerAnswer>>> _looks = new();

    /// <param name="server">The name server's name, where known.</param>
    /// <param name="transport"><c>udp</c> (a truncated answer is the answer) or <c>tcp</c>.</param>
    public Task<ServerAnswer> AskAsync(string? server, IPAddress address, string transport, string name, string type, CancellationToken cancellation, bool recursionDesired = false)
    {
        Lazy<Task<ServerAnswer>> look = _looks.GetOrAdd((address, transport, name, type, recursionDesired), key => new Lazy<Task<ServerAnswer>>(
            () => AskAgainAsync(server, key.Item1, key.Transport, key.Name, key.Type, cancellation, key.Recursion)));
        return look.Value;
    }

    /// <summary>Asks whether or not this was asked before.</summary>
    public async Task<ServerAnswer> AskAgainAsync(string? server, IPAddress address, string transport, string name, string type, CancellationToken cancellation, bool recursionDesired = false)
    {
        var question = new DnsQuestion(DnsName.Parse(name), DnsTypes.Parse(type));
        var options = new DnsAskOptions
        {
            Transport = transport == "tcp" ? DnsTransportMode.TcpOnly : DnsTransportMode.UdpOnly,
            RecursionDesired = recursionDesired,
            DnssecOk = question.Type == DnsType.Dnskey,
            Timeout = tools.Options.DnsTimeout,
        };
        Tried<DnsExchange> tried = await retrying.RunAsync(
            token => TryAsync(address, question, options, token), failure => Unreached(address, question, options, failure), cancellation).ConfigureAwait(false);
        ServerAnswer answer = Describe(server, name, type, transport, recursionDesired, tried);
        return !tried.IsCut && tried.Value is { Message: null, Failure: not (Wire.Failure.AddressForbidden or Wire.Failure.Excluded) }
            ? await WithoutEdnsAsync(answer, address, question, options, cancellation).ConfigureAwait(false)
            : answer;
    }

    // Old firewalls drop queries with EDNS: one plain question tells them from a dead server (RFC 6891 section 6.2.6).
    private async Task<ServerAnswer> WithoutEdnsAsync(ServerAnswer silent, IPAddress address, DnsQuestion question, DnsAskOptions options, CancellationToken cancellation)
    {
        DnsAskOptions without = options with { UdpPayload = null, DnssecOk = false };
        (bool ended, Try<DnsExchange> plain) = await retrying.OnceAsync(
            token => TryAsync(address, question, without, token), Unreached(address, question, without, Wire.Failure.TimeBudget), cancellation).ConfigureAwait(false);
        return !ended || plain.Value.Message is null
            ? silent
            : Describe(silent.Server, silent.Name, silent.Type, silent.Transport, silent.RecursionDesired, new Tried<DnsExchange>(plain.Value, [plain.Attempt])) with
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
        return new Try<DnsExchange>(exchange, attempt, final);
    }

    private DnsExchange Unreached(IPAddress address, DnsQuestion question, DnsAskOptions options, Wire.Failure failure) => new()
    {
        Server = new IPEndPoint(address, 53),
        Transport = options.Transport == DnsTransportMode.TcpOnly ? DnsProtocol.Tcp : DnsProtocol.Udp,
        Question = question,
        At = tools.Clock.GetUtcNow(),
        Failure = failure,
    };

    private ServerAnswer Describe(string? server, string name, string type, string transport, bool recursionDesired, Tried<DnsExchange> tried)
    {
        DnsExchange exchange = tried.Value;
        var answer = new ServerAnswer
        {
            Server = server,
            Address = exchange.Server.Address,
            Transport = transport,
            Name = name,
            Type = type,
            RecursionDesired = recursionDesired,
            // What was offered when it was answered: a server that refused EDNS was asked again without.
            UdpPayload = exchange.Before is null ? DnsEdns.DefaultUdpPayload : null,
            Attempts = tried.Attempts,
            Failure = exchange.Failure,
            CaseKept = exchange.CaseKept,
            Size = exchange.ResponseBytes?.Length,
            Blob = exchange.ResponseBytes is { } bytes ? blobs.Add(bytes.Span) : null,
        };
        return exchange.Message is { } message ? AnswerReader.Fill(answer, exchange.Question, message) : answer;
    }
}
