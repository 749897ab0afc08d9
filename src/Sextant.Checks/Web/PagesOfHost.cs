using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Checks.Web;

/// <summary>How one fetch ended, as far as a verdict needs to know.</summary>
internal enum Ending
{
    /// <summary>A page came, status 200-399.</summary>
    Page,

    /// <summary>The site refuses to be measured: a challenge, 429, 421.</summary>
    Refused,

    /// <summary>A redirect leads to a host that has IPv4 only.</summary>
    Ipv4OnlyTarget,

    /// <summary>A redirect leads to what must not be dialled, to a name that does not exist, or in a circle.</summary>
    BadTarget,

    /// <summary>A final status of 400 and above.</summary>
    Status,

    /// <summary>The connection, the handshake or the response failed.</summary>
    NoPage,

    /// <summary>It cannot be told; the cause says why.</summary>
    Open,
}

/// <summary>One fetch and how it ended.</summary>
internal sealed record PageLook(Fetch Fetch, Ending Ending, Failure? Cause)
{
    /// <summary>True when a page came.</summary>
    public bool IsPage => Ending == Ending.Page;

    /// <summary>The host of the last hop.</summary>
    public string LastHost => HostOf(Fetch.Hops.Count > 0 ? Fetch.Hops[^1].Url : Fetch.Url);

    /// <summary>The last hop's status as text; a dash when none came.</summary>
    public string StatusText => Fetch.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";

    /// <summary>True when some hop goes from https to http.</summary>
    public bool GoesDown => Fetch.Hops.Zip(Fetch.Hops.Skip(1)).Any(pair =>
        pair.First.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && pair.Second.Url.StartsWith("http:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the fetch was sent to this host at some hop.</summary>
    public bool Visits(string host) => Fetch.Hops.Any(h => HostOf(h.Url) == host);

    /// <summary>Judges one fetch.</summary>
    /// <param name="fetch">The fetch.</param>
    /// <param name="host">Whose page it is: what else is known of its addresses.</param>
    public static PageLook Of(Fetch fetch, HostView host)
    {
        (Ending ending, Failure? cause) = Judge(fetch, host);
        return new PageLook(fetch, ending, cause);
    }

    /// <summary>The host of a URL, in lower case; empty when it has none.</summary>
    public static string HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed) ? parsed.IdnHost.TrimEnd('.').ToLowerInvariant() : "";

    private static (Ending, Failure?) Judge(Fetch fetch, HostView host)
    {
        if (fetch.Page?.Challenge == true)
        {
            return (Ending.Refused, Failure.HttpChallenge);
        }

        return fetch.Failure switch
        {
            null => (Ending.Page, null),
            Failure.HttpChallenge or Failure.HttpRateLimited or Failure.HttpMisdirected => (Ending.Refused, fetch.Failure),
            Failure.HttpRedirectUnreachable => Unreachable(fetch),
            // Ports are a fixed list of ours (rule 18): what visitors find at another one is not known.
            Failure.HttpRedirectForbidden when LeadsToAnotherPort(fetch) => (Ending.Open, fetch.Failure),
            // Decided by what the answer says, so asking again changes nothing.
            Failure.HttpRedirectForbidden or Failure.HttpRedirectLoop or Failure.HttpTooManyRedirects => (Ending.BadTarget, fetch.Failure),
            { } failure when RepeatedFault.Doubt(failure, fetch.Attempts) is { } doubt => (Ending.Open, doubt),
            Failure.HttpStatus => (Ending.Status, fetch.Failure),
            _ when IsLimited(fetch, host) => (Ending.Refused, Failure.HttpRateLimited),
            _ => (Ending.NoPage, fetch.Failure),
        };
    }

    // The last hop got no connection, or no handshake, where an earlier one of this scan did.
    private static bool IsLimited(Fetch fetch, HostView host) => fetch.Hops is [.., { Status: null } last] && last switch
    {
        { ConnectMs: null, Shared: not true } => host.LimitsConnections(last.Address, last.Port, last.Failure),
        { TlsFailed: true } => last.Failure is Failure.ConnectionReset or Failure.ConnectionClosed && host.HasShaken(last.Address),
        _ => false,
    };

    // To a name: an address that is forbidden stays so at every port.
    private static bool LeadsToAnotherPort(Fetch fetch) => fetch.Hops is [.., { Url: var url }]
        && Uri.TryCreate(url.StartsWith("//", StringComparison.Ordinal) ? "http:" + url : url, UriKind.Absolute, out Uri? target)
        && target is { Scheme: "http" or "https", HostNameType: UriHostNameType.Dns, IsLoopback: false, Port: not (80 or 443) };

    private static (Ending, Failure?) Unreachable(Fetch fetch) => fetch.Hops.Count == 0 ? (Ending.Open, Failure.NotMeasured) : fetch.Hops[^1] switch
    {
        { Lookup.Answered: true, OtherFamily.HasData: true } => (Ending.Ipv4OnlyTarget, Failure.HttpRedirectUnreachable),
        { Lookup.Answered: true, OtherFamily.Answered: true } => (Ending.BadTarget, Failure.HttpRedirectUnreachable),
        // An address instead of a name, and of the other family.
        { Lookup: null, Url: var url } when System.Net.IPAddress.TryParse(PageLook.HostOf(url).Trim('[', ']'), out _) => (Ending.Ipv4OnlyTarget, Failure.HttpRedirectUnreachable),
        { Lookup: { Answered: false, Failure: { } failure } lookup } => RepeatedFault.Doubt(failure, lookup) is { } doubt ? (Ending.Open, doubt) : (Ending.NoPage, failure),
        { OtherFamily: { Answered: false, Failure: { } failure } } => (Ending.Open, failure),
        _ => (Ending.Open, Failure.NotMeasured),
    };
}

/// <summary>The fetches of one host's home page, sorted by how a visitor comes: over https where there is any, else over http.</summary>
internal sealed class PagesOfHost
{
    private readonly PageLook[] looks;

    public PagesOfHost(HostView host)
    {
        looks = [.. host.Host.Fetches.Select(fetch => PageLook.Of(fetch, host))];
        bool secure6 = looks.Any(l => l.Fetch.Family == Family.V6 && IsSecure(l.Fetch));
        // A page is fetched again where it seemed to be another one; an address that gave a page once serves it.
        MainV6Again = [.. looks.Where(l => l.Fetch.Family == Family.V6 && IsSecure(l.Fetch) == secure6).GroupBy(l => l.Fetch.Address)];
        MainV6 = [.. MainV6Again.Select(g => g.FirstOrDefault(l => l.IsPage) ?? g.First())];
        MainV4 = [.. looks.Where(l => l.Fetch.Family == Family.V4 && IsSecure(l.Fetch) == secure6)];
        PlainV6Again = secure6 ? [.. looks.Where(l => l.Fetch.Family == Family.V6 && !IsSecure(l.Fetch))] : [];
        PlainV4Again = [.. looks.Where(l => l.Fetch.Family == Family.V4 && !IsSecure(l.Fetch))];
        AnyV4 = [.. looks.Where(l => l.Fetch.Family == Family.V4)];
    }

    /// <summary>The fetches over IPv6 by the scheme a visitor uses, one for each address.</summary>
    public IReadOnlyList<PageLook> MainV6 { get; }

    /// <summary>All fetches over IPv6 by that scheme, by address.</summary>
    public IReadOnlyList<IGrouping<System.Net.IPAddress?, PageLook>> MainV6Again { get; }

    /// <summary>The fetches over IPv4 that begin at the same URL.</summary>
    public IReadOnlyList<PageLook> MainV4 { get; }

    /// <summary>All fetches over IPv4.</summary>
    public IReadOnlyList<PageLook> AnyV4 { get; }

    /// <summary>The first fetch over IPv6 from http, where https is the scheme a visitor uses.</summary>
    public PageLook? PlainV6 => PlainV6Again.Count > 0 ? PlainV6Again[0] : null;

    /// <summary>All of them.</summary>
    public IReadOnlyList<PageLook> PlainV6Again { get; }

    /// <summary>The first fetch over IPv4 from http.</summary>
    public PageLook? PlainV4 => PlainV4Again.Count > 0 ? PlainV4Again[0] : null;

    /// <summary>All of them.</summary>
    public IReadOnlyList<PageLook> PlainV4Again { get; }

    private static bool IsSecure(Fetch fetch) => fetch.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
}
