using Sextant.Lab.Dns;
using Sextant.Wire;

namespace Sextant.Lab.Country;

/// <summary>What happens to a zone and its name servers.</summary>
internal static class ZonePlots
{
    public static readonly Plot Healthy = new(
        "zone-healthy", LabClass.Ready, "Hai máy chủ tên miền chung của quốc gia, đủ cả hai giao thức.", "The country's two shared name servers, on both families.", s => s.ZoneAtShared());

    public static readonly Plot V4OnlyProvider = new(
        "zone-none", LabClass.None, "Máy chủ tên miền chỉ có IPv4.", "The name servers have IPv4 only.", s => s.Zone.Ns("ns1", n => n.OnlyV4()).Ns("ns2", n => n.OnlyV4()));

    public static IReadOnlyList<Plot> All { get; } =
    [
        Healthy,
        new("zone-own-servers", LabClass.Ready, "Hai máy chủ tên miền của riêng mình, đủ glue.", "Two name servers of its own, with glue.", s => s.Zone.Ns("ns1").Ns("ns2")),
        Each("zone-lowers-case", LabClass.Ready, "Máy chủ không giữ chữ hoa chữ thường của câu hỏi.", "The servers do not keep the case of the question.", n => n.Does(DnsTrouble.LowersCase)),
        new("zone-v4-beside-two", LabClass.Ready, "Một máy chủ chỉ có IPv4 bên cạnh hai máy chủ có IPv6.", "A server with IPv4 only beside two with IPv6.", s => s.Zone.Ns("ns1").Ns("ns2").Ns("ns3", n => n.OnlyV4())),
        new("zone-one-of-two", LabClass.Partial, "Chỉ một trong hai máy chủ tên miền có IPv6.", "One of two name servers has IPv6.", s => s.Zone.Ns("ns1").Ns("ns2", n => n.OnlyV4())),
        new("zone-one-dead", LabClass.Partial, "Một trong hai máy chủ không trả lời trên IPv6.", "One of two servers does not answer over IPv6.", s => s.Zone.Ns("ns1").Ns("ns2", n => n.OnlyV4().Publishes(s.Nobody))),
        new("zone-one-udp-only", LabClass.Partial, "Một trong hai máy chủ không trả lời TCP trên IPv6.", "One of two servers does not answer over TCP on IPv6.", s => s.Zone.Ns("ns1").Ns("ns2", n => n.Does(DnsTrouble.UdpOnly, Family.V6))),
        new("zone-glue-missing", LabClass.Partial, "AAAA có ở vùng con nhưng thiếu trong glue.", "AAAA in the child but not in the glue.", s => s.Zone.Ns("ns1").Ns("ns2").WithoutGlue("ns1", Family.V6).WithoutGlue("ns2", Family.V6)),
        new("zone-glue-stale", LabClass.Partial, "Glue còn địa chỉ IPv6 cũ.", "The glue holds an old IPv6 address.", s => s.Zone.Ns("ns1").Ns("ns2").Glue("ns2", s.Nobody, s.World.NameServer("ns2." + s.Name).V4.ToString())),
        new("zone-ns-sets-differ", LabClass.Partial, "Danh sách NS ở vùng cha và vùng con khác nhau.", "The NS sets of parent and child differ.", s => s.Zone.Ns("ns1").Ns("ns2").ParentNs("ns1", "ns3")),
        new("zone-provider-v4-only", LabClass.Partial, "Vùng chứa tên máy chủ tên miền chỉ có IPv4.", "The zone that holds the name servers' names is IPv4-only.", s => { foreach (string server in Places.ServersInV4OnlyZone) { s.Zone.Ns(server); } }),
        Each("zone-drops-edns", LabClass.Partial, "Trên IPv6 máy chủ bỏ câu hỏi có EDNS.", "Over IPv6 the servers drop questions with EDNS.", n => n.Does(DnsTrouble.DropsEdns, Family.V6)),
        Each("zone-omits-aa", LabClass.Partial, "Trên IPv6 dữ liệu đúng nhưng thiếu bit AA.", "Over IPv6 the data is right and AA is missing.", n => n.Does(DnsTrouble.OmitsAa, Family.V6)),
        new("zone-slow", LabClass.Partial, "Trên IPv6 trả lời chậm hơn một giây.", "Over IPv6 answers take over a second.", s => s.Zone.EachServer(n => n.Thinks(s.Options.SlowDns, Family.V6))) { Needs = "latency" },
        Each("zone-lossy", LabClass.Partial, "Trên IPv6 mất một nửa câu hỏi.", "Over IPv6 half of the questions are lost.", n => n.LosesEvery(2, Family.V6)) with { Needs = "loss" },
        Each("zone-omits-soa", LabClass.Partial, "Câu trả lời phủ định không có SOA.", "Negative answers carry no SOA.", n => n.Does(DnsTrouble.OmitsSoa)),
        Each("zone-serial-differs", LabClass.Partial, "Số serial trên IPv6 và IPv4 khác nhau.", "The serial differs between the families.", n => n.Serial(2026010101, Family.V6)),
        Each("zone-trailing-bytes", LabClass.Partial, "Có byte rác sau câu trả lời.", "Junk bytes behind the answers.", n => n.Does(DnsTrouble.TrailingBytes)),
        Each("zone-impossible-ttl", LabClass.Partial, "TTL không thể có.", "Times to live that cannot be.", n => n.Does(DnsTrouble.ImpossibleTtl)),
        Each("zone-many-records", LabClass.Partial, "Hàng nghìn bản ghi trong mỗi câu trả lời.", "Thousands of records in each answer.", n => n.Does(DnsTrouble.ManyRecords)),
        Each("zone-hostile-labels", LabClass.Partial, "Tên chứa ký tự điều khiển và mã đánh dấu.", "Names with control characters and markup.", n => n.Does(DnsTrouble.HostileLabels)),
        Each("zone-udp-only", LabClass.Partial, "Trên IPv6 không máy chủ nào trả lời TCP.", "Over IPv6 no server answers over TCP.", n => n.Does(DnsTrouble.UdpOnly, Family.V6)),
        new("zone-dead-on-v6", LabClass.Broken, "Không máy chủ nào trả lời tại địa chỉ IPv6 công bố.", "No name server answers at its published IPv6 address.", s => s.Zone.EachServer(n => n.OnlyV4().Publishes(s.Nobody))),
        Each("zone-refuses", LabClass.Broken, "Trên IPv6 mọi máy chủ trả REFUSED.", "Over IPv6 every server answers REFUSED.", n => n.Does(DnsTrouble.Refuses, Family.V6)),
        Each("zone-servfails", LabClass.Broken, "Trên IPv6 mọi máy chủ trả SERVFAIL.", "Over IPv6 every server answers SERVFAIL.", n => n.Does(DnsTrouble.Servfails, Family.V6)),
        Each("zone-lame", LabClass.Broken, "Trên IPv6 máy chủ chỉ ngược lên gốc.", "Over IPv6 the servers refer upward to the root.", n => n.Does(DnsTrouble.RefersUpward, Family.V6)),
        Each("zone-malformed", LabClass.Broken, "Trên IPv6 câu trả lời không đọc được.", "Over IPv6 the answers cannot be read.", n => n.Does(DnsTrouble.Malformed, Family.V6)),
        Each("zone-tc-without-tcp", LabClass.Broken, "Trên IPv6 trả lời bị cắt (TC) mà không có TCP.", "Over IPv6 answers are cut (TC) and TCP is closed.", n => n.Does(DnsTrouble.TruncatesWithoutTcp, Family.V6)),
        new("zone-bogus", LabClass.Broken, "DNSSEC của cả vùng sai.", "DNSSEC of the whole zone is bogus.", s => { s.Zone.Ns("ns1").Ns("ns2"); s.World.Resolver.Bogus(s.Name); }),
        Each("zone-dead", LabClass.Broken, "Vùng không phân giải được trên cả hai giao thức.", "The zone resolves over neither family.", n => n.Does(DnsTrouble.Silent)),
        V4OnlyProvider,
    ];

    private static Plot Each(string id, LabClass expected, string vi, string en, Action<NameServerScript> script) =>
        new(id, expected, vi, en, s => s.Zone.EachServer(script));
}
