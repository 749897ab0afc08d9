using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Measurement.Probes.Sites;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Probes;

/// <summary>Looks each name and type of a scan up once, by the vantage's resolvers.</summary>
internal sealed class NameLooks(ProbeTools tools, Retrying retrying, BlobSink blobs, SharedSight? shared = null)
{
    private readonly ConcurrentDictionary<(string Name, DnsType Type), Lazy<Task<Found>>> _looks = new();

    /// <param name="name">A-labels, lower case, no trailing dot; "." for the root.</param>
    /// <param name="type">The mnemonic of a type.</param>
    /// <param name="cancellation">Stops the look.</param>
    public async Task<Lookup> LookAsync(string name, string type, CancellationToken cancellation) =>
        (await FindAsync(name, DnsTypes.Parse(type), cancellation).ConfigureAwait(false)).Lookup;

    /// <summary>As <see cref="LookAsync"/>, of a server's name, which other names have in common with this one.</summary>
    public async Task<Lookup> LookAtServerAsync(string name, string type, CancellationToken cancellation)
    {
        if (shared is null)
        {
            return await LookAsync(name, type, cancellation).ConfigureAwait(false);
        }

        Lazy<Task<Found>> look = _looks.GetOrAdd((name, DnsTypes.Parse(type)), key => new Lazy<Task<Found>>(() => shared.LookAsync(
            new SharedKey("name", null, (int)key.Type, key.Name), blobs,
            (own, sink) => new NameLooks(tools, own, sink).FindAsync(key.Name, key.Type, CancellationToken.None), cancellation)));
        return (await look.Value.ConfigureAwait(false)).Lookup;
    }

    /// <summary>The addresses of <c>ipv6hint</c> in the HTTPS record of a name; empty when it has none.</summary>
    public async Task<IReadOnlyList<IPAddress>> Ipv6HintsAsync(string name, CancellationToken cancellation)
    {
        Found found = await FindAsync(name, DnsType.Https, cancellation).ConfigureAwait(false);
        return [.. found.Records.Select(record => record.RData).OfType<SvcbRecord>().SelectMany(svcb => svcb.Ipv6Hints).Distinct().Take(HostAddresses.Most)];
    }

    /// <summary>Asks whether or not this was asked before.</summary>
    public async Task<Lookup> LookAgainAsync(string name, string type, CancellationToken cancellation) =>
        (await AskAsync(name, DnsTypes.Parse(type), cancellation).ConfigureAwait(false)).Lookup;

    private Task<Found> FindAsync(string name, DnsType type, CancellationToken cancellation) =>
        _looks.GetOrAdd((name, type), key => new Lazy<Task<Found>>(() => AskAsync(key.Name, key.Type, cancellation))).Value;

    private async Task<Found> AskAsync(string name, DnsType type, CancellationToken cancellation)
    {
        if (!DnsName.TryParse(name, out DnsName? wire))
        {
            return new Found(new Lookup { Name = name, Type = type.ToText(), Failure = Failure.DnsNxdomain }, []);
        }

        Tried<StubAnswer> tried = await retrying.RunAsync(
            token => TryAsync(wire, type, token), failure => new StubAnswer { FinalName = wire, Failure = failure }, cancellation).ConfigureAwait(false);
        return new Found(Describe(name, type, tried), tried.Value.Records);
    }

    private async Task<Try<StubAnswer>> TryAsync(DnsName name, DnsType type, CancellationToken cancellation)
    {
        DateTimeOffset at = tools.Clock.GetUtcNow();
        long began = tools.Clock.GetTimestamp();
        StubAnswer answer = await tools.Stub.LookupAsync(name, type, cancellation).ConfigureAwait(false);
        var attempt = new Attempt(at, tools.Clock.GetElapsedTime(began).TotalMilliseconds, answer.Failure);
        return new Try<StubAnswer>(answer, attempt, Failures.AreFinal(answer.Failure));
    }

    private Lookup Describe(string name, DnsType type, Tried<StubAnswer> tried)
    {
        StubAnswer answer = tried.Value;
        IEnumerable<IPAddress> addresses = answer.Records.Select(AddressOf).OfType<IPAddress>();
        return new Lookup
        {
            Name = name,
            Type = type.ToText(),
            Attempts = tried.Attempts,
            Failure = answer.Failure,
            AnsweredUnchecked = answer.AnsweredUnchecked,
            Aliases = [.. answer.Aliases.Select(alias => alias.ToString())],
            Addresses = [.. addresses.Distinct().OrderBy(address => address, AddressOrder.Ascending).Take(MostRecords)],
            Data = type is DnsType.A or DnsType.Aaaa ? [] : [.. answer.Records.Select(record => record.RData.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostRecords)],
            AuthenticData = answer.AuthenticData,
            Ttl = answer.Ttl,
            Blobs = [.. answer.Exchanges.Select(exchange => exchange.ResponseBytes is { } bytes ? blobs.Add(bytes.Span) : null).OfType<string>().Distinct()],
        };
    }

    /// <summary>Records of one answer that are looked at. 256: more is not a service, it is an attack or a mistake.</summary>
    private const int MostRecords = 256;

    private static IPAddress? AddressOf(DnsRecord record) => record.RData switch
    {
        ARecord a => a.Address,
        AaaaRecord aaaa => aaaa.Address,
        _ => null,
    };

    private sealed record Found(Lookup Lookup, IReadOnlyList<DnsRecord> Records);
}
