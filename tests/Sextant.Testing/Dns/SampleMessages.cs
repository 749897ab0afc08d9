using System.Net;
using Sextant.Wire.Dns;

namespace Sextant.Testing.Dns;

/// <summary>Well-formed messages: what the readers' tests, the fuzz loop and the bench begin with.</summary>
public static class SampleMessages
{
    private static readonly DnsName Zone = DnsName.Parse("example.gov.vn");

    /// <summary>A message with each type that is read into fields, and one that is not.</summary>
    public static DnsMessage EveryType { get; } = new()
    {
        Id = 4711,
        IsResponse = true,
        Authoritative = true,
        AuthenticData = true,
        RecursionDesired = true,
        Rcode = DnsRcode.BadVers,
        Questions = [new DnsQuestion(Zone, DnsType.Any)],
        Answers =
        [
            Of("", new ARecord(IPAddress.Parse("192.0.2.1"))),
            Of("", new AaaaRecord(IPAddress.Parse("2001:db8::1"))),
            Of("", new NsRecord(Name("ns1"))),
            Of("", new SoaRecord(Name("ns1"), Name("admin"), 2026112201, 7200, 900, 1209600, 300)),
            Of("", new MxRecord(10, Name("mx1"))),
            Of("www", new CnameRecord(Zone)),
            Of("old", new DnameRecord(Name("new"))),
            Of("", new TxtRecord("v=spf1 -all")),
            Of("", new TxtRecord([[], [0, 34, 92, 200], new byte[255]])),
            Of("1", new PtrRecord(Name("www"))),
            Of("", new SvcbRecord(DnsType.Https, 1, DnsName.Root,
            [
                SvcbRecord.AlpnOf("h2", "h3"),
                SvcbRecord.Hint(SvcParamKey.Ipv4Hint, IPAddress.Parse("192.0.2.1")),
                SvcbRecord.Hint(SvcParamKey.Ipv6Hint, IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2")),
                new SvcParam((SvcParamKey)667, new byte[] { 1, 2 }),
            ])),
            Of("_dns", new SvcbRecord(DnsType.Svcb, 0, Name("ns1"), [])),
        ],
        Authorities =
        [
            Of("", new DsRecord(12345, 13, 2, new byte[32])),
            Of("", new DnskeyRecord(257, 3, 13, new byte[64])),
            Of("", new RrsigRecord(new RrsigScope(DnsType.Aaaa, 13, 3, 300, 1795300000, 1794000000, 12345, Zone), new byte[64])),
            Of("", new CaaRecord(128, "issue", "letsencrypt.org"u8.ToArray())),
        ],
        Additionals = [Of("", new UnknownRecord((DnsType)65280, [1, 2, 3]))],
        Edns = new DnsEdns { DnssecOk = true, Options = [new DnsEdnsOption(10, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 })] },
    };

    /// <summary>A referral as a TLD sends it: six name servers and their glue in both families.</summary>
    public static DnsMessage Referral { get; } = new()
    {
        Id = 1,
        IsResponse = true,
        Questions = [new DnsQuestion(Name("www"), DnsType.Aaaa)],
        Authorities = [.. Enumerable.Range(1, 6).Select(i => Of("", new NsRecord(Name($"ns{i}"))))],
        Additionals =
        [
            .. Enumerable.Range(1, 6).Select(i => Of($"ns{i}", new ARecord(IPAddress.Parse($"192.0.2.{i}")))),
            .. Enumerable.Range(1, 6).Select(i => Of($"ns{i}", new AaaaRecord(IPAddress.Parse($"2001:db8::{i}")))),
        ],
        Edns = new DnsEdns(),
    };

    /// <summary>The commonest answer: one name, one address.</summary>
    public static DnsMessage OneAddress { get; } = new()
    {
        Id = 2,
        IsResponse = true,
        Authoritative = true,
        Questions = [new DnsQuestion(Name("www"), DnsType.Aaaa)],
        Answers = [Of("www", new AaaaRecord(IPAddress.Parse("2001:db8::80")))],
        Edns = new DnsEdns(),
    };

    /// <summary>A negative answer with its SOA.</summary>
    public static DnsMessage NoSuchName { get; } = new()
    {
        Id = 3,
        IsResponse = true,
        Authoritative = true,
        Rcode = DnsRcode.NxDomain,
        Questions = [new DnsQuestion(Name("nothing"), DnsType.A)],
        Authorities = [Of("", new SoaRecord(Name("ns1"), Name("admin"), 1, 2, 3, 4, 5))],
    };

    /// <summary>All of them, as bytes.</summary>
    public static IReadOnlyList<byte[]> Bytes { get; } =
        [.. new[] { EveryType, Referral, OneAddress, NoSuchName }.Select(DnsWriter.ToArray)];

    private static DnsRecord Of(string label, RData data) => new(label.Length == 0 ? Zone : Name(label), 300, data);

    private static DnsName Name(string label) => Zone.TryPrepend(label, out DnsName? name) ? name : throw new FormatException(label);
}
