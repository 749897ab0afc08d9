using System.Net;
using System.Text;
using Sextant.Testing.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Wire.Tests.Dns;

public sealed class DnsRecordTextTests
{
    [Fact]
    public void Every_record_reads_as_its_typed_form_does()
    {
        foreach (DnsMessage sample in (DnsMessage[])[SampleMessages.EveryType, SampleMessages.Referral])
        {
            byte[] bytes = DnsWriter.ToArray(sample);
            string[] typed = [.. sample.AllRecords.Select(r => r.RData.ToString())];
            Assert.Equal(typed, Written(bytes).Take(typed.Length));
        }
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::192.0.2.1")]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("2001:db8::")]
    [InlineData("2001:0:0:1::1")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:1::")]
    [InlineData("1::2:0:0:3")]
    [InlineData("1:0:0:2::")]
    [InlineData("fe80::5efe:192.0.2.1")]
    [InlineData("2001:db8::200:5efe:c000:201")]
    [InlineData("0:1::")]
    public void Ipv6_addresses_are_written_as_everywhere_else(string text) => AssertAddress(IPAddress.Parse(text));

    [Fact]
    public void Ipv6_addresses_with_any_groups_empty_are_written_as_everywhere_else()
    {
        for (int empty = 0; empty < 256; empty++)
        {
            byte[] bytes = [.. Enumerable.Range(0, 8).SelectMany(g => (empty & (1 << g)) != 0 ? new byte[] { 0, 0 } : [(byte)(0x10 * g), (byte)(g + 1)])];
            AssertAddress(new IPAddress(bytes));
        }
    }

    [Fact]
    public void What_does_not_fit_or_is_malformed_is_refused()
    {
        DnsMessage sample = SampleMessages.EveryType;
        byte[] bytes = DnsWriter.ToArray(sample);
        var reader = new DnsSpanReader(bytes);
        while (reader.TryReadRecord(out DnsRecordView record) && record.Type != DnsType.Opt)
        {
            int whole = DnsRecordText.Write(bytes, record, new byte[2000]);
            Assert.True(whole > 0);
            Assert.Equal(whole, DnsRecordText.Write(bytes, record, new byte[whole]));
            Assert.Equal(-1, DnsRecordText.Write(bytes, record, new byte[whole - 1]));
            if (record.Type is DnsType.A or DnsType.Aaaa or DnsType.Mx or DnsType.Soa)
            {
                Assert.Equal(-1, DnsRecordText.Write(bytes, record with { RDataLength = record.RDataLength - 1 }, new byte[2000]));
            }
        }
    }

    private static IEnumerable<string> Written(byte[] message)
    {
        var texts = new List<string>();
        var reader = new DnsSpanReader(message);
        byte[] space = new byte[4096];
        while (reader.TryReadRecord(out DnsRecordView record))
        {
            texts.Add(Encoding.UTF8.GetString(space, 0, DnsRecordText.Write(message, record, space)));
        }

        return texts;
    }

    private static void AssertAddress(IPAddress address)
    {
        byte[] rdata = address.GetAddressBytes();
        byte[] space = new byte[64];
        int length = DnsRecordText.Write(rdata, new DnsRecordView(DnsSection.Answer, 0, DnsType.Aaaa, DnsClass.In, 0, 0, 16), space);
        Assert.Equal(address.ToString(), Encoding.ASCII.GetString(space, 0, length));
    }
}
