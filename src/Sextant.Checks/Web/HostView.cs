using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>How a host stands in DNS, as a user behind a validating resolver sees it.</summary>
internal enum Standing
{
    /// <summary>At least one global IPv6 address.</summary>
    Published,

    /// <summary>IPv6 addresses, none of them global, though IPv4 has global ones or none at all.</summary>
    NotGlobal,

    /// <summary>Addresses of both families, none of them global.</summary>
    NotGlobalEither,

    /// <summary>IPv4 addresses only.</summary>
    Missing,

    /// <summary>No address of either family.</summary>
    NoAddress,

    /// <summary>An alias that leads nowhere, for both families.</summary>
    DeadAlias,

    /// <summary>AAAA is answered NXDOMAIN though A exists.</summary>
    Denied,

    /// <summary>AAAA is answered with a failure, or not at all, though A exists.</summary>
    Failed,

    /// <summary>AAAA fails DNSSEC validation, A does not.</summary>
    Bogus,

    /// <summary>Nothing of the name validates.</summary>
    BogusEither,

    /// <summary>It cannot be told; the cause says why.</summary>
    Open,
}

/// <summary>One host of a site as the web checks see it: what it publishes, what of that counts, and what its ports said.</summary>
internal sealed class HostView
{
    // Class table: heavy loss is 3 of 10 connects or more.
    private const int HeavyLoss = 3;

    public HostView(HostObservation host, CheckContext context)
    {
        Host = host;
        IPAddress[] published = [.. host.Aaaa.Addresses.Concat(host.AlsoSeen).Distinct()];
        Ipv6 = [.. published.Where(context.Counts)];
        Ipv4 = [.. host.A.Addresses.Where(context.Counts)];
        NotGlobal = [.. published.Where(a => !context.Counts(a))];
        Servers = new ServersOfHost(host);
        (Standing, Cause) = IsRebinding(host, context) ? (Standing.Open, Failure.AddressForbidden) : Judge();
    }

    /// <summary>The observation.</summary>
    public HostObservation Host { get; }

    /// <summary>Its name: the subject of findings.</summary>
    public string Name => Host.Name;

    /// <summary>IPv6 addresses that count.</summary>
    public IReadOnlyList<IPAddress> Ipv6 { get; }

    /// <summary>IPv4 addresses that count.</summary>
    public IReadOnlyList<IPAddress> Ipv4 { get; }

    /// <summary>IPv6 addresses that do not count.</summary>
    public IReadOnlyList<IPAddress> NotGlobal { get; }

    /// <summary>What its authoritative servers said when asked directly.</summary>
    public ServersOfHost Servers { get; }

    /// <summary>How it stands.</summary>
    public Standing Standing { get; }

    /// <summary>The failure behind the standing.</summary>
    public Failure? Cause { get; }

    /// <summary>True when nothing can be said of its services over IPv6 because its name could not be judged.</summary>
    public bool IsOpen => Standing is Standing.Open or Standing.BogusEither or Standing.NotGlobalEither;

    /// <summary>The global addresses of a family.</summary>
    public IReadOnlyList<IPAddress> Of(Family family) => family == Family.V6 ? Ipv6 : Ipv4;

    /// <summary>
    /// Some try to connect to this address was lost while others succeeded: silence here may be an accident of the path, and is no sign of a
    /// dead service.
    /// </summary>
    public bool Loses(IPAddress? address) => Host.Ports.Any(p =>
        p.Address.Equals(address) && p.Open && !ConnectTimes.AreLimited(p.Attempts) && (p.Attempts.Any(a => a.Failure == Failure.TimedOut) || ConnectTimes.Lost(p.Attempts) >= HeavyLoss));

    /// <summary>
    /// The address took a connection to this port in this scan and refused or dropped a later one before anything was said: it limits how many
    /// connections one visitor may open, and what fails then says nothing of the service (rule 1).
    /// </summary>
    /// <param name="failure">Why the later one got no connection.</param>
    public bool LimitsConnections(IPAddress? address, int port, Failure? failure) =>
        failure is Failure.ConnectionRefused or Failure.ConnectionReset or Failure.TimedOut
        && Host.Ports.Any(p => p.Port == port && p.Address.Equals(address) && p.Open)
        && !(failure == Failure.TimedOut && Loses(address));

    /// <summary>True when some handshake at this address succeeded.</summary>
    public bool HasShaken(IPAddress? address) =>
        Host.Tls.Any(t => t.Handshake is null && t.Address.Equals(address)) || ShakenBy(address) is not null;

    /// <summary>The hop of a fetch whose handshake at this address, for this host, succeeded; null when there is none.</summary>
    public Hop? ShakenBy(IPAddress? address) =>
        Host.Fetches.SelectMany(f => f.Hops).FirstOrDefault(h => h is { TlsMs: not null, Status: not null } && h.Address?.Equals(address) == true && PageLook.HostOf(h.Url) == Name);

    /// <summary>What one port of one address said.</summary>
    public PortState Port(IPAddress address, int port)
    {
        PortLook? look = Host.Ports.FirstOrDefault(p => p.Port == port && p.Address.Equals(address));
        return look switch
        {
            null => new PortState(false, Failure.NotMeasured, IsKnown: false),
            { Open: true } => new PortState(true, null, IsKnown: true),
            { Failure: { } failure } => new PortState(false, RepeatedFault.Doubt(failure, look.Attempts) ?? failure, RepeatedFault.Doubt(failure, look.Attempts) is null),
            _ => new PortState(false, Failure.NotMeasured, IsKnown: false),
        };
    }

    /// <summary>True when some address of the family has the port open.</summary>
    public bool IsOpenAt(Family family, int port) => Of(family).Any(a => Port(a, port).Open);

    /// <summary>True when some address of the family has 80 or 443 open.</summary>
    public bool IsReachable(Family family) => IsOpenAt(family, 443) || IsOpenAt(family, 80);

    // A name that points outside in one answer and inside in another is a trap for whoever asks twice (DNS rebinding), not a site to be judged.
    private static bool IsRebinding(HostObservation host, CheckContext context) => Turns(host, host.A, context) || Turns(host, host.Aaaa, context);

    private static bool Turns(HostObservation host, Lookup lookup, CheckContext context)
    {
        // All servers mostly say the same texts: what one of them said is not read again.
        var read = new Dictionary<string, bool?>(StringComparer.Ordinal);
        bool inside = false;
        bool outside = false;
        foreach (ServerAnswer answer in host.AtServers.Where(a => a.Type == lookup.Type && a.Failure is null))
        {
            Look(answer.Data.Select(Counts).OfType<bool>());
        }

        foreach (Lookup again in host.Again.Append(lookup).Where(l => l.Type == lookup.Type))
        {
            Look(again.Addresses.Select(context.Counts));
        }

        return inside && outside;

        bool? Counts(string text)
        {
            if (!read.TryGetValue(text, out bool? counts))
            {
                read[text] = counts = IPAddress.TryParse(text, out IPAddress? address) ? context.Counts(address) : null;
            }

            return counts;
        }

        void Look(IEnumerable<bool> counts)
        {
            (int all, int global) = (0, 0);
            foreach (bool one in counts)
            {
                (all, global) = (all + 1, global + (one ? 1 : 0));
            }

            inside |= all > 0 && global == 0;
            outside |= all > 0 && global == all;
        }
    }

    private (Standing, Failure?) Judge()
    {
        (NameState aaaa, Failure? cause) = Read(Host.Aaaa);
        (NameState a, Failure? causeA) = Read(Host.A);
        return (aaaa, a) switch
        {
            (NameState.Addresses, _) when Ipv6.Count > 0 => (Standing.Published, null),
            (NameState.Addresses, NameState.Addresses) when Ipv4.Count == 0 => (Standing.NotGlobalEither, Failure.AddressForbidden),
            (NameState.Addresses, NameState.Addresses or NameState.Empty) => (Standing.NotGlobal, Failure.AddressForbidden),
            (NameState.Addresses, _) => (Standing.Open, causeA),
            (NameState.Empty, NameState.Addresses) when Servers.AllAnswerWrongly => (Standing.Failed, Failure.DnsMismatch),
            (NameState.Empty, NameState.Addresses) => Host.Aaaa.Failure == Failure.DnsNxdomain ? (Standing.Denied, Failure.DnsNxdomain) : (Standing.Missing, null),
            (NameState.Empty, NameState.Empty) => (Standing.NoAddress, null),
            (NameState.Empty, _) => (Standing.Open, causeA),
            // Whatever the resolver makes of it: every server answers AAAA with an alias that leads nowhere, and A with addresses.
            (NameState.Open, NameState.Addresses) when Servers.AllAnswerWrongly && Host.Aaaa is { AnsweredUnchecked: true, Attempts.Count: >= RepeatedFault.Tries } => (Standing.Failed, Failure.DnsMismatch),
            (NameState.Bogus, NameState.Addresses) => (Standing.Bogus, Failure.DnsBogus),
            (NameState.Bogus, _) => (Standing.BogusEither, Failure.DnsBogus),
            // The servers themselves answer: then it is the resolver's trouble, not the site's.
            (NameState.Failed or NameState.DeadAlias, NameState.Addresses) => Servers.AllAnswerAaaa ? (Standing.Open, cause) : (Standing.Failed, cause),
            (NameState.DeadAlias, NameState.DeadAlias or NameState.Empty) => (Standing.DeadAlias, cause),
            // Resolvers answer SERVFAIL to aliases that go in a circle; who follows them step by step sees the circle.
            (NameState.Failed, NameState.Failed) when Host.Ipv6Walk?.Failure is Failure.DnsLoop or Failure.DnsChainTooLong => (Standing.DeadAlias, Host.Ipv6Walk.Failure),
            _ => (Standing.Open, cause),
        };
    }

    private enum NameState
    {
        Addresses,
        Empty,
        DeadAlias,
        Bogus,
        Failed,
        Open,
    }

    private static (NameState State, Failure? Cause) Read(Lookup lookup) => lookup switch
    {
        { Failure: null, Addresses.Count: > 0 } => (NameState.Addresses, null),
        { Failure: null } => (NameState.Empty, null),
        { Failure: Failure.DnsLoop or Failure.DnsChainTooLong } => (NameState.DeadAlias, lookup.Failure),
        { Failure: Failure.DnsNxdomain, Aliases.Count: > 0 } => (NameState.DeadAlias, lookup.Failure),
        { Answered: true } => (NameState.Empty, null),
        { Failure: { } failure } when RepeatedFault.Doubt(failure, lookup) is { } doubt => (NameState.Open, doubt),
        { Failure: Failure.DnsBogus } => (NameState.Bogus, Failure.DnsBogus),
        _ => (NameState.Failed, lookup.Failure),
    };
}

/// <summary>What one port said.</summary>
/// <param name="Open">It accepted a connection.</param>
/// <param name="Cause">Why not.</param>
/// <param name="IsKnown">False when the failure says nothing of the target.</param>
internal readonly record struct PortState(bool Open, Failure? Cause, bool IsKnown)
{
    /// <summary>
    /// Of ports that are not open the one that is least sure: one not known, else one that was silent, else the first. What rests on several is as sure as that: who was late
    /// himself hears silence, and no refusal.
    /// </summary>
    public static PortState LeastSure(IEnumerable<PortState> closed) =>
        closed.OrderBy(state => !state.IsKnown ? 0 : state.Cause == Failure.TimedOut ? 1 : 2).FirstOrDefault();
}
