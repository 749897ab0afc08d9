using System.Text;

namespace Sextant.Wire.Dns;

/// <summary>
/// Presentation form straight from a message into UTF-8, the same text as <see cref="RData.ToString"/> and <see cref="DnsName.ToString"/> give:
/// for the millions of records that are only written down. The types that are common in bulk allocate nothing; the others go the typed way.
/// </summary>
public static class DnsRecordText
{
    /// <summary>Enough for any name: every byte may become <c>\DDD</c>, and each label a dot.</summary>
    public const int LongestName = DnsName.MaxWireLength * 4;

    /// <summary>An uncompressed name without trailing dot (<c>.</c> for the root).</summary>
    /// <returns>Bytes written; -1 when they do not fit.</returns>
    public static int WriteName(ReadOnlySpan<byte> wire, Span<byte> text)
    {
        var writer = new RecordTextWriter(text);
        writer.Name(wire, absolute: false);
        return writer.Length;
    }

    /// <summary>The RDATA of a record of a message.</summary>
    /// <returns>Bytes written; -1 when they do not fit or the RDATA is malformed.</returns>
    public static int Write(ReadOnlySpan<byte> message, in DnsRecordView record, Span<byte> text)
    {
        var writer = new RecordTextWriter(text);
        var rdata = new RDataReader(message, record.RDataOffset, record.RDataEnd);
        switch (record.Type)
        {
            case DnsType.A when record.RDataLength == 4:
                writer.Ipv4(rdata.Take(4));
                break;
            case DnsType.Aaaa when record.RDataLength == 16:
                writer.Ipv6(rdata.Take(16));
                break;
            case DnsType.Ns or DnsType.Cname or DnsType.Ptr or DnsType.Dname:
                Name(ref writer, ref rdata);
                break;
            case DnsType.Mx:
                writer.Number(rdata.U16());
                writer.Byte((byte)' ');
                Name(ref writer, ref rdata);
                break;
            case DnsType.Soa:
                Soa(ref writer, ref rdata);
                break;
            case DnsType.Txt when record.RDataLength > 0:
                Txt(ref writer, ref rdata);
                break;
            default:
                return RDataCatalog.Read(record.Type, ref rdata) is { } data && Encoding.UTF8.TryGetBytes(data.ToString(), text, out int written) ? written : -1;
        }

        return rdata.Failed || rdata.Left > 0 ? -1 : writer.Length;
    }

    private static void Name(ref RecordTextWriter writer, ref RDataReader rdata)
    {
        Span<byte> wire = stackalloc byte[DnsName.MaxWireLength];
        int length = rdata.NameInto(wire);
        writer.Name(wire[..length], absolute: true);
    }

    private static void Soa(ref RecordTextWriter writer, ref RDataReader rdata)
    {
        Name(ref writer, ref rdata);
        writer.Byte((byte)' ');
        Name(ref writer, ref rdata);
        for (int i = 0; i < 5; i++)
        {
            writer.Byte((byte)' ');
            writer.Number(rdata.U32());
        }
    }

    private static void Txt(ref RecordTextWriter writer, ref RDataReader rdata)
    {
        for (bool first = true; rdata.Left > 0 && !rdata.Failed; first = false)
        {
            if (!first)
            {
                writer.Byte((byte)' ');
            }

            writer.Quoted(rdata.Text());
        }
    }
}
