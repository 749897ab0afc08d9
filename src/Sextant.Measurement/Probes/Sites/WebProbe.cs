using System.Net;
using Sextant.Checks.Observations;
using Sextant.Wire;

namespace Sextant.Measurement.Probes.Sites;

/// <summary>
/// Looks at a site: its names, every address and port, TLS on every address, and the home page over each family by force.
/// Nothing here judges, and nothing waits for what it does not need: hosts, addresses and families run side by side.
/// </summary>
internal sealed class WebProbe(ScanSession session)
{
    private static readonly int[] Ports = [443, 80];

    public async Task<WebObservation> LookAsync(string site, bool registrable, Task<ZoneObservation?> zone, CancellationToken cancellation)
    {
        string[] names = registrable ? [site, "www." + site] : [site];
        HostObservation[] hosts = await Task.WhenAll(names.Select(name => LookAtHostAsync(name, names.Length, zone, cancellation))).ConfigureAwait(false);
        return new WebObservation { Site = site, Registrable = registrable, Hosts = hosts };
    }

    private async Task<HostObservation> LookAtHostAsync(string name, int hosts, Task<ZoneObservation?> zone, CancellationToken cancellation)
    {
        Task<PathWalk> walk = session.Progress.FollowAsync(ScanLooks.SitePath, session.Paths.WalkAsync(Family.V6, name, "AAAA", cancellation), hosts);
        Task<Lookup> https = session.Names.LookAsync(name, "HTTPS", cancellation);
        Task<Lookup> a = session.Names.LookAsync(name, "A", cancellation);
        Task<Lookup> aaaa = session.Names.LookAsync(name, "AAAA", cancellation);
        await session.Progress.FollowAsync(ScanLooks.SiteAddresses, Task.WhenAll(a, aaaa), hosts).ConfigureAwait(false);
        HostAddresses addresses = new(await a.ConfigureAwait(false), await aaaa.ConfigureAwait(false));

        Task<PortLook>[] ports = [.. addresses.All.SelectMany(address => Ports.Select(port => session.Ports.LookAsync(address, port, cancellation)))];
        Task<TlsLook?>[] tls = [.. addresses.All.Select(address => LookAtTlsAsync(address, name, cancellation))];
        Task<PortLook[]> allPorts = session.Progress.FollowAsync(ScanLooks.SitePorts, Task.WhenAll(ports), hosts);
        Task<TlsLook?[]> allTls = session.Progress.FollowAsync(ScanLooks.SiteTls, Task.WhenAll(tls), hosts);
        Task<IReadOnlyList<Fetch>> fetches = session.Progress.FollowAsync(ScanLooks.SitePages, new HomePage(session, name, addresses).FetchAsync(cancellation), hosts);
        Task<Lookup[]> again = LookAgainAsync(name, fetches, cancellation);

        IReadOnlyList<ServerAnswer> atServers = AnswersFor(name, await zone.ConfigureAwait(false));
        Lookup httpsRecord = await https.ConfigureAwait(false);
        Lookup first = await aaaa.ConfigureAwait(false);
        var rotating = new RotatingAddresses(session, name);
        IReadOnlyList<Lookup> later = [.. await again.ConfigureAwait(false), .. await rotating.AskAgainAsync(first, cancellation).ConfigureAwait(false)];
        IReadOnlyList<IPAddress> beside = RotatingAddresses.Beside(first, later, atServers);
        (PortLook[] morePorts, TlsLook[] moreTls, IReadOnlyList<Fetch> morePages) = await LookBesideAsync(name, new HostAddresses(addresses, beside), cancellation).ConfigureAwait(false);
        IReadOnlyList<Fetch> pages = [.. await fetches.ConfigureAwait(false), .. morePages];
        TlsLook[] shakes = [.. (await allTls.ConfigureAwait(false)).OfType<TlsLook>(), .. moreTls];
        // After handshakes and pages: silence there has made some ports be tried more often.
        PortLook[] known = await KnownAsync([.. await allPorts.ConfigureAwait(false), .. morePorts], pages, cancellation).ConfigureAwait(false);
        IReadOnlyList<RoundTripPair> pairs = await session.RoundTrips.LookAsync(known, pages, cancellation).ConfigureAwait(false);
        return new HostObservation
        {
            Again = later,
            Name = name,
            A = await a.ConfigureAwait(false),
            Aaaa = first,
            AlsoSeen = beside,
            Https = httpsRecord,
            Ipv6Hints = await session.Names.Ipv6HintsAsync(name, cancellation).ConfigureAwait(false),
            AtServers = atServers,
            Ipv6Walk = await walk.ConfigureAwait(false),
            Tls = shakes,
            Fetches = pages,
            Pairs = pairs,
            Ports = [.. known, .. addresses.LeftOut.SelectMany(LeftOut)],
        };
    }

    private async Task<PortLook[]> KnownAsync(IEnumerable<PortLook> looks, IReadOnlyList<Fetch> pages, CancellationToken cancellation) =>
        await Task.WhenAll(looks.Select(look => session.Ports.AfterAsync(look, pages, cancellation))).ConfigureAwait(false);

    // Addresses that the name gave later: all that is looked at of those it gave first.
    private async Task<(PortLook[] Ports, TlsLook[] Tls, IReadOnlyList<Fetch> Pages)> LookBesideAsync(string name, HostAddresses addresses, CancellationToken cancellation)
    {
        PortLook[] ports = await Task.WhenAll(addresses.V6.SelectMany(address => Ports.Select(port => session.Ports.LookAsync(address, port, cancellation)))).ConfigureAwait(false);
        if (!Array.Exists(ports, port => port.Open))
        {
            return (ports, [], []);
        }

        Task<TlsLook?[]> tls = Task.WhenAll(addresses.V6.Select(address => LookAtTlsAsync(address, name, cancellation)));
        IReadOnlyList<Fetch> pages = await new HomePage(session, name, addresses).FetchAsync(cancellation).ConfigureAwait(false);
        return (ports, [.. (await tls.ConfigureAwait(false)).OfType<TlsLook>()], pages);
    }

    // A name that rebinds shows it once its page was fetched; the zone's servers have nothing to do with that.
    private async Task<Lookup[]> LookAgainAsync(string name, Task<IReadOnlyList<Fetch>> fetches, CancellationToken cancellation)
    {
        await fetches.ConfigureAwait(false);
        return await Task.WhenAll(
            session.Names.LookAgainAsync(name, "A", cancellation),
            session.Names.LookAgainAsync(name, "AAAA", cancellation)).ConfigureAwait(false);
    }

    private async Task<TlsLook?> LookAtTlsAsync(IPAddress address, string name, CancellationToken cancellation)
    {
        PortLook port = await session.Ports.LookAsync(address, 443, cancellation).ConfigureAwait(false);
        return port.Open ? await session.Tls.LookAsync(address, 443, name, cancellation).ConfigureAwait(false) : null;
    }

    // More addresses than are looked at are named, so that nothing is silently called healthy.
    private static IEnumerable<PortLook> LeftOut(IPAddress address) => Ports.Select(port => new PortLook
    {
        Address = address,
        Port = port,
        Attempts = [new Attempt(default, 0, Failure.WorkLimit)],
    });

    private static IReadOnlyList<ServerAnswer> AnswersFor(string name, ZoneObservation? zone) =>
        zone is null ? [] : [.. zone.Servers.SelectMany(s => s.Answers).Where(a => a.Name == name && a.Type is "A" or "AAAA" && a.Name == name)];
}
