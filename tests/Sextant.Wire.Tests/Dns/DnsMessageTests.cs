using System.Net;
using Sextant.Testing.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Wire.Tests.Dns;

public sealed class DnsMessageTests
{
    private static readonly DnsName Owner = DnsName.Parse("www.Example.gov.vn");

    [Fact]
    public void A_response_with_every_type_comes_back_as_it_was_written()
    {
        DnsMessage written = SampleMessages.EveryType;

        Assert.True(DnsReader.TryRead(DnsWriter.ToArray(written), out DnsMessage? read, out DnsFault fault), fault.ToString());

        Assert.Equal(DnsFault.None, fault);
        Assert.Equal(written.Answers, read.Answers);
        Assert.Equal(written.Authorities, read.Authorities);
        Assert.Equal(written.Additionals, read.Additionals);
        Assert.Equal(written.Questions, read.Questions);
        Assert.Equal(DnsRcode.BadVers, read.Rcode);
        Assert.True(read is { IsResponse: true, Authoritative: true, AuthenticData: true, RecursionDesired: true, Id: 4711, TrailingBytes: 0 });
        Assert.Equal((ushort)1232, read.Edns!.UdpPayload);
        Assert.True(read.Edns.DnssecOk);
        Assert.Equal(10, Assert.Single(read.Edns.Options).Code);
    }

    [Fact]
    public void A_query_is_read_back_with_its_flags()
    {
        Span<byte> buffer = stackalloc byte[512];
        Assert.True(DnsWriter.TryWriteQuery(
            buffer, 77, Owner, DnsType.Aaaa, new DnsQueryFlags(RecursionDesired: true, CheckingDisabled: true, DnssecOk: true, UdpPayload: 1232), out int n));

        Assert.True(DnsReader.TryRead(buffer[..n], out DnsMessage? query, out _));

        Assert.Equal(new DnsQuestion(Owner, DnsType.Aaaa), query.Question);
        Assert.True(query.Question!.Name.EqualsInCase(Owner));
        Assert.True(query is { IsResponse: false, RecursionDesired: true, CheckingDisabled: true, Id: 77, Edns.DnssecOk: true });
    }

    [Fact]
    public void Names_are_compressed_and_the_message_is_the_one_of_the_textbook()
    {
        var message = new DnsMessage
        {
            Questions = [new DnsQuestion(Owner, DnsType.A)],
            Answers = [new DnsRecord(Owner, 60, new ARecord(IPAddress.Parse("192.0.2.1")))],
        };

        // Header, question of 20 + 4 bytes, then a pointer of 2 + 10 + 4.
        Assert.Equal(12 + 20 + 4 + 16, DnsWriter.ToArray(message).Length);
    }

    [Fact]
    public void What_does_not_fit_is_said_and_nothing_is_thrown()
    {
        byte[] whole = DnsWriter.ToArray(SampleMessages.EveryType);
        for (int size = 0; size < whole.Length; size++)
        {
            Assert.False(DnsWriter.TryWrite(SampleMessages.EveryType, new byte[size], out _));
        }

        Assert.True(DnsWriter.TryWrite(SampleMessages.EveryType, new byte[whole.Length], out int written));
        Assert.Equal(whole.Length, written);
    }

    [Fact]
    public void Trailing_bytes_are_reported_and_do_not_spoil_the_message()
    {
        byte[] bytes = [.. DnsWriter.ToArray(SampleMessages.EveryType), 1, 2, 3];
        Assert.True(DnsReader.TryRead(bytes, out DnsMessage? read, out _));
        Assert.Equal(3, read.TrailingBytes);
    }
}
