
namespace Sextant.Lab.Country;

/// <summary>Names of the lab country that several of its plots lean on.</summary>
internal static class Places
{
    /// <summary>A host in good order that has IPv4 only: where bad redirects lead.</summary>
    public const string V4OnlyHost = "www.thuyengiay.com.lab";

    /// <summary>The country's shared name servers, on both families.</summary>
    public static readonly string[] SharedServers = ["ns1.dns.gov.lab", "ns2.dns.gov.lab"];

    /// <summary>Name servers that answer over IPv6, in a zone that is served over IPv4 alone.</summary>
    public static readonly string[] ServersInV4OnlyZone = ["dns1.cumeo.com.lab", "dns2.cumeo.com.lab"];

    /// <summary>A name server of the country that resolves foreign names for anyone.</summary>
    public const string OpenResolver = "ns1.ruabien.com.lab";

    /// <summary>The domain whose hosts show one fault each.</summary>
    public const string Museum = "baotangloi.gov.lab";

    /// <summary>A name that does not exist.</summary>
    public const string Gone = "gone.com.lab";
}
