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

    /// <summary>Validation failed: SERVFAIL everywhere, and an answer with CD=1.</summary>
    public bool Bogus => Failure == Wire.Failure.DnsBogus;

    /// <summary>Everything that was asked, in order.</summary>
    public IReadOnlyList<DnsExchange> Exchanges { get; init; } = [];

    /// <summary>The lowest TTL of what was used, aliases included; null when nothing was.</summary>
    public uint? Ttl { get; init; }
}

/// <summary>
/// Asks configured recursive resolvers. Each is asked once; a SERVFAIL goes to the others, and when it stays it is asked again
/// with checking disabled: an answer then means bogus DNSSEC, not dead servers.
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
            (DnsMessage? message, Failure? failure) = await AskAllAsync(new DnsQuestion(asked, type), exchanges, cancellation).ConfigureAwait(false);
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

    private async ValueTask<(DnsMessage? Message, Failure? Failure)> AskAllAsync(
        DnsQuestion question, List<DnsExchange> exchanges, CancellationToken cancellation)
    {
        DnsAskOptions options = DnsAskOptions.Recursive with { Timeout = _options.Timeout };
        Failure worst = Failure.TimedOut;
        bool answered = false;
        var servfails = new List<IPEndPoint>();
        foreach (IPEndPoint resolver in _options.Resolvers)
        {
            DnsExchange exchange = await _transport.AskAsync(resolver, question, options, cancellation).ConfigureAwait(false);
            exchanges.Add(exchange);
            if (exchange.Failure is null or Failure.DnsNxdomain)
            {
                return (exchange.Message, null);
            }

            if (exchange.Failure == Failure.DnsServfail)
            {
                servfails.Add(resolver);
            }

            // What a resolver says weighs more than another's silence.
            worst = answered && !exchange.Answered ? worst : exchange.Failure.Value;
            answered |= exchange.Answered;
        }

        return servfails.Count == 0 ? (null, worst) : (null, await UncheckedAsync(servfails, question, options, exchanges, cancellation).ConfigureAwait(false));
    }

    /// <summary>Asks those who answered SERVFAIL without validation (RFC 4035 section 3.2.2).</summary>
    private async ValueTask<Failure> UncheckedAsync(
        List<IPEndPoint> resolvers, DnsQuestion question, DnsAskOptions options, List<DnsExchange> exchanges, CancellationToken cancellation)
    {
        foreach (IPEndPoint resolver in resolvers)
        {
            DnsExchange exchange = await _transport
                .AskAsync(resolver, question, options with { CheckingDisabled = true }, cancellation).ConfigureAwait(false);
            exchanges.Add(exchange);
            if (exchange.Failure is null or Failure.DnsNxdomain)
            {
                return Failure.DnsBogus;
            }
        }

        return Failure.DnsServfail;
    }
}
