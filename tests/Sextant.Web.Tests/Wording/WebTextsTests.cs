using Sextant.Web.Wording;

namespace Sextant.Web.Tests.Wording;

public sealed class WebTextsTests
{
    [Fact]
    public void Both_languages_have_the_same_sentences() =>
        Assert.Equal(WebTexts.Of("vi").Keys.Order(StringComparer.Ordinal), WebTexts.Of("en").Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_span_names_the_ends_it_knows()
    {
        var day = new DateOnly(2025, 7, 1);
        Assert.Equal("", WebTexts.Of("vi").Span(null, null));
        Assert.Equal("(từ 01/07/2025)", WebTexts.Of("vi").Span(day, null));
        Assert.Equal("(until 01/07/2025)", WebTexts.Of("en").Span(null, day));
    }
}
