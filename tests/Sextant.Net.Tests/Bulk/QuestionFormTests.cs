using Sextant.Net.Bulk.Engine;
using Sextant.Wire.Dns;

namespace Sextant.Net.Tests.Bulk;

public sealed class QuestionFormTests
{
    [Theory]
    [InlineData(true, true, true, 1232)]
    [InlineData(true, false, false, 4096)]
    [InlineData(false, false, true, null)]
    public void A_question_is_the_same_bytes_as_the_writer_of_messages_gives(bool recursion, bool unchecked_, bool authentic, int? payload)
    {
        var flags = new DnsQueryFlags(RecursionDesired: recursion, CheckingDisabled: unchecked_, AuthenticData: authentic, UdpPayload: (ushort?)payload);
        byte[] name = DnsName.Parse("Bo-abc.example.vn").Wire.ToArray();
        byte[] expected = new byte[512];
        Assert.True(DnsWriter.TryWriteQuery(expected, 0xABCD, name, DnsType.Aaaa, flags, out int length));

        byte[] written = new byte[512];
        written.AsSpan().Fill(0xEE);
        Assert.Equal(length, QuestionForm.Write(written, 0xABCD, name, DnsType.Aaaa, flags));

        Assert.Equal(expected[..length], written[..length]);
    }

    [Fact]
    public void Only_letters_change_their_case_and_each_by_a_bit_of_its_own()
    {
        byte[] name = [.. "\u003fabcdefghijklmnopqrstuvwxyz0123456789-_ABCDEFGHIJKLMNOPQRSTUVWXY"u8, 5, .. "{@[`~"u8, 3, 0xE1, 0xC1, 0x80, 0];
        int[] upper = new int[name.Length];
        var random = new RandomPool();
        for (int round = 0; round < 400; round++)
        {
            byte[] space = new byte[256];
            name.CopyTo(space, 0);
            QuestionForm.MixCase(space, name.Length, random);
            for (int i = 0; i < name.Length; i++)
            {
                bool letter = char.IsAsciiLetter((char)name[i]);
                Assert.Equal(letter ? name[i] | 0x20 : name[i], letter ? space[i] | 0x20 : space[i]);
                upper[i] += letter && (space[i] & 0x20) == 0 ? 1 : 0;
            }
        }

        Assert.All(Enumerable.Range(0, name.Length).Where(i => char.IsAsciiLetter((char)name[i])), i => Assert.InRange(upper[i], 120, 280));
    }

    [Fact]
    public void Without_bits_a_name_becomes_lower_case()
    {
        byte[] space = new byte[256];
        byte[] name = DnsName.Parse("WWW.A-Rather-Long-Label-Of-Letters.Example.VN").Wire.ToArray();
        name.CopyTo(space, 0);
        QuestionForm.MixCase(space, name.Length, null);
        Assert.Equal(DnsName.Parse("www.a-rather-long-label-of-letters.example.vn").Wire.ToArray(), space[..name.Length]);
    }
}
