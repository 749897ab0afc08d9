using Sextant.Cli.Screen;

namespace Sextant.Cli.Tests.Screen;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("sẵn sàng", 8)]
    [InlineData("sa\u0306\u0303n", 3)] // the same letter, taken apart
    [InlineData("例え.jp", 7)]
    [InlineData("\e[1;32mready\e[0m 3", 7)]
    public void Columns_are_what_a_terminal_shows(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Theory]
    [InlineData("đang đo", 7, "đang đo")]
    [InlineData("đang đo", 6, "đang …")]
    [InlineData("\e[31mbroken\e[0m 12", 6, "\e[31mbroke…\e[0m")]
    [InlineData("\e[31mab\e[0m cdef", 5, "\e[31mab\e[0m c…")]
    [InlineData("例え例え", 4, "例…")]
    public void What_is_too_long_is_cut_and_its_colour_ends(string text, int columns, string clipped)
    {
        Assert.Equal(clipped, TextWidth.Clip(text, columns));
        Assert.True(TextWidth.Of(TextWidth.Clip(text, columns)) <= columns);
    }

    [Theory]
    [InlineData("một hai ba", 7, "một hai|ba")]
    [InlineData("một hai ba", 6, "một|hai ba")]
    [InlineData("abcdefghij k", 4, "abcd|efgh|ij k")]
    [InlineData("", 10, "")]
    public void Lines_break_between_words(string text, int columns, string lines) => Assert.Equal(lines.Split('|'), TextWidth.Wrap(text, columns));

    [Fact]
    public void A_command_at_the_end_of_a_sentence_stays_in_one_piece()
    {
        const string sentence = "Two names are left. To go on: sextant scan --campaign t40";
        Assert.Equal(sentence, Folding.Fold(sentence, null));
        Assert.Equal(sentence, Folding.Fold(sentence, 80));
        Assert.Equal("Two names are left. To go on:\nsextant scan --campaign t40", Folding.Fold(sentence, 40));
        Assert.Equal("  Two names are left,\n  and more", Folding.Fold("  Two names are left, and more", 24));
    }
}
