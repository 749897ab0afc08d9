using System.Net;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Building;
using Sextant.Checks.Tests.Web.Content;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Web;

/// <summary>Every row of the class table and of the list of mistakes made elsewhere that a web check can see, with its class and a tag that must be said.</summary>
public sealed class WebClassTests
{
    private static readonly Dictionary<string, (Scan Scan, TargetClass Class, string Tag)> Rows = new(StringComparer.Ordinal)
    {
        // ready
        ["healthy site"] = (SiteBuilder.Two(), TargetClass.Ready, "web-v6-page-served"),
        ["healthy host"] = (SiteBuilder.One(), TargetClass.Ready, "web-content-same"),
        ["IPv6-only site"] = (SiteBuilder.One(h => h.V4 = []), TargetClass.Ready, "web-ports-no-ipv4"),
        ["no HTTPS on either family"] = (SiteBuilder.One(h => h.Port("v4", 443, Failure.ConnectionRefused).Port("v6", 443, Failure.ConnectionRefused)), TargetClass.Ready, "web-tls-none"),
        ["HTTP/2 over IPv4 only"] = (SiteBuilder.One(h => h.Tls("v6", t => t with { Alpn = "http/1.1" })), TargetClass.Ready, "web-tls-protocol-differs"),
        ["another key over IPv6"] = (SiteBuilder.One(h => h.Tls("v6", t => t with { PublicKey = "bb", Names = ["portal.example.vn", "x.vn"] })), TargetClass.Ready, "web-tls-key-differs"),
        ["no www"] = (SiteBuilder.Two(www: h => { h.V4 = []; h.V6 = []; }), TargetClass.Ready, "web-one-name"),
        ["no apex"] = (SiteBuilder.Two(apex: h => { h.V4 = []; h.V6 = []; }), TargetClass.Ready, "web-one-name"),
        ["rotating page"] = (SiteBuilder.One(h => h.Html("v6", Pages.Portal(visits: 99, nonce: "zz"))), TargetClass.Ready, "web-content-same"),
        ["IPv4 dead, IPv6 works"] = (SiteBuilder.One(h => h.Dead("v4")), TargetClass.Ready, "web-content-nothing-to-compare"),
        ["slow connections while the vantage was busy, not so in turns"] = (SiteBuilder.One(h => { h.RoundTripV6 = 900; h.InTurns(6, 7, 5, 6, 8, 6, 5, 6, 6, 7); }), TargetClass.Ready, "web-v6-addresses-answer"),
        ["too few in turns to say"] = (SiteBuilder.One(h => { h.RoundTripV6 = 900; h.InTurns(900, 900, 900, 900, null, null, null, null, null, null); }), TargetClass.Ready, "web-v6-addresses-answer"),
        ["two first packets lost"] = (SiteBuilder.One(h => h.Port("v6", 443, SentAgain(2))), TargetClass.Ready, "web-v6-addresses-answer"),
        ["far away over both, a second each"] = (SiteBuilder.One(h => { h.Port("v6", 443, SiteBuilder.Tries(null, 10, 1100)).Port("v4", 443, SiteBuilder.Tries(null, 10, 1100)); h.InTurns(); }), TargetClass.Ready, "web-v6-addresses-answer"),
        ["one lost packet"] = (SiteBuilder.One(h => h.Port("v6", 443, Loss(1))), TargetClass.Ready, "web-v6-addresses-answer"),
        ["page fails over IPv4 alone"] = (SiteBuilder.One(h => h.Html("v4", "no", 500)), TargetClass.Ready, "web-v6-page-served"),
        ["certificate wrong over IPv4 alone"] = (SiteBuilder.One(h => h.Certificate("v4", Failure.TlsExpired)), TargetClass.Ready, "web-tls-valid"),
        ["one server fails at AAAA, another answers"] = (SiteBuilder.One(h => h.AtServers = Servers(null, Failure.DnsServfail)), TargetClass.Ready, "web-aaaa-some-servers-fail"),
        ["hints that are given by a server"] = (SiteBuilder.One(h => { h.Hints = ["2001:db8::10"]; h.AtServers = Servers(null, null); }), TargetClass.Ready, "web-aaaa-published"),
        ["one handshake refused by a limit, the page came over another"] = (SiteBuilder.One(h => h.Tls("v6", t => t with { Handshake = Failure.ConnectionRefused, Connected = false, Protocol = null, PublicKey = null, Attempts = SiteBuilder.Tries(Failure.ConnectionRefused, 3) }).Page("v6", f => f with { Hops = [f.Hops[0] with { TlsMs = 9 }] })), TargetClass.Ready, "web-tls-valid"),
        ["addresses that rotate among servers that work"] = (SiteBuilder.One(h => h.AlsoSeen = ["2001:db8::11", "2001:db8::12"]), TargetClass.Ready, "web-v6-addresses-answer"),
        ["alias for AAAA alone that leads to addresses"] = (SiteBuilder.One(h => h.AtServers = Aliased("cdn.example.net.")), TargetClass.Ready, "web-aaaa-published"),

        // partial
        ["one of the addresses that rotate is dead"] = (SiteBuilder.One(h => { h.AlsoSeen = ["2001:db8::11"]; h.Dead("2001:db8::11"); }), TargetClass.Partial, "web-v6-some-dead"),
        ["the address that the resolver gave is dead, those it gives later are not"] = (SiteBuilder.One(h => { h.AlsoSeen = ["2001:db8::11"]; h.Dead("2001:db8::10"); }), TargetClass.Partial, "web-v6-some-dead"),
        ["one of two addresses dead"] = (SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "2001:db8::11"]; h.Dead("2001:db8::11"); }), TargetClass.Partial, "web-v6-some-dead"),
        ["one of two addresses not global"] = (SiteBuilder.One(h => h.V6 = ["2001:db8::10", "fd00::1"]), TargetClass.Partial, "web-aaaa-mixed"),
        ["www without AAAA"] = (SiteBuilder.Two(www: h => h.V6 = []), TargetClass.Partial, "web-name-without-ipv6"),
        ["apex without AAAA"] = (SiteBuilder.Two(apex: h => h.V6 = []), TargetClass.Partial, "web-name-without-ipv6"),
        ["www dangling"] = (SiteBuilder.Two(www: h => Alias(h, Failure.DnsNxdomain)), TargetClass.Partial, "web-name-leads-nowhere"),
        ["www looping"] = (SiteBuilder.Two(www: h => Alias(h, Failure.DnsLoop)), TargetClass.Partial, "web-name-leads-nowhere"),
        ["www an alias of an IPv4-only host"] = (SiteBuilder.Two(www: h => h.Aaaa = SiteBuilder.Look("www.example.vn") with { Aliases = ["old.example.vn"] }), TargetClass.Partial, "web-name-without-ipv6"),
        ["443 works, 80 closed"] = (SiteBuilder.One(h => h.Port("v6", 80, Failure.ConnectionRefused)), TargetClass.Partial, "web-v6-80-closed"),
        ["80 closed on one of two"] = (SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "2001:db8::11"]; h.Port("2001:db8::11", 80, Failure.TimedOut); }), TargetClass.Partial, "web-v6-80-some-closed"),
        ["443 closed on one of two"] = (SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "2001:db8::11"]; h.Port("2001:db8::11", 443, Failure.TimedOut); }), TargetClass.Partial, "web-v6-443-some-closed"),
        ["redirect down to HTTP over IPv6"] = (SiteBuilder.One(h => h.Redirects("v6", "http://portal.example.vn/")), TargetClass.Partial, "web-v6-redirect-down"),
        ["meta refresh to an IPv4-only host"] = (SiteBuilder.One(h => h.Page("v4", Refresh).Page("v6", Refresh)), TargetClass.Partial, "web-meta-refresh-to-ipv4-only"),
        ["far longer way"] = (SiteBuilder.One(h => h.RoundTripV6 = 320), TargetClass.Partial, "web-v6-slow"),
        ["far longer way, in turns"] = (SiteBuilder.One(h => { h.RoundTripV6 = 320; h.InTurns(320, 322, 318, 330, 1320, 321, 319, 320, null, 322); }), TargetClass.Partial, "web-v6-slow"),
        ["first packets sent again"] = (SiteBuilder.One(h => h.Port("v6", 443, SentAgain(3))), TargetClass.Partial, "web-v6-loss"),
        ["page lost with the first packets"] = (SiteBuilder.One(h => h.Port("v6", 443, SentAgain(5)).Fails("v6", Failure.TimedOut, 10)), TargetClass.Partial, "web-v6-page-lost"),
        ["heavy loss"] = (SiteBuilder.One(h => h.Port("v6", 443, Loss(3))), TargetClass.Partial, "web-v6-loss"),
        ["ipv6hint wrong"] = (SiteBuilder.One(h => h.Hints = ["2001:db8::77"]), TargetClass.Partial, "web-ipv6hint-wrong"),
        ["everyone redirected to an IPv4-only www"] = (SiteBuilder.Two(apex: h => ToIpv4Only(h, "v6").Redirects("v4", "https://www.example.vn/"), www: h => h.V6 = []), TargetClass.Partial, "web-redirect-to-ipv4-only"),
        ["everyone redirected to an IPv4-only host"] = (SiteBuilder.One(h => ToIpv4Only(h, "v6").Redirects("v4", "https://www.example.vn/")), TargetClass.Partial, "web-redirect-to-ipv4-only"),
        ["one of two addresses serves another page"] = (SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "2001:db8::11"]; h.Html("2001:db8::11", Pages.NginxDefault); }), TargetClass.Partial, "web-content-some-differ"),
        ["one of two addresses answers 404"] = (SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "2001:db8::11"]; h.Html("2001:db8::11", "no", 404); }), TargetClass.Partial, "web-v6-page-some"),
        ["one of two certificates expired"] = (SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "2001:db8::11"]; h.Certificate("2001:db8::11", Failure.TlsExpired); }), TargetClass.Partial, "web-v6-tls-some-invalid"),
        ["port 80 leads to another page"] = (SiteBuilder.One(h => h.Html("http-v6", Pages.NginxDefault)), TargetClass.Partial, "web-http-content-differs"),
        ["port 80 answers 404 over IPv6"] = (SiteBuilder.One(h => h.Html("http-v6", "no", 404)), TargetClass.Partial, "web-v6-http-fails"),

        ["page lost with the packets"] = (SiteBuilder.One(h => h.Port("v6", 443, Loss(5)).Fails("v6", Failure.TimedOut, 10)), TargetClass.Partial, "web-v6-page-lost"),
        ["handshake lost with the packets"] = (SiteBuilder.One(h => h.Port("v6", 443, Loss(5)).Tls("v6", t => t with { Handshake = Failure.TimedOut, Attempts = SiteBuilder.Tries(Failure.TimedOut, 10) })), TargetClass.Partial, "web-v6-tls-lost"),
        ["port lost with the packets"] = (SiteBuilder.One(h => h.Port("v6", 80, Loss(5)).Port("v6", 443, Failure.TimedOut)), TargetClass.Partial, "web-v6-port-lost"),
        ["www looping, which its resolver answers with SERVFAIL"] = (SiteBuilder.Two(www: h =>
        {
            h.A = SiteBuilder.Look("www.example.vn", "A", Failure.DnsServfail);
            h.Aaaa = SiteBuilder.Look("www.example.vn", "AAAA", Failure.DnsServfail);
            h.Walk = new PathWalk { Family = Family.V6, Failure = Failure.DnsLoop };
        }), TargetClass.Partial, "web-name-leads-nowhere"),

        // broken
        ["no address reachable"] = (SiteBuilder.One(h => h.Dead("v6")), TargetClass.Broken, "web-v6-all-dead"),
        ["ULA only"] = (SiteBuilder.One(h => h.V6 = ["fd00::1"]), TargetClass.Broken, "web-aaaa-not-global"),
        ["mapped only"] = (SiteBuilder.One(h => h.V6 = ["::ffff:203.0.113.10"]), TargetClass.Broken, "web-aaaa-not-global"),
        ["6to4 only"] = (SiteBuilder.One(h => h.V6 = ["2002:cb00:710a::1"]), TargetClass.Broken, "web-aaaa-not-global"),
        ["NAT64 prefix"] = (SiteBuilder.One(h => h.V6 = ["64:ff9b::cb00:710a"]), TargetClass.Broken, "web-aaaa-not-global"),
        ["status wrong on IPv6 only"] = (SiteBuilder.One(h => h.Html("v6", "no", 404)), TargetClass.Broken, "web-v6-status"),
        ["403 on IPv6 only"] = (SiteBuilder.One(h => h.Html("v6", "no", 403)), TargetClass.Broken, "web-v6-status"),
        ["default page on IPv6 only"] = (SiteBuilder.One(h => h.Html("v6", Pages.NginxDefault)), TargetClass.Broken, "web-content-differs"),
        ["another page of the template"] = (SiteBuilder.One(h => h.Html("v6", Pages.Portal(title: "Giới thiệu", news: [300]))), TargetClass.Broken, "web-content-differs"),
        ["certificate expired on IPv6 only"] = (SiteBuilder.One(h => h.Certificate("v6", Failure.TlsExpired)), TargetClass.Broken, "web-v6-tls-invalid"),
        ["certificate for another name on IPv6 only"] = (SiteBuilder.One(h => h.Certificate("v6", Failure.TlsNameMismatch)), TargetClass.Broken, "web-v6-tls-invalid"),
        ["handshake fails on IPv6 only"] = (SiteBuilder.One(h => h.Tls("v6", t => t with { Handshake = Failure.TlsAlert, Attempts = SiteBuilder.Tries(Failure.TlsAlert, 3) })), TargetClass.Broken, "web-v6-tls-handshake"),
        ["443 closed where IPv4 has it"] = (SiteBuilder.One(h => h.Port("v6", 443, Failure.ConnectionRefused)), TargetClass.Broken, "web-v6-443-closed"),
        ["redirect over IPv6 alone to an IPv4-only host"] = (SiteBuilder.One(h => ToIpv4Only(h, "v6")), TargetClass.Broken, "web-v6-redirect-to-ipv4-only"),
        ["redirect over IPv6 alone to a forbidden target"] = (SiteBuilder.One(h => h.Redirects("v6", "https://[::1]/", Failure.HttpRedirectForbidden)), TargetClass.Broken, "web-v6-redirect-bad"),
        ["redirect over IPv6 alone to a forbidden address at another port"] = (SiteBuilder.One(h => h.Redirects("v6", "http://[::1]:8080/", Failure.HttpRedirectForbidden)), TargetClass.Broken, "web-v6-redirect-bad"),
        ["redirect over IPv6 alone to an IPv4 address"] = (SiteBuilder.One(h => h.Redirects("v6", "https://203.0.113.99/", Failure.HttpRedirectUnreachable)), TargetClass.Broken, "web-v6-redirect-to-ipv4-only"),
        ["redirect over IPv6 alone in a circle"] = (SiteBuilder.One(h => h.Redirects("v6", "https://portal.example.vn/", Failure.HttpRedirectLoop)), TargetClass.Broken, "web-v6-redirect-bad"),
        ["redirect over IPv6 alone to a dead name"] = (SiteBuilder.One(h => h.Redirects("v6", "https://gone.vn/", Failure.HttpRedirectUnreachable, SiteBuilder.Look("gone.vn", "AAAA", Failure.DnsNxdomain, 1), SiteBuilder.Look("gone.vn", "A", Failure.DnsNxdomain, 1))), TargetClass.Broken, "web-v6-redirect-bad"),
        ["port 80 redirects over IPv6 alone to an IPv4-only host"] = (SiteBuilder.One(h => ToIpv4Only(h, "http-v6")), TargetClass.Broken, "web-v6-http-redirect-bad"),
        ["path-MTU black hole"] = (SiteBuilder.One(h => h.Fails("v6", Failure.TimedOut)), TargetClass.Broken, "web-v6-no-page"),
        ["garbage on IPv6 only"] = (SiteBuilder.One(h => h.Fails("v6", Failure.HttpMalformed)), TargetClass.Broken, "web-v6-no-page"),
        ["AAAA answered SERVFAIL"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsServfail)), TargetClass.Broken, "web-aaaa-failed"),
        ["alias for AAAA alone that leads nowhere"] = (SiteBuilder.One(h => { h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsNxdomain, 1) with { Aliases = ["gone.example.net"] }; h.AtServers = Aliased("gone.example.net."); }), TargetClass.Broken, "web-aaaa-failed"),
        ["AAAA answered with an alias to itself"] = (SiteBuilder.One(h => { h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsServfail); h.AtServers = Aliased("portal.example.vn."); }), TargetClass.Broken, "web-aaaa-failed"),
        ["the same, and the resolver hands the alias on without validation"] = (SiteBuilder.One(h => { h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsServfail) with { AnsweredUnchecked = true }; h.AtServers = Aliased("portal.example.vn."); }), TargetClass.Broken, "web-aaaa-failed"),
        ["connections are reset in the handshake, never otherwise"] = (SiteBuilder.One(h => h.Tls("v6", t => t with { Handshake = Failure.ConnectionReset, Connected = true, Attempts = SiteBuilder.Tries(Failure.ConnectionReset, 3) }).Page("v6", f => Refused(f, Failure.ConnectionReset) with { Hops = [f.Hops[0] with { Status = null, TlsFailed = true, Failure = Failure.ConnectionReset }] })), TargetClass.Broken, "web-v6-no-page"),
        ["AAAA answered wrongly by every server"] = (SiteBuilder.One(h => { h.V6 = []; h.AtServers = Servers(Failure.DnsMismatch, Failure.DnsMismatch); }), TargetClass.Broken, "web-aaaa-failed"),
        ["AAAA not answered"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.TimedOut)), TargetClass.Broken, "web-aaaa-failed"),
        ["AAAA answered NOTIMP"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsNotimp)), TargetClass.Broken, "web-aaaa-failed"),
        ["AAAA answered NXDOMAIN"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsNxdomain, 1)), TargetClass.Broken, "web-aaaa-denied"),
        ["AAAA answered NXDOMAIN by one server"] = (SiteBuilder.One(h => { h.V6 = []; h.AtServers = Servers(null, Failure.DnsNxdomain); }), TargetClass.Broken, "web-aaaa-denied"),
        ["bogus for AAAA alone"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsBogus)), TargetClass.Broken, "web-aaaa-bogus"),
        ["another host's certificate wrong over IPv6 alone after a redirect"] = (SiteBuilder.One(h => h.Redirects("v6", "https://cdn.vn/", certificate: Failure.TlsExpired).Redirects("v4", "https://cdn.vn/")), TargetClass.Broken, "web-v6-tls-target-invalid"),

        // what leaves the class alone
        ["resolves over IPv6 alone"] = (InZone(SiteBuilder.One()), TargetClass.Ready, "web-dns-v6-whole"),
        ["its zone has one name server on IPv6"] = (InZone(SiteBuilder.One(), z => z[0].V6 = []), TargetClass.Ready, "web-dns-v6-few-servers"),
        ["its zone has no name server on IPv6"] = (InZone(SiteBuilder.One(), z => { z[0].V6 = []; z[1].V6 = []; }), TargetClass.Ready, "web-dns-v6-few-servers"),
        ["the AAAA of a name server is open"] = (InZone(SiteBuilder.One(), z => { z[0].V6 = []; z[0].Aaaa = SiteBuilder.Look(z[0].Name, "AAAA", Failure.DnsServfail); }), TargetClass.Ready, "web-dns-v6-open"),
        ["its alias lies in a zone with IPv4 alone"] = (InZone(SiteBuilder.One(h => h.Walk = Stops("cdn.example.net"))), TargetClass.Ready, "web-dns-v6-path-stops"),
        ["the root is out of reach"] = (InZone(SiteBuilder.One(h => h.Walk = Stops("."))), TargetClass.Ready, "web-dns-v6-open"),
        ["more addresses than are looked at"] = (SiteBuilder.One(h => { h.V6 = ["2001:db8::10", "2001:db8::11"]; h.Port("2001:db8::11", 443, Failure.WorkLimit, 1).Port("2001:db8::11", 80, Failure.WorkLimit, 1); }), TargetClass.Ready, "web-v6-not-all-looked-at"),

        // none
        ["no AAAA"] = (SiteBuilder.One(h => h.V6 = []), TargetClass.None, "web-aaaa-none"),
        ["no AAAA on apex and www"] = (SiteBuilder.Two(h => h.V6 = [], h => h.V6 = []), TargetClass.None, "web-aaaa-none"),
        ["no AAAA on the apex, no www"] = (SiteBuilder.Two(h => h.V6 = [], h => { h.V4 = []; h.V6 = []; }), TargetClass.None, "web-aaaa-none"),

        // unknown
        ["down on both"] = (SiteBuilder.One(h => h.Dead("v6").Dead("v4")), TargetClass.Unknown, "web-both-dead"),
        ["IPv6-only and down"] = (SiteBuilder.One(h => { h.V4 = []; h.Dead("v6"); }), TargetClass.Unknown, "web-both-dead"),
        ["expired on both"] = (SiteBuilder.One(h => h.Certificate("v6", Failure.TlsExpired).Certificate("v4", Failure.TlsExpired)), TargetClass.Unknown, "web-tls-invalid-both"),
        ["401 on both"] = (SiteBuilder.One(h => h.Html("v6", "no", 401).Html("v4", "no", 401)), TargetClass.Unknown, "web-page-fails-both"),
        ["403 on both"] = (SiteBuilder.One(h => h.Html("v6", "no", 403).Html("v4", "no", 403)), TargetClass.Unknown, "web-page-fails-both"),
        ["redirect to a forbidden target on both"] = (SiteBuilder.One(h => h.Redirects("v6", "https://[::1]/", Failure.HttpRedirectForbidden).Redirects("v4", "https://[::1]/", Failure.HttpRedirectForbidden)), TargetClass.Unknown, "web-page-fails-both"),
        ["redirect over IPv6 alone to another port"] = (SiteBuilder.One(h => h.Redirects("v6", "http://portal.example.vn:8080/", Failure.HttpRedirectForbidden)), TargetClass.Unknown, "web-v6-page-open"),
        ["redirect in a circle on both"] = (SiteBuilder.One(h => h.Redirects("v6", "https://portal.example.vn/", Failure.HttpRedirectLoop).Redirects("v4", "https://portal.example.vn/", Failure.HttpRedirectLoop)), TargetClass.Unknown, "web-page-fails-both"),
        ["never ends on both"] = (SiteBuilder.One(h => h.Fails("v6", Failure.HttpEndless).Fails("v4", Failure.HttpEndless)), TargetClass.Unknown, "web-page-fails-both"),
        ["bomb on both"] = (SiteBuilder.One(h => h.Fails("v6", Failure.HttpCompression).Fails("v4", Failure.HttpCompression)), TargetClass.Unknown, "web-page-fails-both"),
        ["bot challenge on both"] = (SiteBuilder.One(h => h.Html("v6", "<title>Just a moment...</title>").Html("v4", "<title>Just a moment...</title>")), TargetClass.Unknown, "web-page-refused"),
        ["bot challenge over IPv6"] = (SiteBuilder.One(h => h.Html("v6", "<title>Just a moment...</title>", 403)), TargetClass.Unknown, "web-page-refused"),
        ["bot challenge over IPv4"] = (SiteBuilder.One(h => h.Html("v4", "<title>Just a moment...</title>", 403)), TargetClass.Unknown, "web-content-refused"),
        ["429 over IPv6"] = (SiteBuilder.One(h => h.Fails("v6", Failure.HttpRateLimited, 1)), TargetClass.Unknown, "web-page-refused"),
        ["421 over IPv6"] = (SiteBuilder.One(h => h.Fails("v6", Failure.HttpMisdirected, 1)), TargetClass.Unknown, "web-page-refused"),
        ["private addresses in both families"] = (SiteBuilder.One(h => { h.V6 = ["fd00::1"]; h.V4 = ["10.0.0.1"]; }), TargetClass.Unknown, "web-addresses-not-global"),
        ["rebinding name"] = (SiteBuilder.One(h => { h.V6 = ["::1"]; h.V4 = ["127.0.0.1"]; }), TargetClass.Unknown, "web-addresses-not-global"),
        ["name that points inside at every other question"] = (SiteBuilder.One(h => h.AtServers = [Answer("AAAA", null, 0) with { Data = ["::1"] }, Answer("A", null, 0)]), TargetClass.Unknown, "web-lookup-open"),
        ["name that points inside when asked again"] = (SiteBuilder.One(h => h.Again = [SiteBuilder.Look("portal.example.vn", "::1")]), TargetClass.Unknown, "web-lookup-open"),
        ["another page, seen once"] = (SiteBuilder.One(h => { h.Html("v6", Pages.NginxDefault); h.Times = 1; }), TargetClass.Unknown, "web-content-undecided"),
        ["name that points inside over IPv4 at every other question"] = (SiteBuilder.One(h => { h.V6 = ["::1"]; h.AtServers = [Answer("AAAA", null, 0), Answer("A", null, 0)]; }), TargetClass.Unknown, "web-lookup-open"),
        ["zone that resolves over neither family"] = (SiteBuilder.One(h => { h.A = SiteBuilder.Look("portal.example.vn", "A", Failure.DnsServfail); h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsServfail); }), TargetClass.Unknown, "web-lookup-open"),
        ["bogus on both"] = (SiteBuilder.One(h => { h.A = SiteBuilder.Look("portal.example.vn", "A", Failure.DnsBogus); h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsBogus); }), TargetClass.Unknown, "web-dnssec-bogus"),
        ["dangling alias"] = (SiteBuilder.One(h => Alias(h, Failure.DnsNxdomain)), TargetClass.Unknown, "web-alias-dead"),
        ["the resolver fails where the servers answer"] = (SiteBuilder.One(h => { h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsServfail); h.AtServers = Servers(null, null); }), TargetClass.Unknown, "web-lookup-open"),
        ["AAAA failed once"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsServfail, 1)), TargetClass.Unknown, "web-lookup-open"),
        ["port failed once"] = (SiteBuilder.One(h => h.Port("v6", 443, Failure.TimedOut, 1).Port("v6", 80, Failure.TimedOut, 1)), TargetClass.Unknown, "web-v6-reach-open"),
        ["fetch failed once"] = (SiteBuilder.One(h => h.Fails("v6", Failure.TimedOut, 1)), TargetClass.Unknown, "web-v6-page-open"),
        ["further connections refused after the first ones"] = (SiteBuilder.One(h => h.Page("v6", f => Refused(f, Failure.ConnectionRefused))), TargetClass.Unknown, "web-page-refused"),
        ["further connections dropped after the first ones"] = (SiteBuilder.One(h => h.Port("v6", 443, [.. SiteBuilder.Tries(null, 1), .. SiteBuilder.Tries(Failure.TimedOut, 9)]).Page("v6", f => Refused(f, Failure.TimedOut))), TargetClass.Unknown, "web-page-refused"),
        ["further handshakes reset after the first one"] = (SiteBuilder.One(h => h.Page("v6", f => Refused(f, Failure.ConnectionReset) with { Hops = [f.Hops[0] with { Status = null, TlsFailed = true, Failure = Failure.ConnectionReset }] })), TargetClass.Unknown, "web-page-refused"),
        ["the handshake refused after the port took a connection, no page"] = (SiteBuilder.One(h => h.Tls("v6", t => t with { Handshake = Failure.ConnectionRefused, Connected = false, Attempts = SiteBuilder.Tries(Failure.ConnectionRefused, 3) }).Page("v6", f => Refused(f, Failure.ConnectionRefused))), TargetClass.Unknown, "web-tls-open"),
        ["a resolver that refers on instead of resolving"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsLame)), TargetClass.Unknown, "web-lookup-open"),
        ["SERVFAIL for AAAA that validation off would answer"] = (SiteBuilder.One(h => h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsServfail) with { AnsweredUnchecked = true }), TargetClass.Unknown, "web-lookup-open"),
        ["stopped"] = (SiteBuilder.One(h => h.Fails("v6", Failure.TimeBudget)), TargetClass.Unknown, "web-v6-page-open"),
        ["excluded"] = (SiteBuilder.One(h => h.Port("v6", 443, Failure.Excluded, 1).Port("v6", 80, Failure.Excluded, 1)), TargetClass.Unknown, "web-v6-reach-open"),
        ["page that never stands still"] = (SiteBuilder.One(h => h.Html("v4", "<title>t</title><p>" + Pages.Sentence(1, 40)).Html("v6", "<title>t</title><p>" + Pages.Sentence(2, 40) + "<b>" + Pages.Sentence(9, 3))), TargetClass.Broken, "web-content-differs"),
        ["page of two words that change while the frame stands"] = (SiteBuilder.One(h => h.Html("v4", Few("một hai ba bốn")).Html("v6", Few("năm sáu bảy tám"))), TargetClass.Unknown, "web-content-undecided"),
        ["www open beside a healthy apex"] = (SiteBuilder.Two(www: h => h.Aaaa = SiteBuilder.Look("www.example.vn", "AAAA", Failure.DnsServfail, 1)), TargetClass.Unknown, "web-names-open"),
        ["handshake failed once"] = (SiteBuilder.One(h => h.Tls("v6", t => t with { Handshake = Failure.TlsHandshake, Attempts = SiteBuilder.Tries(Failure.TlsHandshake, 1) })), TargetClass.Unknown, "web-tls-open"),
        ["A open, AAAA none"] = (SiteBuilder.One(h => { h.A = SiteBuilder.Look("portal.example.vn", "A", Failure.DnsServfail); h.V6 = []; }), TargetClass.Unknown, "web-lookup-open"),
        ["A open, IPv6 works"] = (SiteBuilder.One(h => h.A = SiteBuilder.Look("portal.example.vn", "A", Failure.DnsServfail)), TargetClass.Unknown, "web-ports-open"),

        // not applicable
        ["no address at all"] = (SiteBuilder.One(h => { h.V4 = []; h.V6 = []; }), TargetClass.NotApplicable, "web-no-address"),
        ["name that does not exist"] = (SiteBuilder.One(h => { h.A = SiteBuilder.Look("portal.example.vn", "A", Failure.DnsNxdomain, 1); h.Aaaa = SiteBuilder.Look("portal.example.vn", "AAAA", Failure.DnsNxdomain, 1); }), TargetClass.NotApplicable, "web-no-address"),
    };

    public static TheoryData<string> Names() => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_class_table_holds(string row)
    {
        (Scan scan, TargetClass expected, string tag) = Rows[row];
        Judgement judgement = SiteBuilder.Judge(scan);
        string seen = string.Join('\n', judgement.Findings.Select(f => $"{f.Check} {f.Tag} {f.Subject} {f.Cause}"));
        Assert.True(judgement.Class == expected, $"{judgement.Class} ({judgement.Cause}) instead of {expected}:\n{seen}");
        Assert.Contains(tag, judgement.Findings.Select(f => f.Tag));
        Assert.Equal(expected == TargetClass.Unknown, judgement.Cause is not null);
    }

    [Theory]
    [InlineData("healthy site", "web-ports-same")]
    [InlineData("healthy site", "web-both-names-have-ipv6")]
    [InlineData("healthy host", "web-not-registrable")]
    [InlineData("www dangling", "web-host-alias-dead")]
    [InlineData("no www", "web-host-no-address")]
    [InlineData("www without AAAA", "web-host-without-ipv6")]
    [InlineData("no AAAA on apex and www", "web-names-without-ipv6")]
    [InlineData("no AAAA", "web-v6-nothing-to-reach")]
    [InlineData("no AAAA", "web-v6-nothing-to-fetch")]
    [InlineData("no AAAA", "web-ports-nothing")]
    [InlineData("no AAAA", "web-content-nothing-to-compare")]
    [InlineData("no address reachable", "web-v6-ports-dead")]
    [InlineData("no address reachable", "web-content-open")]
    [InlineData("no address at all", "web-dns-v6-nothing-to-resolve")]
    public void Beside_what_decides_the_rest_is_said_too(string row, string tag) =>
        Assert.Contains(tag, SiteBuilder.Judge(Rows[row].Scan).Findings.Select(f => f.Tag));

    [Fact]
    public void Every_tag_of_the_web_checks_is_said_in_some_row()
    {
        HashSet<string> said = [.. Rows.Values.SelectMany(r => SiteBuilder.Judge(r.Scan).Findings).Select(f => f.Tag)];
        Assert.Empty(CheckCatalog.All.Where(c => c.Kind == TargetKind.Site).SelectMany(c => c.Tags).Except(said));
    }

    [Fact]
    public void Every_check_passes_fails_and_is_unknown_in_some_row()
    {
        var verdicts = Rows.Values.SelectMany(r => SiteBuilder.Judge(r.Scan).Verdicts).Select(v => (v.Criterion, v.Verdict)).ToHashSet();
        Assert.All(CheckCatalog.All.Where(c => c.Kind == TargetKind.Site), c =>
            Assert.All(new[] { Verdict.Pass, Verdict.Fail, Verdict.Unknown }, v => Assert.Contains((c.Id, v), verdicts)));
    }

    /// <summary>The scan of a row.</summary>
    internal static Scan ScanOf(string row) => Rows[row].Scan;

    private static string Few(string words) => $"<title>Trang</title><div><nav><ul><li></li></ul></nav><p>{words}</p></div><footer></footer>";

    private static Scan InZone(Scan scan, Action<ZoneWorld>? change = null) => scan with { Zone = ZoneWorld.With(change).Zone };

    private static PathWalk Stops(string zone) => new() { Family = Family.V6, Failure = Failure.DnsNoServers, Stop = new PathLink(zone, null, "no-address") };

    private static IReadOnlyList<Attempt> Loss(int lost) => [.. SiteBuilder.Tries(Failure.TimedOut, lost), .. SiteBuilder.Tries(null, 10 - lost)];

    private static IReadOnlyList<Attempt> SentAgain(int times) => [.. SiteBuilder.Tries(null, times, 1012), .. SiteBuilder.Tries(null, 10 - times)];

    private static void Alias(HostBuilder host, Failure failure)
    {
        host.A = SiteBuilder.Look("a", "A", failure, 1) with { Aliases = ["gone.example.net"] };
        host.Aaaa = SiteBuilder.Look("a", "AAAA", failure, 1) with { Aliases = ["gone.example.net"] };
    }

    private static HostBuilder ToIpv4Only(HostBuilder host, string where) =>
        host.Redirects(where, "https://www.example.vn/", Failure.HttpRedirectUnreachable, SiteBuilder.Look("www.example.vn"), SiteBuilder.Look("www.example.vn", "203.0.113.99"));

    private static Fetch Refresh(Fetch fetch) => fetch with
    {
        Page = fetch.Page! with { MetaRefresh = "https://old.example.vn/", MetaRefreshAaaa = SiteBuilder.Look("old.example.vn"), MetaRefreshA = SiteBuilder.Look("old.example.vn", "203.0.113.99") },
    };

    private static ServerAnswer[] Servers(params Failure?[] aaaa) => [.. aaaa.SelectMany((failure, i) => new[] { Answer("A", null, i), Answer("AAAA", failure, i) })];

    private static Fetch Refused(Fetch fetch, Failure failure) => fetch with
    {
        Failure = failure, Page = null, Status = null, Attempts = SiteBuilder.Tries(failure, 3), Hops = [fetch.Hops[0] with { Status = null, ConnectMs = null, Failure = failure }],
    };

    // Each server gives addresses for A and an alias for AAAA.
    private static ServerAnswer[] Aliased(string to) => [.. Servers(null, null).Select(a => a.Type == "AAAA" ? a with { Data = [], Alias = to } : a)];

    private static ServerAnswer Answer(string type, Failure? failure, int server) => new()
    {
        Server = $"ns{server}.example.vn",
        Address = IPAddress.Parse($"203.0.113.{53 + server}"),
        Transport = "udp",
        Name = "portal.example.vn",
        Type = type,
        Attempts = SiteBuilder.Tries(failure, failure is null ? 1 : 3),
        Failure = failure,
        Authoritative = true,
        Data = failure is null ? (type == "A" ? ["203.0.113.10"] : ["2001:db8::10"]) : [],
        AnswerCount = failure is null ? 1 : 0,
    };
}
