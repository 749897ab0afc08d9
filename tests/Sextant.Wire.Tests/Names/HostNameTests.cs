using Sextant.Wire.Names;

namespace Sextant.Wire.Tests.Names;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("langson.gov.vn", "langson.gov.vn", "langson.gov.vn")]
    [InlineData("LangSon.GOV.vn.", "langson.gov.vn", "langson.gov.vn")]
    [InlineData(" mic.gov.vn ", "mic.gov.vn", "mic.gov.vn")]
    [InlineData("tênmiềntiếngviệt.vn", "xn--tnmintingvit-oeb8308h0a8h.vn", "tênmiềntiếngviệt.vn")]
    [InlineData("XN--TNMINTINGVIT-OEB8308H0A8H.vn", "xn--tnmintingvit-oeb8308h0a8h.vn", "tênmiềntiếngviệt.vn")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example", "bücher.example")]
    [InlineData("例え。テスト", "xn--r8jz45g.xn--zckzah", "例え.テスト")]
    [InlineData("ｇｏｖ．vn", "gov.vn", "gov.vn")]
    [InlineData("faß.example", "xn--fa-hia.example", "faß.example")]
    [InlineData("_dmarc.gov.vn", "_dmarc.gov.vn", "_dmarc.gov.vn")]
    [InlineData("1.1.1.1.in-addr.arpa", "1.1.1.1.in-addr.arpa", "1.1.1.1.in-addr.arpa")]
    [InlineData("vn", "vn", "vn")]
    public void A_name_is_folded_and_has_both_forms(string text, string ascii, string unicode)
    {
        Assert.True(HostName.TryParse(text, out var name, out string? fault), fault);
        Assert.Equal(ascii, name.Ascii);
        Assert.Equal(unicode, name.Unicode);
        Assert.Equal(HostName.Parse(name.Unicode), HostName.Parse(name.Ascii));
    }

    public static TheoryData<string> Hostile =>
    [
        "", " ", ".", "..", "a..b", ".a", "a..", "-a.vn", "a-.vn", "http://a.vn/", "a.vn/x", "a.vn:80", "a@b.vn", "[::1]", "::1",
        "127.0.0.1", "0x7f.1", "a.0x7f000001", "1", "a.1", "017700000001", "%61.vn", "a\0b.vn", "a\r\nHost: b.vn", "a b.vn", "a\u202Eb.vn",
        "a\u00ADb.vn\u200B", "a\u001b[31m.vn", "*.vn", "a?b", "a#b", "a\\b", "xn--a.vn", "xn--\u0001.vn", "xn--zzzzzzzzz.vn", "\uD800.vn",
        "'; drop table--.vn", "<script>.vn", "=cmd.vn", new string('a', 64) + ".vn", string.Join('.', Enumerable.Repeat("abcdefg", 40)),
        new string('a', 100_000), new string('ế', 200) + ".vn", "a\u0300\u0301\u0302.vn\u0000",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_is_no_name_is_refused_with_a_sentence_that_repeats_nothing(string text)
    {
        Assert.False(HostName.TryParse(text, out _, out string? fault));
        Assert.NotEmpty(fault);
        Assert.True(fault.Length < 200);
        Assert.DoesNotContain(fault, c => char.IsControl(c));
    }

    [Fact]
    public void The_longest_name_is_taken_and_one_more_is_not()
    {
        string longest = string.Join('.', new string('a', 63), new string('b', 63), new string('c', 63), new string('d', 61));
        Assert.Equal(253, longest.Length);
        Assert.True(HostName.TryParse(longest, out _));
        Assert.True(HostName.TryParse(longest + ".", out _));
        Assert.False(HostName.TryParse(longest + "d", out _));
    }

    [Fact]
    public void Random_text_never_throws()
    {
        var random = new Random(20261121);
        char[] alphabet = [.. "abz019-_.xn-XÊẾạ \u200D\u0300\u3002\uFF0E\uD83D\uDE00\u0000\u202E例:%/"];
        for (int i = 0; i < 50_000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(1, 24)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            if (HostName.TryParse(text, out var name, out string? fault))
            {
                Assert.Equal(name, HostName.Parse(name.Ascii));
            }
            else
            {
                Assert.NotEmpty(fault);
            }
        }
    }
}
