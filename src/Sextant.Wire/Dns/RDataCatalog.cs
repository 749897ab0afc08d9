using System.Net;

namespace Sextant.Wire.Dns;

/// <summary>The types whose RDATA is read into fields; every other type is kept as it is.</summary>
internal static class RDataCatalog
{
    /// <summary>Reads RDATA; null with the reader's fault when it is malformed.</summary>
    public static RData? Read(DnsType type, ref RDataReader rdata) => type switch
    {
        DnsType.A => Address(ref rdata, 4) is { } a ? new ARecord(a) : null,
        DnsType.Aaaa => Address(ref rdata, 16) is { } aaaa ? new AaaaRecord(aaaa) : null,
        DnsType.Ns => rdata.Done(new NsRecord(rdata.Name())),
        DnsType.Cname => rdata.Done(new CnameRecord(rdata.Name())),
        DnsType.Ptr => rdata.Done(new PtrRecord(rdata.Name())),
        // RFC 6672 section 2.5 forbids to compress the target, and says to understand it compressed.
        DnsType.Dname => rdata.Done(new DnameRecord(rdata.Name())),
        DnsType.Mx => rdata.Done(new MxRecord(rdata.U16(), rdata.Name())),
        DnsType.Soa => SoaRecord.Read(ref rdata),
        DnsType.Txt => TxtRecord.Read(ref rdata),
        DnsType.Opt => OptRecord.Read(ref rdata),
        DnsType.Ds => DsRecord.Read(ref rdata),
        DnsType.Dnskey => DnskeyRecord.Read(ref rdata),
        DnsType.Rrsig => RrsigRecord.Read(ref rdata),
        DnsType.Svcb or DnsType.Https => SvcbRecord.Read(type, ref rdata),
        DnsType.Caa => CaaRecord.Read(ref rdata),
        _ => rdata.Done(new UnknownRecord(type, rdata.Rest().ToArray())),
    };

    private static IPAddress? Address(ref RDataReader rdata, int length)
    {
        if (rdata.Left != length)
        {
            rdata.Fail(DnsFault.RDataLength);
            return null;
        }

        return new IPAddress(rdata.Take(length));
    }
}
