using Sextant.Checks.Observations;

namespace Sextant.Cli.Explaining;

/// <summary>A site: lookups, each address and port, TLS, and each page with every hop.</summary>
internal static class WebPart
{
    public static void Write(Page page, WebObservation web)
    {
        foreach (HostObservation host in web.Hosts)
        {
            page.Heading("explain.host", host.Name);
            page.Sub("explain.lookups");
            foreach (Lookup? lookup in (Lookup?[])[host.Aaaa, host.A, host.Https, .. host.Again])
            {
                if (lookup is not null)
                {
                    page.Lookup(4, lookup);
                }
            }

            ServerPart.Answers(page, "explain.at-servers", host.AtServers);
            ServerPart.Walk(page, host.Ipv6Walk);
            Ports(page, host);
            Handshakes(page, host);
            foreach (Fetch fetch in host.Fetches)
            {
                Fetched(page, fetch);
            }
        }
    }

    private static void Ports(Page page, HostObservation host)
    {
        if (host.Ports.Count > 0)
        {
            page.Sub("explain.ports");
        }

        foreach (PortLook port in host.Ports)
        {
            page.Marked(4, Page.Mark(port.Failure), $"TCP {Page.Remote(port.Address, port.Port)}", Page.Joined(page.Why(port.Failure), page.Tries(port.Attempts)));
        }
    }

    private static void Handshakes(Page page, HostObservation host)
    {
        if (host.Tls.Count > 0)
        {
            page.Sub("explain.tls");
        }

        foreach (TlsLook tls in host.Tls)
        {
            ServerPart.Tls(page, 4, tls);
        }
    }

    private static void Fetched(Page page, Fetch fetch)
    {
        page.Sub("explain.fetch", Page.Of(fetch.Family), fetch.Url);
        string end = Page.Joined(fetch.Status?.ToString(page.Culture), fetch.FinalUrl, page.Why(fetch.Failure));
        page.Marked(4, Page.Mark(fetch.Failure), end, fetch.Attempts.Count > 1 ? page.Tries(fetch.Attempts) : "");
        int number = 0;
        foreach (Hop hop in fetch.Hops)
        {
            string answer = Page.Joined(
                hop.Status is { } status ? $"HTTP/{hop.HttpVersion} {status}" : null, hop.Location is { } to ? $"→ {to}" : null, page.Why(hop.Failure), page.Why(hop.Certificate));
            page.Marked(6, Page.Mark(hop.Failure ?? hop.Certificate), $"{++number}. {hop.Url}  {Page.Remote(hop.Address, hop.Port)}  {answer}", Times(page, hop));
            if (hop.Lookup is { } lookup)
            {
                page.Lookup(9, lookup);
            }

            if (hop.OtherFamily is { } other)
            {
                page.Lookup(9, other);
            }
        }

        if (fetch.Page is { } shape)
        {
            string cut = shape.Cut ? " +" : "";
            page.Line(6, page.Texts.Format("explain.page", $"{shape.Length}{cut}", shape.MediaType ?? "?", shape.Title ?? ""), $"sha256 {shape.Sha256[..Math.Min(16, shape.Sha256.Length)]}…");
        }
    }

    private static string Times(Page page, Hop hop) => Page.Joined(
        hop.ConnectMs is { } connect ? $"TCP {page.Ms(connect)}" : null,
        hop is { TlsMs: { } tls, Shared: not true } ? $"TLS {page.Ms(tls)}" : null,
        hop.FirstByteMs is { } first ? page.Texts.Format("explain.first-byte", page.Ms(first)) : null,
        hop.Server is { } server ? $"Server: {server}" : null);
}
