namespace Sextant.Programme.Kpis;

/// <summary>What an indicator waits for. A figure without its input says so by name, and is never nought.</summary>
public enum KpiInput
{
    /// <summary>Periodic returns of operators, registrars and data centres.</summary>
    Returns,

    /// <summary>Conversion plans of units, with their inventories.</summary>
    ConversionPlans,

    /// <summary>Self-assessments of units by the criteria set of 2019.</summary>
    SelfScores,

    /// <summary>What units declare of single criteria.</summary>
    Declarations,

    /// <summary>Tasks of an issued plan.</summary>
    Tasks,

    /// <summary>Courses, sessions and certificates.</summary>
    Training,

    /// <summary>Events, press items and downloads.</summary>
    Communication,

    /// <summary>The label's register.</summary>
    Labels,

    /// <summary>Counts of bytes by family, from flows or counters.</summary>
    Traffic,

    /// <summary>The own test in visitors' browsers.</summary>
    OwnProbe,

    /// <summary>APNIC's files: <c>sextant import apnic</c>.</summary>
    ApnicFiles,

    /// <summary>Other economies in the same delivery.</summary>
    OtherEconomies,

    /// <summary>Google's files: <c>sextant import google</c>.</summary>
    GoogleFiles,

    /// <summary>Figures of Facebook, Akamai or Cloudflare.</summary>
    OtherPublishers,

    /// <summary>A second source of the same month.</summary>
    SecondSource,

    /// <summary>The table of autonomous systems.</summary>
    Networks,

    /// <summary>Page views or ranks of sites.</summary>
    Weights,

    /// <summary>Pairs of times over both families, for each host.</summary>
    RoundTrips,

    /// <summary>Success and failure of each attempt over IPv6.</summary>
    Attempts,

    /// <summary>Links of the second and third level (WEB-08, WEB-09).</summary>
    PageLinks,

    /// <summary>Subresources of pages (WEB-10).</summary>
    PageResources,

    /// <summary>DNSSEC of zones (DNS-12).</summary>
    Dnssec,

    /// <summary>Registrars in the register of organisations.</summary>
    Registrars,

    /// <summary>Resolvers of operators (RES-01 to RES-03).</summary>
    Resolvers,

    /// <summary>Clusters and counters of the national name servers.</summary>
    NationalDns,

    /// <summary>Allocations and stars of the regional registry.</summary>
    RegistryMembers,

    /// <summary>Routes with their origin authorisations.</summary>
    Routes,

    /// <summary>Transit networks with their weights.</summary>
    TransitNetworks,
}

/// <summary>The inputs in words.</summary>
public static class KpiInputTexts
{
    private static readonly Dictionary<KpiInput, (string Vi, string En)> Names = new()
    {
        [KpiInput.Returns] = ("báo cáo định kỳ của doanh nghiệp", "returns of operators"),
        [KpiInput.ConversionPlans] = ("kế hoạch chuyển đổi của các đơn vị", "conversion plans of units"),
        [KpiInput.SelfScores] = ("kết quả tự đánh giá của các đơn vị", "self-assessments of units"),
        [KpiInput.Declarations] = ("công bố của đơn vị theo từng tiêu chí", "declarations of units by criterion"),
        [KpiInput.Tasks] = ("nhiệm vụ của kế hoạch năm đã ban hành", "tasks of an issued plan of the year"),
        [KpiInput.Training] = ("sổ theo dõi đào tạo", "the book of training"),
        [KpiInput.Communication] = ("sổ theo dõi truyền thông", "the book of communication"),
        [KpiInput.Labels] = ("sổ theo dõi gắn nhãn", "the register of labels"),
        [KpiInput.Traffic] = ("số liệu lưu lượng", "traffic counts"),
        [KpiInput.OwnProbe] = ("phép đo trong trình duyệt của người dùng", "the own test in visitors' browsers"),
        [KpiInput.ApnicFiles] = ("tệp số liệu của APNIC", "APNIC's files"),
        [KpiInput.OtherEconomies] = ("số liệu của các nền kinh tế khác trong cùng tệp", "other economies in the same file"),
        [KpiInput.GoogleFiles] = ("tệp số liệu của Google", "Google's files"),
        [KpiInput.OtherPublishers] = ("số liệu của Facebook, Akamai, Cloudflare", "figures of Facebook, Akamai, Cloudflare"),
        [KpiInput.SecondSource] = ("nguồn thứ hai của cùng tháng", "a second source of the same month"),
        [KpiInput.Networks] = ("bảng số hiệu mạng (ASN)", "the table of autonomous systems"),
        [KpiInput.Weights] = ("lượt xem hoặc thứ hạng của các trang", "page views or ranks of sites"),
        [KpiInput.RoundTrips] = ("thời gian đo theo cặp trên hai giao thức", "pairs of times over both families"),
        [KpiInput.Attempts] = ("kết quả từng lần thử qua IPv6", "single attempts over IPv6"),
        [KpiInput.PageLinks] = ("liên kết cấp 2, cấp 3 của trang", "links of the second and third level"),
        [KpiInput.PageResources] = ("tài nguyên nhúng của trang", "embedded resources of pages"),
        [KpiInput.Dnssec] = ("DNSSEC của các vùng", "DNSSEC of zones"),
        [KpiInput.Registrars] = ("danh sách nhà đăng ký tên miền", "registrars in the register"),
        [KpiInput.Resolvers] = ("đo máy chủ phân giải của nhà mạng", "resolvers of operators"),
        [KpiInput.NationalDns] = ("số liệu của hệ thống DNS quốc gia", "counters of the national name servers"),
        [KpiInput.RegistryMembers] = ("số liệu thành viên của tổ chức quản lý tài nguyên", "members of the regional registry"),
        [KpiInput.Routes] = ("bảng định tuyến kèm ROA", "routes with origin authorisations"),
        [KpiInput.TransitNetworks] = ("danh sách mạng trung chuyển kèm trọng số", "transit networks with weights"),
    };

    /// <summary>The input's name.</summary>
    public static string Name(KpiInput input, string language) => language == "vi" ? Names[input].Vi : Names[input].En;
}
