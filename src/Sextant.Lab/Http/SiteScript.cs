using System.Globalization;
using System.Net;
using Sextant.Lab.Tls;

namespace Sextant.Lab.Http;

/// <summary>
/// The script of a web site. Without a word it is healthy: port 443 with a valid certificate and a page of its own,
/// port 80 sending visitors there. Each line may hold everywhere, on one family, or on one address.
/// </summary>
public sealed class SiteScript : HostScript<SiteScript>
{
    private readonly List<(Where Where, Action<SiteFace> Change)> _lines = [];

    internal SiteScript(AddressPool pool, string host)
        : base(pool, host)
    {
    }

    /// <summary>Changes what is shown; the general form of the lines below.</summary>
    public SiteScript Shows(Action<SiteFace> change, Where on = default)
    {
        _lines.Add((on, change));
        return this;
    }

    /// <summary>Answers by a function of the request.</summary>
    public SiteScript Answers(Func<LabRequest, LabReply> reply, Where on = default) => Shows(f => f.Reply = reply, on);

    /// <summary>Answers every request with this page.</summary>
    public SiteScript Page(string html, Where on = default) => Answers(_ => LabReply.Page(html), on);

    /// <summary>Answers with a status and a short page.</summary>
    public SiteScript Status(int status, Where on = default) =>
        Answers(_ => LabReply.Page($"<!doctype html><title>{status}</title><h1>{status}</h1>", status), on);

    /// <summary>Sends every visitor elsewhere.</summary>
    public SiteScript RedirectsTo(string location, Where on = default, int status = 301) =>
        Answers(_ => LabReply.Redirect(location, status), on);

    /// <summary>Sends visitors of https down to http, which answers itself.</summary>
    public SiteScript DowngradesToHttp(Where on = default) => Shows(
        f =>
        {
            var page = f.Reply;
            f.UpgradesToHttps = false;
            f.Reply = r => r.Secure ? LabReply.Redirect($"http://{f.Host}{r.Target}", 302) : page(r);
        },
        on);

    /// <summary>Another server's default page, of about the same size, with a certificate that is for the site.</summary>
    public SiteScript ShowsHostingDefault(Where on = default) =>
        Shows(f => f.Reply = _ => LabReply.Page(Http.Pages.HostingDefault(Http.Pages.Portal(f.Host).Length)), on);

    /// <summary>The page differs at each request as living pages do: nonces, counters, notices.</summary>
    public SiteScript Rotates(Where on = default) => Shows(f => f.Reply = r => LabReply.Page(Http.Pages.Rotating(f.Host, r.Ordinal)), on);

    /// <summary>Moves the visitor by a meta refresh.</summary>
    public SiteScript MetaRefreshesTo(string url, Where on = default) => Answers(_ => LabReply.Page(Http.Pages.MetaRefresh(url)), on);

    /// <summary>A page that tests for robots.</summary>
    public SiteScript Challenges(Where on = default) =>
        Answers(_ => LabReply.Page(Http.Pages.Challenge(), 403).With("Server", "cloudflare").With("cf-mitigated", "challenge"), on);

    /// <summary>429 to each request beyond so many within a time, counted on each address by itself.</summary>
    public SiteScript RateLimits(int requests, TimeSpan within, Where on = default) => Shows(
        f =>
        {
            var page = f.Reply;
            var limit = new RequestLimit(requests, within);
            f.Reply = r => limit.Allows(r.At)
                ? page(r)
                : LabReply.Page("<!doctype html><title>Too many requests</title>", 429).With("Retry-After", ((int)within.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        },
        on);

    /// <summary>A body that never ends.</summary>
    public SiteScript NeverEnds(Where on = default) => Answers(_ => LabReply.Page("<!doctype html><title>On and on</title>") with { Manner = Manner.Endless }, on);

    /// <summary>A small body that unpacks to 64 MB.</summary>
    public SiteScript SendsGzipBomb(Where on = default) =>
        Answers(_ => new LabReply { Body = Http.Pages.GzipBomb() }.With("Content-Encoding", "gzip"), on);

    /// <summary>Bytes that are not HTTP, or silence, or an early close.</summary>
    public SiteScript Behaves(Manner manner, Where on = default) => Answers(_ => new LabReply { Manner = manner }, on);

    /// <summary>Thinks so long before each answer.</summary>
    public SiteScript Thinks(TimeSpan time, Where on = default) => Shows(
        f =>
        {
            var page = f.Reply;
            f.Reply = r => page(r) with { Thinks = time };
        },
        on);

    /// <summary>Adds a header to every answer.</summary>
    public SiteScript Header(string name, string value, Where on = default) => Shows(
        f =>
        {
            var page = f.Reply;
            f.Reply = r => page(r).With(name, value);
        },
        on);

    /// <summary>What its certificate is like.</summary>
    public SiteScript Certificate(CertificateKind kind, Where on = default) => Shows(f => f.Certificate = kind, on);

    /// <summary>The handshake fails.</summary>
    public SiteScript BreaksTls(Where on = default) => Shows(f => f.TlsBroken = true, on);

    /// <summary>Nobody listens on port 443; port 80 answers itself.</summary>
    public SiteScript WithoutHttps(Where on = default) => Shows(f => f.Https = false, on);

    /// <summary>Nobody listens on port 80.</summary>
    public SiteScript WithoutHttp(Where on = default) => Shows(f => f.Http = false, on);

    /// <summary>Port 80 answers itself instead of sending visitors to https.</summary>
    public SiteScript ServesPlainHttp(Where on = default) => Shows(f => f.UpgradesToHttps = false, on);

    /// <summary>Offers HTTP/2.</summary>
    public SiteScript OffersHttp2(Where on = default) => Shows(f => f.Http2 = true, on);

    internal SiteFace Face(IPAddress address)
    {
        var face = new SiteFace(Name, address);
        foreach (var (where, change) in _lines)
        {
            if (where.Covers(address))
            {
                change(face);
            }
        }

        return face;
    }
}
