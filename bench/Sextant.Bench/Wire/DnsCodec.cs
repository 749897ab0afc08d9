using Sextant.Testing.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Bench.Wire;

/// <summary>How fast DNS messages are read and written.</summary>
internal static class DnsCodec
{
    public static void Run(BenchTable table)
    {
        byte[] buffer = new byte[4096];
        byte[] name = new byte[DnsName.MaxWireLength];
        DnsName host = DnsName.Parse("www.example.gov.vn");
        table.Row("write a query (EDNS, mixed case)", () =>
        {
            host.Wire.CopyTo(name);
            DnsWriter.MixCase(name.AsSpan(0, host.Wire.Length), buffer);
            DnsWriter.TryWriteQuery(buffer, 1, name.AsSpan(0, host.Wire.Length), DnsType.Aaaa, new DnsQueryFlags(UdpPayload: 1232), out _);
        });
        Both("one address", SampleMessages.OneAddress);
        Both("referral, 6 servers with glue", SampleMessages.Referral);
        Both("every type, 18 records", SampleMessages.EveryType);

        void Both(string what, DnsMessage message)
        {
            byte[] bytes = DnsWriter.ToArray(message);
            table.Row($"walk: {what} ({bytes.Length} bytes)", () => Walk(bytes, name));
            table.Row($"read whole: {what}", () => DnsReader.TryRead(bytes, out _, out _));
            table.Row($"write whole: {what}", () => DnsWriter.TryWrite(message, buffer, out _));
        }
    }

    /// <summary>Every record, each owner copied.</summary>
    private static void Walk(byte[] message, byte[] name)
    {
        var reader = new DnsSpanReader(message);
        while (reader.TryReadRecord(out DnsRecordView record) && reader.TryCopyName(record.OwnerOffset, name, out _))
        {
        }
    }
}
