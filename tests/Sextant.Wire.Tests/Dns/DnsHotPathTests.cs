using Sextant.Testing;
using Sextant.Testing.Dns;
using Sextant.Wire.Dns;

namespace Sextant.Wire.Tests.Dns;

public sealed class DnsHotPathTests
{
    private static readonly DnsName Name = DnsName.Parse("www.example.gov.vn");

    [Fact]
    public void A_message_is_walked_and_a_query_written_without_allocation()
    {
        byte[] message = DnsWriter.ToArray(SampleMessages.EveryType);
        byte[] buffer = new byte[512];
        byte[] name = new byte[DnsName.MaxWireLength];
        (int questions, int records) = Walk(message, name);
        Write(buffer, name);

        Assert.Equal(0, Allocations.Least(() =>
        {
            Walk(message, name);
            Write(buffer, name);
        }));
        Assert.Equal((1, 18), (questions, records));
    }

    [Fact]
    public void A_whole_message_is_written_without_allocation()
    {
        byte[] buffer = new byte[4096];
        DnsWriter.TryWrite(SampleMessages.Referral, buffer, out _);

        Assert.Equal(0, Allocations.Least(() => DnsWriter.TryWrite(SampleMessages.Referral, buffer, out _)));
    }

    [Fact]
    public void The_walk_gives_offsets_of_what_is_there()
    {
        byte[] message = DnsWriter.ToArray(SampleMessages.OneAddress);
        var reader = new DnsSpanReader(message);
        Span<byte> name = stackalloc byte[DnsName.MaxWireLength];

        Assert.True(reader.TryReadQuestion(out DnsQuestionView question));
        Assert.Equal(DnsType.Aaaa, question.Type);
        Assert.True(reader.TryReadRecord(out DnsRecordView record));
        Assert.Equal(DnsSection.Answer, record.Section);
        Assert.Equal(16, record.RData(message).Length);
        Assert.True(reader.TryCopyName(record.OwnerOffset, name, out int length));
        Assert.True(name[..length].SequenceEqual(Name.Wire));
        Assert.True(reader.TryReadRecord(out DnsRecordView opt));
        Assert.Equal((DnsSection.Additional, DnsType.Opt), (opt.Section, opt.Type));
        Assert.False(reader.TryReadRecord(out _));
        Assert.Equal(DnsFault.None, reader.Fault);
        Assert.Equal(message.Length, reader.Position);
    }

    [Fact]
    public void Mixed_case_keeps_the_name_and_uses_both_cases()
    {
        byte[] wire = DnsName.Parse("abcdefgh.ijklmnop.v6.vn").Wire.ToArray();
        DnsWriter.MixCase(wire, [0, 1]);
        Assert.True(DnsName.TryFromWire(wire, out DnsName? mixed));
        Assert.Equal("abcdefgh.ijklmnop.v6.vn", mixed.ToString());
        Assert.Contains(wire, b => b is >= (byte)'A' and <= (byte)'Z');
        Assert.Contains(wire, b => b is >= (byte)'a' and <= (byte)'z');
    }

    private static (int Questions, int Records) Walk(byte[] message, Span<byte> name)
    {
        var reader = new DnsSpanReader(message);
        int questions = 0;
        int records = 0;
        while (reader.TryReadQuestion(out DnsQuestionView question))
        {
            questions += reader.TryCopyName(question.NameOffset, name, out _) ? 1 : 0;
        }

        while (reader.TryReadRecord(out DnsRecordView record))
        {
            records += reader.TryCopyName(record.OwnerOffset, name, out _) ? 1 : 0;
        }

        return (questions, records);
    }

    private static void Write(byte[] buffer, Span<byte> name)
    {
        Name.Wire.CopyTo(name);
        DnsWriter.MixCase(name[..Name.Wire.Length], buffer);
        DnsWriter.TryWriteQuery(buffer, 1, name[..Name.Wire.Length], DnsType.Aaaa, new DnsQueryFlags(UdpPayload: 1232), out _);
    }
}
