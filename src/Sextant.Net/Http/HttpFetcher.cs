using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using Sextant.Net.Dialling;
using Sextant.Net.Http.Bodies;
using Sextant.Net.Http.Exchanges;
using Sextant.Net.Timing;
using Sextant.Net.Tls;
using Sextant.Wire;
using Sextant.Wire.Addresses;

namespace Sextant.Net.Http;

/// <summary>
/// Fetches one page over one family: every hop is looked up, judged, dialled and recorded by itself (rule 3). A certificate that is
/// not valid is recorded and the fetch goes on, so that content can be compared.
/// </summary>
public sealed class HttpFetcher(Dialler dialler, TlsDialogue tls, HttpFetcherOptions options, TimeProvider time)
{
    private static readonly SslApplicationProtocol[] Offered = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
    private static readonly SslApplicationProtocol[] OnlyHttp11 = [SslApplicationProtocol.Http11];

    private readonly TimeWheel wheel = TimeWheel.Of(time);
    private readonly BodyReader bodies = new(options);

    /// <summary>Fetches. What the target or the network does is in the outcome, never thrown. Dispose its body: other long ones may wait for its place.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<FetchOutcome> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        var walk = new Walk(request, options, time.GetUtcNow());
        try
        {
            for (var url = request.Url; url is not null;)
            {
                url = await HopAsync(walk, url, cancellation).ConfigureAwait(false);
            }

            return walk.Outcome();
        }
        catch
        {
            walk.Drop();
            throw;
        }
    }

    /// <summary>One hop; the answer is where it redirects to, null at the end of the walk.</summary>
    private async ValueTask<FetchUrl?> HopAsync(Walk walk, FetchUrl url, CancellationToken cancellation)
    {
        walk.Visit(url);
        var hop = new FetchHop { Url = url.ToString(), At = time.GetUtcNow(), Port = url.Port };
        var (candidates, lookup, refusal) = await CandidatesAsync(walk, url, cancellation).ConfigureAwait(false);
        hop = hop with { Lookup = lookup, Address = candidates.Count > 0 ? candidates[0] : lookup?.Addresses.FirstOrDefault() ?? url.Literal };
        if (refusal is { } failure)
        {
            return walk.End(hop with { Failure = failure }, failure);
        }

        if (walk.KnownAt(url, candidates[0]) is { } known)
        {
            return walk.Keep(known);
        }

        var (connection, opened) = await OpenAsync(walk, url, hop, candidates, cancellation).ConfigureAwait(false);
        return connection is null
            ? walk.End(opened, opened.Failure!.Value)
            : await ExchangeAsync(walk, url, opened, connection, cancellation).ConfigureAwait(false);
    }

    /// <summary>A connection to ask over: one that the scan kept, or a new one. Null when there is none, and then the hop says why.</summary>
    private async ValueTask<(OpenConnection? Connection, FetchHop Hop)> OpenAsync(
        Walk walk, FetchUrl url, FetchHop hop, IReadOnlyList<IPAddress> candidates, CancellationToken cancellation)
    {
        if (walk.TakeKept(url, candidates[0]) is { } kept)
        {
            return (kept, await SharingAsync(walk, hop, kept, cancellation).ConfigureAwait(false));
        }

        var dial = await DialAsync(walk, url, candidates, tried => hop = hop with { Tried = tried }, cancellation).ConfigureAwait(false);
        hop = hop with { Address = dial.Remote.Address, Connect = dial.Failure is null ? dial.Duration : null };
        if (dial.Stream is null)
        {
            dial.Dispose();
            return (null, hop with { Failure = dial.Failure });
        }

        if (!url.Secure)
        {
            return (new OpenConnection(dial, url.ServerName, null), hop);
        }

        TlsOutcome? shake = null;
        try
        {
            shake = await tls.HandshakeAsync(dial.Stream, url.ServerName, walk.OnlyHttp11 ? OnlyHttp11 : Offered, walk.Least(options.TlsTimeout), cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (shake?.Stream is null)
            {
                dial.Dispose();
            }
        }

        walk.Spend(shake.Duration);
        hop = hop with { Tls = shake with { Stream = null } };
        return shake.Stream is null ? (null, hop with { Failure = shake.Failure }) : (new OpenConnection(dial, url.ServerName, shake), hop);
    }

    // Its first request takes over what opening it took; a later one had nothing to open, and waits for its turn as every request does.
    private async ValueTask<FetchHop> SharingAsync(Walk walk, FetchHop hop, OpenConnection kept, CancellationToken cancellation)
    {
        hop = hop with { Tls = kept.Tls is { } shaken ? shaken with { Stream = null } : null };
        if (!kept.Used)
        {
            walk.Spend(kept.Dial.Duration + (kept.Tls?.Duration ?? TimeSpan.Zero));
            return hop with { Connect = kept.Dial.Duration };
        }

        try
        {
            await dialler.AgainAsync(kept.Remote, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await kept.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return hop with { Shared = true };
    }

    /// <summary>The addresses of the hop that may be dialled, or why there is none.</summary>
    private async ValueTask<(IReadOnlyList<IPAddress> Addresses, HostLookup? Lookup, Failure? Refusal)> CandidatesAsync(
        Walk walk, FetchUrl url, CancellationToken cancellation)
    {
        HostLookup? lookup = null;
        IReadOnlyList<IPAddress> found;
        if (walk.First && walk.Request.FirstAddress is { } given)
        {
            found = [given];
        }
        else if (url.Literal is { } literal)
        {
            found = [literal];
        }
        else
        {
            lookup = await walk.Request.Lookup(url.Name!.Ascii, walk.Request.Family, cancellation).ConfigureAwait(false);
            if (lookup.Failure is { } failure and not (Failure.DnsNoData or Failure.DnsNxdomain))
            {
                return ([], lookup, failure);
            }

            found = lookup.Addresses;
        }

        var ofFamily = found.Where(address => AddressKind.FamilyOf(address) == walk.Request.Family).ToList();
        if (ofFamily.Count == 0)
        {
            // A forbidden target stays one, whichever family was to be spoken.
            if (!walk.First && url.Literal is { } other && dialler.Guard.Judge(other, url.Port) is { } forbidden)
            {
                return ([], null, forbidden == Failure.Excluded ? forbidden : Failure.HttpRedirectForbidden);
            }

            return ([], lookup, walk.First ? lookup?.Failure ?? Failure.DnsNoData : Failure.HttpRedirectUnreachable);
        }

        var verdicts = ofFamily.Select(address => dialler.Guard.Judge(address, url.Port)).ToList();
        var allowed = ofFamily.Where((_, i) => verdicts[i] is null).ToList();
        if (allowed.Count > 0 && allowed.TrueForAll(address => dialler.Rests(address, url.ServerName)))
        {
            return (allowed, lookup, Failure.HttpRateLimited);
        }

        allowed.RemoveAll(address => dialler.Rests(address, url.ServerName));
        Failure? refusal = allowed.Count > 0 ? null
            : verdicts.Contains(Failure.Excluded) ? Failure.Excluded
            : walk.First ? Failure.AddressForbidden : Failure.HttpRedirectForbidden;
        return (allowed.Count > 0 ? allowed : ofFamily, lookup, refusal);
    }

    private async ValueTask<DialOutcome> DialAsync(
        Walk walk, FetchUrl url, IReadOnlyList<IPAddress> candidates, Action<IReadOnlyList<(IPAddress, Failure)>> tell, CancellationToken cancellation)
    {
        var tried = new List<(IPAddress, Failure)>();
        for (int i = 0; ; i++)
        {
            var dial = await dialler.ConnectAsync(new IPEndPoint(candidates[i], url.Port), walk.Least(options.ConnectTimeout), cancellation).ConfigureAwait(false);
            walk.Spend(dial.Duration);
            if (dial.Failure is not { } failure)
            {
                return dial;
            }

            tried.Add((candidates[i], failure));
            tell(tried);
            if (i + 1 >= Math.Min(candidates.Count, options.MaxAddresses) || walk.Left <= TimeSpan.Zero)
            {
                return dial;
            }

            dial.Dispose();
        }
    }

    private async ValueTask<FetchUrl?> ExchangeAsync(Walk walk, FetchUrl url, FetchHop hop, OpenConnection connection, CancellationToken cancellation)
    {
        using var limit = new ExchangeTime(wheel, time, walk.Left, cancellation);
        bool whole = false;
        try
        {
            var reply = await AskAsync(connection.Exchange(options), walk, url, limit.Token).ConfigureAwait(false);
            connection.Used = true;
            hop = hop with { Status = reply.Status, HttpVersion = reply.Version, Headers = reply.Headers, FirstByte = limit.Spent };
            if (walk.IsRedirect(hop))
            {
                whole = true;
                return walk.Follow(hop, url, time.GetUtcNow());
            }

            var body = await bodies.ReadAsync(reply, limit).ConfigureAwait(false);
            if (hop.Status is 429 or 503)
            {
                dialler.BackOff(connection.Remote, RetryAfter(hop), url.ServerName);
            }

            walk.Keep(body, hop);
            whole = body is { Cut: false, Failure: null };
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return walk.End(hop with { Failure = Failure.TimedOut }, Failure.TimedOut);
        }
        catch (HttpFaultException fault) when (!walk.OnlyHttp11 && fault.WantsHttp11)
        {
            // The same hop once more; nothing of the page was refused.
            walk.OnlyHttp11 = true;
            return url;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            var failure = HttpFailures.ToFailure(exception);
            return hop.Status is null && walk.GoesOnFresh(connection) ? url : walk.End(hop with { Failure = failure }, failure);
        }
        finally
        {
            walk.Spend(limit.Spent);
            await LeaveAsync(walk, connection, whole).ConfigureAwait(false);
        }
    }

    /// <summary>Kept for the next name only when nothing of this answer is left in it.</summary>
    private static ValueTask LeaveAsync(Walk walk, OpenConnection connection, bool whole) =>
        whole && walk.Request.Kept is { } kept ? kept.KeepAsync(connection) : connection.DisposeAsync();

    private async ValueTask<HttpReply> AskAsync(IHttpExchange exchange, Walk walk, FetchUrl url, CancellationToken cancellation)
    {
        using TimeLimit headers = wheel.Limit(options.HeadersTimeout, cancellation);
        var reply = await exchange.AskAsync(url, walk.Fields(url), headers.Token).ConfigureAwait(false);
        walk.Remember(url, reply.Values("Set-Cookie"));
        return reply;
    }

    private TimeSpan? RetryAfter(FetchHop hop) => RetryConditionHeaderValue.TryParse(hop.Header("Retry-After"), out var after)
        ? after.Delta ?? (after.Date - time.GetUtcNow())
        : null;
}
