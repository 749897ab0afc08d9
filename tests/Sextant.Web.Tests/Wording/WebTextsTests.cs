using System.Text.RegularExpressions;
using Sextant.Testing;
using Sextant.Web.Pages.Audit;
using Sextant.Web.Wording;

namespace Sextant.Web.Tests.Wording;

public sealed partial class WebTextsTests
{
    [Fact]
    public void Both_languages_have_the_same_sentences() =>
        Assert.Equal(WebTexts.Of("vi").Keys.Order(StringComparer.Ordinal), WebTexts.Of("en").Keys.Order(StringComparer.Ordinal));

    // An action is named by a literal where it is written to the log: one without words would be shown as it is stored.
    [Fact]
    public void Every_act_of_the_log_has_its_words()
    {
        string[] acts =
        [
            .. Directory.EnumerateFiles(Repository.At("src", "Sextant.Programme"), "*.cs", SearchOption.AllDirectories).SelectMany(file => Acts().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct(),
        ];
        Assert.True(acts.Length > 90, $"only {acts.Length} acts were found");
        Assert.DoesNotContain(acts, act => IndexModel.Act(act, WebTexts.Of("vi")) == act);
        Assert.Equal("Tên miền: khai báo", IndexModel.Act("domain.claim", WebTexts.Of("vi")));
        Assert.Equal("nothing.like-this", IndexModel.Act("nothing.like-this", WebTexts.Of("vi")));
    }

    [GeneratedRegex("(?:trail\\.Add\\(|RegisterChange\\([^\"]{0,40}|WriteAsync\\(viewer, |\\(Right\\.[A-Za-z]+, )\"([a-z-]+\\.[a-z-]+)\"")]
    private static partial Regex Acts();

    [Fact]
    public void A_span_names_the_ends_it_knows()
    {
        var day = new DateOnly(2025, 7, 1);
        Assert.Equal("", WebTexts.Of("vi").Span(null, null));
        Assert.Equal("(từ 01/07/2025)", WebTexts.Of("vi").Span(day, null));
        Assert.Equal("(until 01/07/2025)", WebTexts.Of("en").Span(null, day));
    }
}
