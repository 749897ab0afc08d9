using System.Net;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Net.Dns;

/// <summary>Which resolvers a stub asks.</summary>
public sealed record StubOptions
{
    /// <summary>The recursive resolvers, in the order in which they are asked; at least one.</summary>
    public required IReadOnlyList<IPEndPoint> Resolvers { get; init; }

    /// <summary>
    /// For each resolver. 10 s by default: a resolver that meets dead servers itself needs its time to come to SERVFAIL,
    /// and a resolver's silence would be blamed on the vantage.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// When a question that was not answered is put again, within <see cref="Timeout"/>. 2 s: a datagram that was lost costs no more than that, and a resolver that is
    /// at work still answers the second question when it has the answer to the first.
    /// </summary>
    public TimeSpan Again { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>What the resolvers said of a name and type.</summary>
public sealed record StubAnswer
{
    /// <summary>Null when records came; <see cref="Wire.Failure.DnsNxdomain"/> and <see cref="Wire.Failure.DnsNoData"/> are answers too.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Records of the type asked, at the end of the aliases.</summary>
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>Aliases followed, each the target of the one before.</summary>
    public IReadOnlyList<DnsName> Aliases { get; init; } = [];

    /// <summary>The name at the end of the aliases.</summary>
    public required DnsName FinalName { get; init; }

    /// <summary>Every answer used was validated by the resolver.</summary>
    public bool AuthenticData { get; init; }

    /// <summary>Validation failed: SERVFAIL everywhere, an answer with CD=1, SERVFAIL once more, and what was asked is signed.</summary>
    public bool Bogus => Failure == Wire.Failure.DnsBogus;

    /// <summary>The failure is SERVFAIL, and the same question got an answer with CD=1: the trouble is the resolver's, or passes.</summary>
    public bool AnsweredUnchecked { get; init; }

    /// <summary>Everything that was asked, in order.</summary>
    public IReadOnlyList<DnsExchange> Exchanges { get; init; } = [];

    /// <summary>The lowest TTL of what was used, aliases included; null when nothing was.</summary>
    public uint? Ttl { get; init; }
}

/// <summary>
/// Asks configured recursive resolvers. Each is asked once, and once more when nothing came; a SERVFAIL goes to the others, and when it stays it is asked again
/// with checking disabled: an answer then means bogus DNSSEC, not dead servers, where the data are signed or ought to be.
/// </summary>
public sealed class StubClient
{
    private readonly DnsTransport _transport;
    private readonly StubOptions _options;

    public StubClient(DnsTransport transport, StubOptions options)
    {
        if (options.Resolvers.Count == 0)
        {
            throw new ArgumentException("A stub needs at least one resolver.", nameof(options));
        }

        _transport = transport;
        _options = options;
    }

    /// <summary>Looks a name up, aliases followed to 10.</summary>
    public async ValueTask<StubAnswer> LookupAsync(DnsName name, DnsType type, CancellationToken cancellation)
    {
        var chain = new AliasChain(name);
        var exchanges = new List<DnsExchange>();
        uint? ttl = null;
        bool authentic = true;
        while (true)
        {
            DnsName asked = chain.Current;
            (DnsMessage? message, Failure? failure, bool answeredUnchecked) = await AskAllAsync(new DnsQuestion(asked, type), exchanges, cancellation).ConfigureAwait(false);
            if (message is not null)
            {
                authentic &= message.AuthenticData;
                ttl = Lowest(ttl, message.Answers);
                failure = chain.Follow(message.Answers, type);
            }

            IReadOnlyList<DnsRecord> records = message is null || failure is not null ? [] : chain.RecordsOf(message.Answers, type);
            failure ??= records.Count > 0 ? null : Negative(message!);
            if (failure != Failure.DnsNoData || chain.Current == asked || HasSoa(message!))
            {
                return new StubAnswer
                {
                    Failure = failure,
                    Records = records,
                    Aliases = chain.Targets,
                    FinalName = chain.Current,
                    AuthenticData = authentic && message is not null,
                    AnsweredUnchecked = answeredUnchecked,
                    Exchanges = exchanges,
                    Ttl = ttl,
                };
            }
        }
    }

    /// <summary>The answer whose rcode and authority section belong to the end of the chain (RFC 2308 section 2.1).</summary>
    private static Failure Negative(DnsMessage message) =>
        message.Rcode == DnsRcode.NxDomain ? Failure.DnsNxdomain : Failure.DnsNoData;

    private static bool HasSoa(DnsMessage message) => message.Authorities.Any(r => r.Type == DnsType.Soa);

    private static uint? Lowest(uint? ttl, IReadOnlyList<DnsRecord> records) =>
        records.Count == 0 ? ttl : Math.Min(ttl ?? uint.MaxValue, records.Min(r => r.UsableTtl));

    private async ValueTask<Asked> AskAllAsync(DnsQuestion question, List<DnsExchange> exchanges, CancellationToken cancellation)
    {
        DnsAskOptions options = DnsAskOptions.Recursive with { Timeout = _options.Timeout };
        Failure worst = Failure.TimedOut;
        bool answered = false;
        var servfails = new List<IPEndPoint>();
        foreach (IPEndPoint resolver in _options.Resolvers)
        {
            DnsExchange exchange = await AskAsync(resolver, question, options, exchanges, cancellation).ConfigureAwait(false);
            if (IsAnswer(exchange))
            {
                return new Asked(exchange.Message, null);
            }

            if (exchange.Failure == Failure.DnsServfail)
            {
                servfails.Add(resolver);
            }

            // What a resolver says weighs more than another's silence.
            worst = answered && !exchange.Answered ? worst : exchange.Failure!.Value;
            answered |= exchange.Answered;
        }

        return servfails.Count == 0 ? new Asked(null, worst) : await UncheckedAsync(servfails, question, options, exchanges, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks those who answered SERVFAIL without validation (RFC 4035 section 3.2.2). Resolvers remember SERVFAIL for seconds and servers come and go:
    /// once it has the data the resolver is asked plainly again, and only what is signed, or ought to be, can be bogus.
    /// </summary>
    private async ValueTask<Asked> UncheckedAsync(
        List<IPEndPoint> resolvers, DnsQuestion question, DnsAskOptions options, List<DnsExchange> exchanges, CancellationToken cancellation)
    {
        DnsAskOptions withoutChecking = options with { CheckingDisabled = true, DnssecOk = true };
        foreach (IPEndPoint resolver in resolvers)
        {
            DnsExchange data = await AskAsync(resolver, question, withoutChecking, exchanges, cancellation).ConfigureAwait(false);
            if (!IsAnswer(data))
            {
                continue;
            }

            DnsExchange again = await AskAsync(resolver, question, options, exchanges, cancellation).ConfigureAwait(false);
            if (IsAnswer(again))
            {
                return new Asked(again.Message, null);
            }

            bool signed = again.Failure == Failure.DnsServfail
                && (IsSigned(data.Message!) || await HasDsAsync(resolver, question, data.Message!, withoutChecking, exchanges, cancellation).ConfigureAwait(false));
            return new Asked(null, signed ? Failure.DnsBogus : Failure.DnsServfail, AnsweredUnchecked: !signed);
        }

        return new Asked(null, Failure.DnsServfail);
    }

    /// <summary>The zone at the end of the aliases, or that at their beginning, has a DS at its parent: its data ought to be signed and are not.</summary>
    private async ValueTask<bool> HasDsAsync(
        IPEndPoint resolver, DnsQuestion question, DnsMessage data, DnsAskOptions options, List<DnsExchange> exchanges, CancellationToken cancellation)
    {
        var chain = new AliasChain(question.Name);
        chain.Follow(data.Answers, question.Type);
        foreach (DnsName name in new[] { chain.Current, question.Name }.Distinct())
        {
            DnsExchange soa = await AskAsync(resolver, new DnsQuestion(name, DnsType.Soa), options, exchanges, cancellation).ConfigureAwait(false);
            DnsName? apex = soa.Message is null ? null : soa.Message.Answers.Concat(soa.Message.Authorities).FirstOrDefault(r => r.Type == DnsType.Soa)?.Owner;
            if (apex is null)
            {
                continue;
            }

            DnsExchange ds = await AskAsync(resolver, new DnsQuestion(apex, DnsType.Ds), options, exchanges, cancellation).ConfigureAwait(false);
            if (ds.Failure is null && ds.Message!.Answers.Any(r => r.Type == DnsType.Ds && r.Owner == apex))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<DnsExchange> AskAsync(
        IPEndPoint resolver, DnsQuestion question, DnsAskOptions options, List<DnsExchange> exchanges, CancellationToken cancellation)
    {
        TimeSpan first = _options.Again < options.Timeout ? _options.Again : options.Timeout;
        DnsExchange exchange = await _transport.AskAsync(resolver, question, options with { Timeout = first }, cancellation).ConfigureAwait(false);
        if (exchange is { Failure: Failure.TimedOut, Answered: false } && first < options.Timeout)
        {
            exchanges.Add(exchange);
            exchange = await _transport.AskAsync(resolver, question, options with { Timeout = options.Timeout - first }, cancellation).ConfigureAwait(false);
        }

        exchange = exchange is { Failure: null, Message: { } message } && RefersOn(message) ? exchange with { Failure = Failure.DnsLame } : exchange;
        exchanges.Add(exchange);
        return exchange;
    }

    /// <summary>RFC 2308 section 2.2: name servers and no SOA is a referral, by one who does not resolve; it says nothing of what the name has.</summary>
    private static bool RefersOn(DnsMessage message) =>
        message is { Rcode: DnsRcode.NoError, Authoritative: false, Answers.Count: 0 } && message.Authorities.Any(r => r.Type == DnsType.Ns) && !HasSoa(message);

    private static bool IsAnswer(DnsExchange exchange) => exchange.Failure is null or Failure.DnsNxdomain;

    private static bool IsSigned(DnsMessage message) => message.Answers.Concat(message.Authorities).Any(r => r.Type == DnsType.Rrsig);

    private readonly record struct Asked(DnsMessage? Message, Failure? Failure, bool AnsweredUnchecked = false);
}
