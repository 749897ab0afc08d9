using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Sextant.Checks.Observations;
using Sextant.Checks.Web.Content;
using Sextant.Net.Http;
using Sextant.Net.Http.Bodies;
using Sextant.Wire;

namespace Sextant.Measurement.Probes.Sites;

/// <summary>
/// Fetches a page over one family, the first hop pinned to one address, and reads its shape as soon as its body is there, which is let go then: a name may wait
/// for minutes for its next try, and thousands of them do.
/// </summary>
internal sealed class PageFetches(ScanSession session, ProbeTools tools, Retrying retrying)
{
    /// <summary>Pages that are not read again when they come again. 16: a scan meets two or three, and who shows each visitor another one gains nothing.</summary>
    private const int MostRead = 16;

    /// <summary>Bytes of a body kept as evidence. 16 KiB: title, head and the first screen.</summary>
    private const int SampleBytes = 16 * 1024;

    private readonly ConcurrentDictionary<(string Url, IPAddress Address), Seen> _known = new();
    private readonly ConcurrentDictionary<(string Body, string? Type, Uri Url), Page> _pages = new();

    /// <summary>Forgets a host's pages: only its own redirects lead to them.</summary>
    public void Forget(string host)
    {
        foreach (var key in _known.Keys.Where(key => new Uri(key.Url).IdnHost == host))
        {
            _known.TryRemove(key, out _);
        }
    }

    public async Task<Fetch> FetchAsync(Family family, IPAddress address, string url, CancellationToken cancellation)
    {
        if (!FetchUrl.TryParse(url, out FetchUrl? parsed, out Failure fault))
        {
            return new Fetch { Family = family, Address = address, Url = url, Failure = fault };
        }

        if (parsed.Secure)
        {
            await session.Tls.FirstAsync(address, parsed.Port, parsed.ServerName, cancellation).ConfigureAwait(false);
        }

        var request = new FetchRequest { Url = parsed, Family = family, FirstAddress = address, Lookup = LookAsync, Kept = session.Kept };
        int tries = 0;
        Tried<Seen> tried = await retrying.RunAsync(
            token => TryAsync(tries++ == 0 ? request : request with { Lookup = LookAfreshAsync }, token),
            failure => new Seen(new FetchOutcome { Url = parsed.ToString(), Family = family, At = tools.Clock.GetUtcNow(), Duration = default, Hops = [], Failure = failure }, null),
            cancellation,
            failure => session.Ports.IsLossyAsync(address, parsed.Port, failure, cancellation),
            seen => RefusesMoreAsync(seen.Outcome)).ConfigureAwait(false);
        Remember(parsed, address, tried.Value);
        return await DescribeAsync(address, tried, cancellation).ConfigureAwait(false);
    }

    // The last hop got no connection where this scan had one before: the address limits how many one visitor opens.
    private async Task<bool> RefusesMoreAsync(FetchOutcome outcome) =>
        Unconnected(outcome) is { } last && await session.Ports.IsOpenAsync(last.Address, last.Port).ConfigureAwait(false);

    // Addresses with a TTL of 0 may rotate: whoever tries again asks again.
    private async ValueTask<HostLookup> LookAfreshAsync(string name, Family family, CancellationToken cancellation)
    {
        Lookup first = await session.Names.LookAsync(name, TypeOf(family), cancellation).ConfigureAwait(false);
        if (first is not { HasData: true, Ttl: 0 })
        {
            return new HostLookup(first.Addresses, first.Failure);
        }

        Lookup now = await retrying.AsideAsync(session.Names.LookAgainAsync(name, TypeOf(family), cancellation), cancellation).ConfigureAwait(false);
        return new HostLookup(now.Addresses, now.Failure);
    }

    private void Remember(FetchUrl url, IPAddress address, Seen seen)
    {
        if (seen is { Outcome: { Failure: null, Hops.Count: 1, Cut: false }, Page: not null })
        {
            _known[(url.ToString(), address)] = seen;
        }
    }

    private async Task<Try<Seen>> TryAsync(FetchRequest request, CancellationToken cancellation)
    {
        Seen? known = null;
        request = request with { Known = (url, address) => (known = _known.GetValueOrDefault((url.ToString(), address)))?.Outcome };
        FetchOutcome outcome = await tools.Http.FetchAsync(request, cancellation).ConfigureAwait(false);
        // What is known of where it led is what the walk ended with.
        Seen seen = known is null ? Read(outcome) : new Seen(outcome, known.Page);
        var attempt = new Attempt(outcome.At, outcome.Duration.TotalMilliseconds, outcome.Failure);
        bool final = Failures.AreFinal(outcome.Failure) || IsChallenge(seen) || await LeadsToDeadPortAsync(outcome).ConfigureAwait(false);
        return new Try<Seen>(seen, attempt, final, outcome.Hops.LastOrDefault()?.Address ?? request.FirstAddress);
    }

    // A page that tests for robots tells them apart the next time too; asking on would only confirm what it takes us for.
    private static bool IsChallenge(Seen seen) => seen is { Outcome.Failure: not null, Page.Shape.Challenge: true };

    // The last hop got no connection where this scan has been refused as often as a fault is looked for: that look was this one's retries.
    private async Task<bool> LeadsToDeadPortAsync(FetchOutcome outcome) =>
        Unconnected(outcome) is { } last && await session.Ports.IsDeadAsync(last.Address, last.Port).ConfigureAwait(false);

    // Where the last hop got no connection; null when it got one.
    private static (IPAddress Address, int Port)? Unconnected(FetchOutcome outcome) =>
        outcome.Hops is [.., { Status: null, Connect: null, Shared: false, Address: { } at } last] ? (at, last.Port) : null;

    private async ValueTask<HostLookup> LookAsync(string name, Family family, CancellationToken cancellation)
    {
        Lookup lookup = await retrying.AsideAsync(session.Names.LookAsync(name, TypeOf(family), cancellation), cancellation).ConfigureAwait(false);
        return new HostLookup(lookup.Addresses, lookup.Failure);
    }

    private async Task<Fetch> DescribeAsync(IPAddress address, Tried<Seen> tried, CancellationToken cancellation)
    {
        FetchOutcome outcome = tried.Value.Outcome;
        Hop[] hops = await Task.WhenAll(outcome.Hops.Select(hop => DescribeAsync(hop, outcome.Family, cancellation))).ConfigureAwait(false);
        PageShape? page = tried.Value.Page is { } seen ? await ShapeAsync(outcome, seen, cancellation).ConfigureAwait(false) : null;
        return new Fetch
        {
            Family = outcome.Family,
            Address = address,
            Url = outcome.Url,
            Attempts = tried.Attempts,
            Hops = hops,
            Failure = page?.Challenge == true ? Failure.HttpChallenge : outcome.Failure,
            Status = outcome.Status,
            FinalUrl = outcome.FinalUrl,
            Page = page,
        };
    }

    private async Task<Hop> DescribeAsync(FetchHop hop, Family family, CancellationToken cancellation)
    {
        // Only a looked-up host has a lookup of its own; it is in the session's memory by now.
        bool named = hop.Lookup is not null && FetchUrl.TryParse(hop.Url, out FetchUrl? url, out _) && url.Name is not null;
        string? host = named && FetchUrl.TryParse(hop.Url, out FetchUrl? again, out _) ? again.Name!.Ascii : null;
        bool absent = hop.Lookup is { Addresses.Count: 0 };
        Family other = family == Family.V6 ? Family.V4 : Family.V6;
        return new Hop
        {
            Url = hop.Url,
            Lookup = host is null ? null : await session.Names.LookAsync(host, TypeOf(family), cancellation).ConfigureAwait(false),
            OtherFamily = host is null || !absent ? null : await session.Names.LookAsync(host, TypeOf(other), cancellation).ConfigureAwait(false),
            Address = hop.Address,
            Port = hop.Port,
            Shared = hop.Shared ? true : null,
            ConnectMs = hop.Connect?.TotalMilliseconds,
            TlsFailed = hop.Tls is { Failure: not null },
            TlsMs = hop.Tls?.Duration.TotalMilliseconds,
            FirstByteMs = hop.FirstByte?.TotalMilliseconds,
            HttpVersion = hop.HttpVersion,
            Status = hop.Status,
            Location = Bounded(hop.Location),
            Server = Bounded(hop.Server),
            AltSvc = Bounded(hop.AltSvc),
            Certificate = hop.Certificate,
            Failure = hop.Failure,
            HeadersBlob = hop.Status is null ? null : session.Blobs.Add(Encoding.UTF8.GetBytes(hop.HeadersText())),
        };
    }

    private async Task<PageShape> ShapeAsync(FetchOutcome outcome, Page page, CancellationToken cancellation)
    {
        Uri url = UrlOf(outcome);
        PageShape shape = page.Shape with { Cut = outcome.Cut, Blob = session.Blobs.Add(page.Sample) };
        if (shape.MetaRefresh is not { } refresh || !FetchUrl.TryParse(refresh, out FetchUrl? target, out _) || target.Name is null || target.Name.Ascii == url.IdnHost)
        {
            return shape;
        }

        return shape with
        {
            MetaRefreshAaaa = await session.Names.LookAsync(target.Name.Ascii, "AAAA", cancellation).ConfigureAwait(false),
            MetaRefreshA = await session.Names.LookAsync(target.Name.Ascii, "A", cancellation).ConfigureAwait(false),
        };
    }

    // The same page comes over each family and each scheme: it is read once.
    private Seen Read(FetchOutcome outcome)
    {
        using FetchedBody? body = outcome.Body;
        if (body is null)
        {
            return new Seen(outcome, null);
        }

        (string Body, string? Type, Uri Url) key = (body.Sha256, outcome.ContentType, UrlOf(outcome));
        if (!_pages.TryGetValue(key, out Page? page))
        {
            page = new Page(
                PageReader.Read(new PageBytes(body.Head, body.Length, key.Body), key.Type, key.Url),
                body.Head[..Math.Min(body.Head.Length, SampleBytes)].ToArray());
            if (_pages.Count < MostRead)
            {
                page = _pages.GetOrAdd(key, page);
            }
        }

        return new Seen(outcome with { Body = null }, page);
    }

    private static Uri UrlOf(FetchOutcome outcome) => FetchUrl.TryParse(outcome.FinalUrl, out FetchUrl? final, out _) ? final.ToUri() : new Uri(outcome.Url);

    private static string TypeOf(Family family) => family == Family.V6 ? "AAAA" : "A";

    private static string? Bounded(string? header) => header is { Length: > 500 } ? header[..500] : header;

    /// <summary>What a page showed, and its beginning.</summary>
    private sealed record Page(PageShape Shape, byte[] Sample);

    /// <summary>A fetch whose body was read and is gone.</summary>
    private sealed record Seen(FetchOutcome Outcome, Page? Page);
}
