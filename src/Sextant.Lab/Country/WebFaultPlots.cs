using Sextant.Lab.Dns;
using Sextant.Lab.Http;
using Sextant.Lab.Tls;
using Sextant.Wire;
using Sextant.Wire.Dns;

namespace Sextant.Lab.Country;

/// <summary>What happens to web sites whose published IPv6 harms, or that cannot be judged: the classes broken and unknown.</summary>
internal static class WebFaultPlots
{
    public static IReadOnlyList<Plot> Broken { get; } =
    [
        new("web-dead", LabClass.Broken, "Địa chỉ IPv6 công bố không có ai trả lời.", "Nobody answers at the published IPv6 address.", s => s.Web(w => w.OnlyV4().Publishes(s.Nobody))),
        new("web-refused", LabClass.Broken, "Máy chủ từ chối mọi kết nối IPv6.", "The host refuses every connection over IPv6.", s => { s.Web(); s.Way(Family.V6, (w, a) => w.Refuse(a)); }),
        new("web-unique-local", LabClass.Broken, "AAAA là địa chỉ nội bộ (ULA).", "The AAAA is a unique local address.", s => s.Web(w => w.OnlyV4().Publishes("fd12:3456:789a::1"))),
        new("web-mapped", LabClass.Broken, "AAAA là địa chỉ IPv4 ánh xạ (::ffff:0:0/96).", "The AAAA is an IPv4-mapped address.", s => s.Web(w => w.OnlyV4().Publishes("::ffff:203.0.113.80"))),
        new("web-6to4", LabClass.Broken, "AAAA là địa chỉ 6to4 (2002::/16).", "The AAAA is a 6to4 address.", s => s.Web(w => w.OnlyV4().Publishes("2002:cb00:7150::1"))),
        new("web-nat64", LabClass.Broken, "AAAA nằm trong tiền tố NAT64 (64:ff9b::/96).", "The AAAA lies in the NAT64 prefix.", s => s.Web(w => w.OnlyV4().Publishes("64:ff9b::cb00:7150"))),
        new("web-link-local", LabClass.Broken, "AAAA là địa chỉ liên kết (fe80::/10).", "The AAAA is a link-local address.", s => s.Web(w => w.OnlyV4().Publishes("fe80::80"))),
        new("web-status", LabClass.Broken, "Trên IPv6 trả lỗi 500, trên IPv4 bình thường.", "Status 500 over IPv6, well over IPv4.", s => s.Web(w => w.Status(500, Family.V6))),
        new("web-forbidden-v6", LabClass.Broken, "Trên IPv6 trả lỗi 403, trên IPv4 bình thường.", "Status 403 over IPv6, well over IPv4.", s => s.Web(w => w.Status(403, Family.V6))),
        new("web-other-content", LabClass.Broken, "Trên IPv6 hiện trang mặc định của máy chủ, cỡ tương tự.", "Over IPv6 the server's default page, of similar size.", s => s.Web(w => w.ShowsHostingDefault(Family.V6))),
        new("web-certificate-expired", LabClass.Broken, "Chứng thư hết hạn chỉ trên IPv6.", "The certificate has expired on IPv6 only.", s => s.Web(w => w.Certificate(CertificateKind.Expired, Family.V6))),
        new("web-certificate-name", LabClass.Broken, "Chứng thư trên IPv6 dành cho tên khác.", "The certificate on IPv6 is for another name.", s => s.Web(w => w.Certificate(CertificateKind.WrongName, Family.V6))),
        new("web-certificate-self-signed", LabClass.Broken, "Chứng thư trên IPv6 tự ký.", "The certificate on IPv6 is signed by itself.", s => s.Web(w => w.Certificate(CertificateKind.SelfSigned, Family.V6))),
        new("web-tls-broken", LabClass.Broken, "Bắt tay TLS hỏng chỉ trên IPv6.", "The TLS handshake fails on IPv6 only.", s => s.Web(w => w.BreaksTls(Family.V6))),
        new("web-443-closed", LabClass.Broken, "Cổng 80 mở trên cả hai, cổng 443 đóng trên IPv6.", "Port 80 is open on both families, 443 is closed on IPv6.", s => s.Web(w => w.ServesPlainHttp().WithoutHttps(Family.V6))),
        new("web-redirect-v4-only", LabClass.Broken, "Chỉ trên IPv6, trang chuyển hướng sang máy chỉ có IPv4.", "Over IPv6 alone a redirect leads to a host with IPv4 only.", s => s.Web(w => w.RedirectsTo($"https://{Places.V4OnlyHost}/", Family.V6))),
        new("web-redirect-forbidden", LabClass.Broken, "Chỉ trên IPv6, trang chuyển hướng tới địa chỉ nội bộ.", "Over IPv6 alone a redirect leads to a private address.", s => s.Web(w => w.RedirectsTo("http://[fd12:3456:789a::80]/", Family.V6))),
        new("web-redirect-loop", LabClass.Broken, "Chỉ trên IPv6, trang chuyển hướng vòng tròn.", "Over IPv6 alone the redirects go in a circle.", s => s.Web(w => w.Answers(r => LabReply.Redirect(r.Path == "/a" ? "/b" : "/a", 302), Family.V6))),
        new("web-black-hole", LabClass.Broken, "Trang nhỏ qua được, gói trên 1.280 byte biến mất trên IPv6.", "Small pages pass, segments over 1,280 bytes vanish on IPv6.", s => { s.Web(); s.Way(Family.V6, (w, a) => w.BlackHole(a)); }),
        new("web-garbage-v6", LabClass.Broken, "Trên IPv6 trả lời không phải HTTP.", "Over IPv6 the answer is not HTTP.", s => s.Web(w => w.Behaves(Manner.Garbage, Family.V6))),
        new("web-closes-v6", LabClass.Broken, "Trên IPv6 nhận kết nối rồi đóng ngay.", "Over IPv6 the connection is accepted and closed.", s => s.Web(w => w.Behaves(Manner.Closes, Family.V6))),
        new("web-bogus-aaaa", LabClass.Broken, "DNSSEC sai chỉ với AAAA.", "DNSSEC is bogus for AAAA alone.", BogusAaaa),
        Aaaa("web-aaaa-servfail", "SERVFAIL", DnsTrouble.AaaaServfail),
        Aaaa("web-aaaa-nxdomain", "NXDOMAIN", DnsTrouble.AaaaNxdomain),
        Aaaa("web-aaaa-refused", "REFUSED", DnsTrouble.AaaaRefused),
        Aaaa("web-aaaa-notimp", "NOTIMP", DnsTrouble.AaaaNotimp),
        new("web-aaaa-silent", LabClass.Broken, "Máy chủ DNS không trả lời câu hỏi AAAA, dù có A.", "The name server drops AAAA questions though A exists.", s => V4Behind(s, DnsTrouble.AaaaSilent)) { HasOwnZone = true },
        new("web-aaaa-wrong", LabClass.Broken, "Câu trả lời AAAA không đọc được, dù có A.", "The AAAA answer cannot be read though A exists.", s => V4Behind(s, DnsTrouble.AaaaWrong)) { HasOwnZone = true },
    ];

    public static IReadOnlyList<Plot> Unknown { get; } =
    [
        new("web-down", LabClass.Unknown, "Trang chết trên cả hai giao thức.", "The site is down on both families.", s => { s.Web(); s.Way(Family.V6, (w, a) => w.Drop(a)); s.Way(Family.V4, (w, a) => w.Drop(a)); }),
        new("web-certificate-expired-both", LabClass.Unknown, "Chứng thư hết hạn trên cả hai giao thức.", "The certificate has expired on both families.", s => s.Web(w => w.Certificate(CertificateKind.Expired))),
        new("web-forbidden-both", LabClass.Unknown, "Chủ ý trả 403 trên cả hai giao thức.", "403 by design on both families.", s => s.Web(w => w.Status(403))),
        new("web-unauthorised-both", LabClass.Unknown, "Đòi đăng nhập (401) trên cả hai giao thức.", "401 by design on both families.", s => s.Web(w => w.Status(401).Header("WWW-Authenticate", "Basic realm=\"lab\""))),
        new("web-challenge", LabClass.Unknown, "Trang thử rô-bốt trên cả hai giao thức.", "A page that tests for robots, on both families.", s => s.Web(w => w.Challenges())),
        new("web-rate-limit", LabClass.Unknown, "Trả 429 cho mọi lần truy cập, trên cả hai giao thức.", "429 to every request on both families.", s => s.Web(w => w.RateLimits(0, TimeSpan.FromMinutes(10)))),
        new("web-misdirected", LabClass.Unknown, "Trả 421 trên cả hai giao thức.", "421 on both families.", s => s.Web(w => w.Status(421))),
        new("web-endless", LabClass.Unknown, "Trang không bao giờ tải hết.", "The page never ends.", s => s.Web(w => w.NeverEnds())),
        new("web-bomb", LabClass.Unknown, "Trang nén nở thành 64 MB.", "A compressed page that unpacks to 64 MB.", s => s.Web(w => w.SendsGzipBomb())),
        new("web-garbage", LabClass.Unknown, "Trả lời không phải HTTP trên cả hai giao thức.", "The answer is not HTTP on either family.", s => s.Web(w => w.Behaves(Manner.Garbage))),
        new("web-redirect-forbidden-both", LabClass.Unknown, "Chuyển hướng tới địa chỉ nội bộ trên cả hai giao thức.", "A redirect to a private address on both families.", s => s.Web(w => w.RedirectsTo("http://10.0.0.1/"))),
        new("web-addresses-forbidden-both", LabClass.Unknown, "Cả A và AAAA đều là địa chỉ nội bộ.", "Both A and AAAA are private addresses.", s => s.Zone.A("@", "10.20.30.40").Aaaa("@", "fd12:3456:789a::2").A("www", "10.20.30.40").Aaaa("www", "fd12:3456:789a::2")),
        new("web-rebinding", LabClass.Unknown, "Tên lúc trỏ ra ngoài, lúc trỏ về máy của người đo.", "The name points outside once and at the observer's own machine next.", Rebind),
    ];

    private static Plot Aaaa(string id, string rcode, DnsTrouble trouble) => new(
        id, LabClass.Broken, $"Câu hỏi AAAA bị trả {rcode}, dù có A.", $"AAAA questions are answered {rcode} though A exists.", s => V4Behind(s, trouble)) { HasOwnZone = true };

    // The zone stands at the country's shared servers, which treat its AAAA questions so.
    private static void V4Behind(Stage stage, DnsTrouble trouble)
    {
        stage.Web(w => w.OnlyV4());
        stage.ZoneAtShared(trouble);
    }

    private static void BogusAaaa(Stage stage) => stage.Web(w => stage.World.Resolver.Bogus(w.Name, DnsType.Aaaa));

    private static void Rebind(Stage stage) => stage.Web(w => stage.World.Resolver.Rebinds(w.Name, "::1", "127.0.0.1"));
}
