using Sextant.Cli.Screen;

namespace Sextant.Cli.Tests.Screen;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("langson.gov.vn", "langson.gov.vn")]
    [InlineData("Thừa Thiên Huế", "Thừa Thiên Huế")]
    [InlineData("a\x1b[31mb", @"a\x1B[31mb")]
    [InlineData("a\u009B31mb", @"a\x9B31mb")] // CSI in one byte
    [InlineData("a\r\nb\tc", @"a\x0D\x0Ab\x09c")]
    [InlineData("a\u202Eb", @"a\u{202E}b")]
    [InlineData("a\u200Bb", @"a\u{200B}b")]
    [InlineData("a\u2028b", @"a\u{2028}b")]
    [InlineData("\uE000", @"\u{E000}")]
    public void Strangers_text_cannot_act(string? text, string expected) => Assert.Equal(expected, TerminalText.Safe(text));

    [Fact]
    public void Half_a_character_is_replaced() => Assert.Equal("a\uFFFDb", TerminalText.Safe("a" + (char)0xD800 + "b"));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal("abc…", TerminalText.Safe("abcdef", 4));
}
