namespace Sextant.Lab.Country;

/// <summary>Who lives in the lab country, and what happens to the web, mail and zone of each. All names are invented.</summary>
internal static class Roster
{
    private const LabSector Ministry = LabSector.Ministry;
    private const LabSector Province = LabSector.Province;
    private const LabSector Operator = LabSector.Operator;
    private const LabSector Company = LabSector.Company;

    private static readonly Dictionary<string, Plot> Plots =
        new[] { WebPlots.All, WebFaultPlots.Broken, WebFaultPlots.Unknown, MailPlots.All, ZonePlots.All }.SelectMany(p => p).ToDictionary(p => p.Id);

    /// <summary>The organisations with their three plots: web, mail, zone.</summary>
    public static IReadOnlyList<Resident> Residents { get; } =
    [
        At("may.gov.lab", ("Bộ Mây", "Ministry of Clouds"), Ministry, ("healthy", "healthy", "own-servers")),
        At("gio.gov.lab", ("Bộ Gió", "Ministry of Winds"), Ministry, ("v6-only", "v6-only", "healthy")),
        At("song.gov.lab", ("Bộ Sóng Biển", "Ministry of Waves"), Ministry, ("dead", "dead", "dead-on-v6")),
        At("trang.gov.lab", ("Bộ Trăng", "Ministry of the Moon"), Ministry, ("one-address-dead", "one-of-two", "one-of-two")),
        At("sao.gov.lab", ("Bộ Sao", "Ministry of Stars"), Ministry, ("www-without-aaaa", "starttls-missing", "glue-missing")),
        At("cauvong.gov.lab", ("Tổng cục Cầu Vồng", "Rainbow Administration"), Ministry, ("apex-without-aaaa", "starttls-fails", "glue-stale")),
        At("đènlồng.gov.lab", ("Cục Đèn Lồng", "Lantern Agency"), Ministry, ("other-content", "healthy", "healthy")),
        At("suongmu.gov.lab", ("Cục Sương Mù", "Fog Agency"), Ministry, ("unique-local", "unique-local", "ns-sets-differ")),
        At("thuytrieu.gov.lab", ("Cục Thuỷ Triều", "Tide Agency"), Ministry, ("certificate-expired", "certificate-expired", "omits-aa")),
        At("laban.gov.lab", ("Viện La Bàn", "Compass Institute"), Ministry, ("certificate-name", "never-greets", "refuses")),
        At("haidang.gov.lab", ("Cục Hải Đăng", "Lighthouse Agency"), Ministry, ("443-closed", "rejects", "servfails")),
        At("khinhkhicau.gov.lab", ("Cục Khinh Khí Cầu", "Balloon Agency"), Ministry, ("80-closed", "closes", "lame")),
        At("toong.gov.lab", ("Uỷ ban Tổ Ong", "Beehive Board"), Ministry, ("redirect-v4-only", "slow-greeting", "malformed")),
        At("nganha.gov.lab", ("Tỉnh Ngân Hà", "Milky Way Province"), Province, ("redirect-loop", "none", "tc-without-tcp")),
        At("kimsa.gov.lab", ("Tỉnh Kim Sa", "Golden Sands Province"), Province, ("redirect-forbidden", "busy", "udp-only")),
        At("thanhtra.gov.lab", ("Tỉnh Thanh Trà", "Green Tea Province"), Province, ("downgrade", "defers", "slow")),
        At("hoadang.gov.lab", ("Tỉnh Hoa Đăng", "Flower Lantern Province"), Province, ("black-hole", "down", "lossy")),
        At("lamngoc.gov.lab", ("Tỉnh Lam Ngọc", "Sapphire Province"), Province, ("status", "null-mx", "drops-edns")),
        At("tungphong.gov.lab", ("Tỉnh Tùng Phong", "Pine Wind Province"), Province, ("forbidden-both", "no-mx", "omits-soa")),
        At("thachluu.gov.lab", ("Tỉnh Thạch Lựu", "Pomegranate Province"), Province, ("challenge", "healthy", "serial-differs")),
        At("nguyetque.gov.lab", ("Tỉnh Nguyệt Quế", "Laurel Province"), Province, ("rate-limit", "greylisting", "trailing-bytes")),
        At("hodiep.gov.lab", ("Tỉnh Hồ Điệp", "Butterfly Province"), Province, ("none", "healthy", "healthy")),
        At("camthach.gov.lab", ("Tỉnh Cẩm Thạch", "Marble Province"), Province, ("healthy", "healthy", "impossible-ttl")),
        At("chuonchuon.gov.lab", ("Tỉnh Chuồn Chuồn", "Dragonfly Province"), Province, ("living-page", "no-starttls", "many-records")),
        At("huongduong.gov.lab", ("Tỉnh Hướng Dương", "Sunflower Province"), Province, ("rotating-addresses", "one-mx-dead", "hostile-labels")),
        At(Places.Museum, ("Bảo tàng Lỗi Mạng", "Museum of Broken Networks"), Ministry, ("healthy", "rejects-ehlo", "healthy")),
        At("cumeo.com.lab", ("Viễn thông Cú Mèo", "Owl Telecom"), Operator, ("http2-v4-only", "healthy", "none")),
        At("voicon.com.lab", ("Mạng Voi Con", "Little Elephant Networks"), Operator, ("http3-announced", "healthy", "provider-v4-only")),
        At("ruabien.com.lab", ("Lưu trữ Rùa Biển", "Sea Turtle Hosting"), Operator, ("slow", "healthy", "v4-beside-two")),
        At("ocsen.com.lab", ("Nhà đăng ký Ốc Sên", "Snail Registrar"), Operator, ("lossy", "healthy", "one-udp-only")),
        At("thuyengiay.com.lab", ("Công ty Thuyền Giấy", "Paper Boat Company"), Company, ("none", "none", "lowers-case")),
        At("dieusao.com.lab", ("Xưởng Diều Sáo", "Flute Kite Workshop"), Company, ("no-https", "no-mx", "one-dead")),
        At("banhtrang.com.lab", ("Tiệm Bánh Trăng Khuyết", "Crescent Moon Bakery"), Company, ("www-dangling", "healthy", "healthy")),
        At("labay.com.lab", ("Trà quán Lá Bay", "Flying Leaf Tea House"), Company, ("www-looping", "healthy", "healthy")),
        At("motsach.com.lab", ("Hiệu sách Mọt Vui", "Merry Bookworm Bookshop"), Company, ("www-alias-v4-only", "no-mx", "healthy")),
        At("xedapbay.com.lab", ("Hợp tác xã Xe Đạp Bay", "Flying Bicycle Cooperative"), Company, ("apex-redirects-v4-only", "healthy", "healthy")),
        At("demen.com.lab", ("Nhạc viện Dế Mèn", "Cricket Conservatory"), Company, ("hint-wrong", "healthy", "healthy")),
        At("truongcay.com.lab", ("Trường Học Trên Cây", "Treetop School"), Company, ("meta-refresh-v4-only", "no-mx", "healthy")),
        At("cabay.com.lab", ("Thuỷ cung Cá Biết Bay", "Flying Fish Aquarium"), Company, ("nothing", "healthy", "healthy")),
        At("namtihon.com.lab", ("Nông trại Nấm Tí Hon", "Tiny Mushroom Farm"), Company, ("addresses-forbidden-both", "no-mx", "healthy")),
        At("bongbay.com.lab", ("Xưởng Bóng Bay", "Toy Balloon Works"), Company, ("healthy", "healthy", "bogus")) with { Unresolvable = true },
        At("larung.com.lab", ("Kho Lá Rụng", "Fallen Leaf Depot"), Company, ("healthy", "healthy", "dead")) with { Unresolvable = true },
        At("thienvan.com.lab", ("Đài Thiên Văn Tí Hon", "Tiny Observatory"), Company, ("one-servfail", "healthy", "healthy")),
        At("meongu.com.lab", ("Câu lạc bộ Mèo Ngủ", "Sleeping Cat Club"), Company, ("rebinding", "no-mx", "healthy")),
        At("thubong.com.lab", ("Vườn thú Bông", "Plush Zoo"), Company, ("down", "healthy", "healthy")),
    ];

    /// <summary>The web plots that no organisation has: each is a host of the museum.</summary>
    public static IReadOnlyList<Plot> Exhibits { get; } =
        [.. Plots.Values.Where(p => p.Id.StartsWith("web-", StringComparison.Ordinal) && !Residents.Any(r => r.Web == p))];

    private static Resident At(string domain, (string Vi, string En) name, LabSector sector, (string Web, string Mail, string Zone) plots) => new(
        new LabOrganisation(Slug(domain), new LabText(name.Vi, name.En), sector, domain),
        Plots["web-" + plots.Web], Plots["mail-" + plots.Mail], Plots["zone-" + plots.Zone]);

    private static string Slug(string domain) => Names.Fold(domain.Split('.')[0]).Replace("xn--", "", StringComparison.Ordinal);
}

/// <summary>An organisation with what happens to its web, mail and zone.</summary>
internal sealed record Resident(LabOrganisation Organisation, Plot Web, Plot Mail, Plot Zone)
{
    /// <summary>The zone gives no answer over either family: then web and mail cannot be judged.</summary>
    public bool Unresolvable { get; init; }
}
