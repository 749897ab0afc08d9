using System.Net;
using Sextant.Net.Http.Bodies;
using Sextant.Wire;

namespace Sextant.Net.Http;

/// <summary>How far one fetch has come: its hops, its cookies, the time it has left.</summary>
internal sealed class Walk(FetchRequest request, HttpFetcherOptions options, DateTimeOffset at)
{
    // 200 characters of a Location that is no URL: enough to see what it is, too short to fill a report.
    private const int MaxShown = 200;

    private readonly List<FetchHop> hops = [];
    // Kept within one fetch only: sites that set a cookie and redirect to themselves work in browsers.
    private readonly CookieContainer cookies = new();
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private TimeSpan spent;
    private Failure? failure;
    private FetchedBody? body;
    private bool cut;
    private int redirects;
    private OpenConnection? taken;
    private bool onlyFresh;

    public FetchRequest Request => request;

    /// <summary>Set once a server has said that it wants HTTP/1.1: HTTP/2 is not offered any more.</summary>
    public bool OnlyHttp11 { get; set; }

    public bool First => hops.Count == 0;

    /// <summary>Time left of the fetch's limit, never negative.</summary>
    public TimeSpan Left => spent < options.TotalTimeout ? options.TotalTimeout - spent : TimeSpan.Zero;

    public void Spend(TimeSpan time) => spent += time;

    public TimeSpan Least(TimeSpan bound) => bound < Left ? bound : Left;

    /// <summary>Remembers what is about to be asked, with the cookies it is asked with.</summary>
    public void Visit(FetchUrl url) => visited.Add(Step(url));

    /// <summary>The header fields of the request, beside the host.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields(FetchUrl url)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("User-Agent", options.UserAgent),
            new("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            new("Accept-Language", options.AcceptLanguage),
            new("Accept-Encoding", "gzip, deflate, br"),
        ];
        string cookie = cookies.GetCookieHeader(url.ToUri());
        // What a server set comes back to a server: never as a line of its own.
        if (cookie.Length > 0 && !cookie.Any(char.IsControl))
        {
            fields.Add(new("Cookie", cookie));
        }

        return fields;
    }

    /// <summary>Keeps the cookies of a response; those that are none are passed over, as browsers do.</summary>
    public void Remember(FetchUrl url, IEnumerable<string> set)
    {
        foreach (string value in set)
        {
            try
            {
                cookies.SetCookies(url.ToUri(), value);
            }
            catch (CookieException)
            {
                // Not a cookie.
            }
        }
    }

    /// <summary>What the scan has fetched from there already, asked as it would be asked now.</summary>
    public FetchOutcome? KnownAt(FetchUrl url, IPAddress address) => First || cookies.Count > 0 ? null : request.Known?.Invoke(url, address);

    /// <summary>A connection that the scan kept.</summary>
    public OpenConnection? TakeKept(FetchUrl url, IPAddress address) =>
        taken = onlyFresh || OnlyHttp11 ? null : request.Kept?.Take(new IPEndPoint(address, url.Port), url.ServerName, url.Secure);

    /// <summary>True when no answer came over a kept connection, which its server may have closed meanwhile: the hop is done once more over a new one.</summary>
    public bool GoesOnFresh(OpenConnection connection) => ReferenceEquals(connection, taken) && (onlyFresh = true);

    /// <summary>Ends the walk with what is known of its last step.</summary>
    public FetchUrl? Keep(FetchOutcome known)
    {
        hops.Add(known.Hops[0] with { Shared = true, Connect = null });
        (body, cut, failure) = (known.Body, known.Cut, known.Failure);
        return null;
    }

    /// <summary>Ends the walk with this hop.</summary>
    public FetchUrl? End(FetchHop hop, Failure reason)
    {
        hops.Add(hop);
        failure = reason;
        return null;
    }

    /// <summary>Ends the walk with a response and its body.</summary>
    public void Keep(BodyReader.Reading reading, FetchHop hop)
    {
        hops.Add(hop);
        body = reading.Body;
        cut = reading.Cut;
        failure = HttpFailures.OfStatus(hop.Status!.Value, hop.Header("Retry-After") is not null) ?? reading.Failure;
    }

    /// <summary>RFC 9110 section 15.4: these five tell a client to go elsewhere, when they say where.</summary>
    public bool IsRedirect(FetchHop hop) => hop.Status is 301 or 302 or 303 or 307 or 308 && hop.Location is not null;

    /// <summary>The next URL; null when the redirect is not followed.</summary>
    public FetchUrl? Follow(FetchHop hop, FetchUrl from, DateTimeOffset now)
    {
        hops.Add(hop);
        if (!from.TryFollow(hop.Location!, out var next, out var fault))
        {
            string shown = hop.Location!.Length > MaxShown ? hop.Location[..MaxShown] : hop.Location;
            return End(new FetchHop { Url = shown, At = now, Failure = fault }, fault);
        }

        if (request.Follows?.Invoke(next) == false)
        {
            return End(new FetchHop { Url = next.ToString(), At = now, Port = next.Port, Failure = Failure.HttpRedirectForbidden }, Failure.HttpRedirectForbidden);
        }

        failure = visited.Contains(Step(next)) ? Failure.HttpRedirectLoop
            : ++redirects > options.MaxRedirects ? Failure.HttpTooManyRedirects
            : null;
        return failure is null ? next : null;
    }

    /// <summary>Gives up: nobody looks at what came.</summary>
    public void Drop() => body?.Dispose();

    public FetchOutcome Outcome() => new()
    {
        Url = request.Url.ToString(),
        Family = request.Family,
        At = at,
        Duration = spent,
        Hops = hops,
        Failure = failure,
        Body = body,
        Cut = cut,
        ContentType = body is null ? null : hops[^1].Header("Content-Type"),
    };

    // The same page with other cookies is another answer.
    private string Step(FetchUrl url) => $"{url} {cookies.GetCookieHeader(url.ToUri())}";
}
