using System.Net;
using Sextant.Checks.Observations;
using Sextant.Checks.Web.Content;
using Sextant.Net.Timing;
using Sextant.Wire;

namespace Sextant.Measurement.Probes.Sites;

/// <summary>
/// The home page of one host: IPv4 and each IPv6 address, then IPv4 again (rule 9: the IPv4-to-IPv4 difference is the natural noise),
/// from <c>https://</c> where 443 is open on either family; and once for each family from <c>http://</c>. Where another page seems to come
/// over IPv6 both are fetched again, as every fault is (rule 1): a banner that turned over is no other page. Not where http only leads to the page of https.
/// </summary>
internal sealed class HomePage(ScanSession session, string host, HostAddresses addresses)
{
    /// <summary>
    /// 1 s: by then a page in good order has been fetched from https, so that where a second request is refused (429) it is the less telling one from http;
    /// and a page that never ends is still waited for once for both schemes, not twice.
    /// </summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<Fetch>> FetchAsync(CancellationToken cancellation)
    {
        Task<bool> secured = IsSecuredAsync(cancellation);
        Task<IReadOnlyList<Fetch>> https = FetchSchemeAsync("https", 443, Task.FromResult(true), cancellation);
        await Task.WhenAny(https, TimeWheel.Of(session.Clock).PauseAsync(HeadStart, cancellation)).ConfigureAwait(false);
        IReadOnlyList<Fetch> http = await FetchSchemeAsync("http", 80, IsOnlyPlainAsync(secured), cancellation).ConfigureAwait(false);
        IReadOnlyList<Fetch> all = [.. await https.ConfigureAwait(false), .. http];
        session.Pages.Forget(host);
        return all;
    }

    private async Task<bool> IsSecuredAsync(CancellationToken cancellation) =>
        (await OpenAsync(addresses.V4, 443, first: true, cancellation).ConfigureAwait(false)).Length > 0
        || (await OpenAsync(addresses.V6, 443, first: true, cancellation).ConfigureAwait(false)).Length > 0;

    private static async Task<bool> IsOnlyPlainAsync(Task<bool> secured) => !await secured.ConfigureAwait(false);

    private async Task<IReadOnlyList<Fetch>> FetchSchemeAsync(string scheme, int port, Task<bool> comparing, CancellationToken cancellation)
    {
        bool compare = await comparing.ConfigureAwait(false);
        string url = $"{scheme}://{host}/";
        IPAddress[] v4 = await OpenAsync(addresses.V4, port, first: true, cancellation).ConfigureAwait(false);
        IPAddress[] v6 = await OpenAsync(addresses.V6, port, first: !compare, cancellation).ConfigureAwait(false);
        var fetches = new List<Fetch>(v6.Length + 2);
        // Side by side: what never ends over either family is waited for once.
        fetches.AddRange(await Task.WhenAll(v4.Select(address => session.Pages.FetchAsync(Family.V4, address, url, cancellation))
            .Concat(v6.Select(address => session.Pages.FetchAsync(Family.V6, address, url, cancellation)))).ConfigureAwait(false));
        if (compare && Array.TrueForAll([Family.V4, Family.V6], family => fetches.Any(fetch => fetch.Family == family && fetch.Failure is null)))
        {
            fetches.Add(await session.Pages.FetchAsync(Family.V4, v4[0], url, cancellation).ConfigureAwait(false));
        }

        // Where http leads to the page that https gives, https looks at it again: what http showed has been fetched there.
        bool elsewhere = port == 80 && fetches.TrueForAll(fetch => fetch.Page is null || fetch.FinalUrl == $"https://{host}/");
        for (int again = 0; again < session.Again && !elsewhere && Unlike(fetches) is { Length: > 0 } unlike; again++)
        {
            await session.PauseAsync(unlike[0], cancellation).ConfigureAwait(false);
            fetches.AddRange(await Task.WhenAll(unlike.Select(address => session.Pages.FetchAsync(Family.V6, address, url, cancellation))).ConfigureAwait(false));
            fetches.Add(await session.Pages.FetchAsync(Family.V4, v4[0], url, cancellation).ConfigureAwait(false));
        }

        return fetches;
    }

    // The IPv6 addresses all of whose pages differ from all that IPv4 gave; empty where there is nothing to compare.
    private static IPAddress[] Unlike(IReadOnlyList<Fetch> fetches)
    {
        Fetch[] pages = [.. fetches.Where(fetch => fetch is { Failure: null, Page: not null, Address: not null })];
        Fetch[] v4 = [.. pages.Where(fetch => fetch.Family == Family.V4)];
        return v4.Length == 0 ? [] :
        [
            .. pages.Where(fetch => fetch.Family == Family.V6).GroupBy(fetch => fetch.Address!)
                .Where(address => PageComparison.Compare([.. address], v4).Likeness != Likeness.Same).Select(address => address.Key),
        ];
    }

    // The first that is open, without waiting for dead ones to use up their retries, or all that are.
    private async Task<IPAddress[]> OpenAsync(IReadOnlyList<IPAddress> candidates, int port, bool first, CancellationToken cancellation)
    {
        var looks = candidates.Select(address => session.Ports.LookAsync(address, port, cancellation)).ToList();
        if (!first)
        {
            return [.. (await Task.WhenAll(looks).ConfigureAwait(false)).Where(look => look.Open).Select(look => look.Address)];
        }

        await foreach (Task<PortLook> done in Task.WhenEach(looks).WithCancellation(cancellation).ConfigureAwait(false))
        {
            PortLook look = await done.ConfigureAwait(false);
            if (look.Open)
            {
                return [look.Address];
            }
        }

        return [];
    }
}
