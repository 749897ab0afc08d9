using System.Collections.Concurrent;
using System.Net;
using Sextant.Checks.Observations;
using Sextant.Net.Dns;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Measurement.Probes.Servers;

/// <summary>
/// Samples the loss of name servers: questions put once each, so that a lost one stays lost. They are of types that no server or firewall singles
/// out, and differ, because limits on responses count those that are alike.
/// </summary>
internal sealed class LossSamples(ProbeTools tools, Retrying retrying)
{
    // To an address that was not heard yet: three more packets tell a dead server from a lossy way, ten would only burden both.
    private const int Knocks = 3;

    // Heavy loss is 3 of 10 (class table).
    private const int Tries = 10;

    // Where some of ten were lost, twenty tell 40 % from an accident four times as surely.
    private const int TriesWhereSomeWereLost = 20;

    private static readonly string[] Types = ["SOA", "NS", "A", "MX", "SOA", "NS", "A", "MX", "SOA", "NS"];
    private readonly ConcurrentDictionary<IPAddress, Lazy<Task<QuerySample>>> _samples = new();

    /// <summary>The sample of an address; taken once, whoever asks.</summary>
    /// <param name="address">Asked over UDP.</param>
    /// <param name="zone">A zone it should serve.</param>
    /// <param name="heard">True when it answered before.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<QuerySample> TakeAsync(IPAddress address, string zone, bool heard, CancellationToken cancellation) =>
        _samples.GetOrAdd(address, key => new Lazy<Task<QuerySample>>(() => SampleAsync(key, zone, heard, cancellation))).Value;

    /// <summary>True when some questions to an address are answered and some are lost: then a lost one says nothing of the server.</summary>
    public async Task<bool> IsLossyAsync(IPAddress address, string zone, CancellationToken cancellation)
    {
        QuerySample sample = await TakeAsync(address, zone, heard: false, cancellation).ConfigureAwait(false);
        return sample.Attempts.Any(IsLost) && sample.Attempts.Any(IsHeard);
    }

    /// <summary>The samples that were taken of some addresses.</summary>
    public async Task<IReadOnlyList<QuerySample>> TakenAsync(IEnumerable<IPAddress> addresses)
    {
        var taken = new List<QuerySample>();
        foreach (IPAddress address in addresses)
        {
            if (_samples.TryGetValue(address, out Lazy<Task<QuerySample>>? sample))
            {
                taken.Add(await sample.Value.ConfigureAwait(false));
            }
        }

        return taken;
    }

    private async Task<QuerySample> SampleAsync(IPAddress address, string zone, bool heard, CancellationToken cancellation)
    {
        var all = new List<Try<DnsExchange>>(TriesWhereSomeWereLost);
        await UpToAsync(heard ? Tries : Knocks).ConfigureAwait(false);
        if (all.Exists(one => IsHeard(one.Attempt)))
        {
            await UpToAsync(Tries).ConfigureAwait(false);
            await UpToAsync(all.Exists(one => IsLost(one.Attempt)) ? TriesWhereSomeWereLost : Tries).ConfigureAwait(false);
        }

        return new QuerySample
        {
            Address = address,
            Attempts = [.. all.Select(one => one.Attempt)],
            Types = [.. all.Select((_, number) => Types[number % Types.Length])],
            Truncated = all.Count(one => one.Value.Message?.Truncated == true),
        };

        async Task UpToAsync(int count) => all.AddRange(await Task.WhenAll(Enumerable.Range(all.Count, Math.Max(0, count - all.Count))
            .Select(number => OnceAsync(address, new DnsQuestion(DnsName.Parse(zone), DnsTypes.Parse(Types[number % Types.Length])), cancellation))).ConfigureAwait(false));
    }

    private async Task<Try<DnsExchange>> OnceAsync(IPAddress address, DnsQuestion question, CancellationToken cancellation)
    {
        var server = new IPEndPoint(address, 53);
        var options = new DnsAskOptions { Transport = DnsTransportMode.UdpOnly, FallBackWithoutEdns = false, Use0x20 = false, OwnPort = true, Timeout = tools.Options.DnsTimeout };
        var unreached = new DnsExchange { Server = server, Transport = DnsProtocol.Udp, Question = question, At = tools.Clock.GetUtcNow(), Failure = Failure.TimeBudget };
        return (await retrying.OnceAsync(
            async token =>
            {
                DnsExchange exchange = await tools.Dns.AskAsync(server, question, options, token).ConfigureAwait(false);
                // Whatever was answered, it arrived: this is about the way.
                return new Try<DnsExchange>(exchange, new Attempt(exchange.At, exchange.Duration.TotalMilliseconds, exchange.Answered ? null : exchange.Failure));
            },
            unreached, cancellation).ConfigureAwait(false)).Try;
    }

    private static bool IsLost(Attempt attempt) => attempt.Failure == Failure.TimedOut;

    private static bool IsHeard(Attempt attempt) => attempt.Failure is null;
}
