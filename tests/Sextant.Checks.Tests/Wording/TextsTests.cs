using System.Text.RegularExpressions;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Web;
using Sextant.Checks.Wording;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Wording;

public sealed partial class TextsTests
{
    public static TheoryData<string> Languages() => ["vi", "en"];

    [Fact]
    public void Both_languages_have_the_same_keys() => Assert.Equal(Texts.English.Keys, Texts.Vietnamese.Keys);

    [Fact]
    public void Both_languages_name_the_same_parameters() =>
        Assert.All(Texts.English.Keys, k => Assert.True(Holes(Texts.English.Find(k)!).SetEquals(Holes(Texts.Vietnamese.Find(k)!)), k));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_sentence_of_a_finding_ends_in_one_full_stop(string language)
    {
        string[] tags = [.. Texts.For(language).Keys.Where(key => key.StartsWith("tag.", StringComparison.Ordinal))];
        Assert.True(tags.Length > 200);
        Assert.All(tags, key => Assert.Matches(@"[^.\s]\.$", Texts.For(language).Find(key)!));
        // A cause is a clause that stands before the stop.
        Assert.All(Enum.GetValues<Failure>(), failure => Assert.False(Texts.For(language).Of(failure).EndsWith('.'), failure.ToString()));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Everything_has_a_word(string language)
    {
        Texts texts = Texts.For(language);
        Assert.Equal(language, texts.Language);
        Assert.All(Enum.GetValues<Failure>(), f => Assert.NotEmpty(texts.Of(f)));
        Assert.All(Enum.GetValues<TargetClass>(), c => Assert.NotEmpty(texts.Of(c)));
        Assert.All(Enum.GetValues<Verdict>(), v => Assert.NotEmpty(texts.Of(v)));
        Assert.All(Enum.GetValues<Level>(), l => Assert.NotEmpty(texts.Of(l)));
        Assert.All(Enum.GetValues<TargetKind>(), k => Assert.NotEmpty(texts.Of(k)));
        Assert.All(Profile.National.Criteria, c => Assert.NotEqual(c.Id, texts.Criterion(c.Id)));
        Assert.All(Profile.National.Tags, t => Assert.NotNull(texts.Find($"tag.{t}")));
        Assert.All(Enum.GetValues<Sextant.Wire.Addresses.AddressScope>(), s => Assert.NotNull(texts.Find($"word.scope.{FailureWords.Kebab(s.ToString())}")));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_finding_of_the_web_checks_leaves_a_hole(string language)
    {
        foreach (string row in WebClassTests.Names().Select(r => r.Data))
        {
            foreach (Finding finding in SiteBuilder.Judge(WebClassTests.ScanOf(row)).Findings)
            {
                string sentence = Texts.For(language).Of(finding);
                Assert.False(sentence.Contains('?', StringComparison.Ordinal) || sentence.Contains('{', StringComparison.Ordinal), $"{row}: {sentence}");
                Assert.DoesNotContain(Texts.For(language).Note("no-cause"), sentence, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Parameters_are_tamed_and_never_filled_again()
    {
        Finding finding = CheckCatalog.All[0].Says("web-aaaa-published", "a\u001b[31m\u202e", ("addresses", "{subject}" + new string('x', 500)));
        string sentence = Texts.English.Of(finding);
        Assert.Contains("{subject}", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', sentence);
        Assert.DoesNotContain('\u202e', sentence);
        Assert.True(sentence.Length < 350);
    }

    [Fact]
    public void Words_of_the_method_are_the_official_ones()
    {
        Assert.Equal("đạt một phần", Texts.Vietnamese.Of(Verdict.Partial));
        Assert.Equal("có IPv6 nhưng lỗi", Texts.Vietnamese.Of(TargetClass.Broken));
        Assert.Equal("Sẵn sàng IPv6-only", Texts.Vietnamese.Of(Level.Ipv6OnlyReady));
        Assert.Equal("vi", Texts.For(null).Language);
        Assert.Equal("en", Texts.For("en_GB.UTF-8").Language);
    }

    private static HashSet<string> Holes(string sentence) => [.. Hole().Matches(sentence).Select(m => m.Value)];

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Hole();
}
