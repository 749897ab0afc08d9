using System.Text.RegularExpressions;
using Sextant.Cli.Wording;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Wording;

public sealed partial class TextsTests
{
    private static readonly Texts Vietnamese = Texts.Of(Language.Vi);
    private static readonly Texts English = Texts.Of(Language.En);

    [Fact]
    public void Both_languages_have_the_same_keys()
    {
        Assert.Empty(Vietnamese.Keys.Except(English.Keys));
        Assert.Empty(English.Keys.Except(Vietnamese.Keys));
        Assert.True(English.Keys.Count >= 140);
    }

    [Fact]
    public void Both_languages_use_the_same_parameters() =>
        Assert.All(English.Keys, key => Assert.Equal(Parameters(English[key]), Parameters(Vietnamese[key])));

    [Fact]
    public void No_sentence_is_empty_or_left_in_the_other_language()
    {
        Assert.All(English.Keys, key => Assert.NotEqual("", English[key].Trim()));
        Assert.DoesNotContain(English.Keys, key => English[key] == Vietnamese[key] && English[key].Count(char.IsLetter) > 3);
    }

    [Fact]
    public void Every_rule_that_the_code_names_has_its_sentence()
    {
        string[] named =
        [
            .. Directory.EnumerateFiles(Repository.At("src", "Sextant.Cli", "Settings"), "*.cs")
                .SelectMany(file => RuleKey().Matches(File.ReadAllText(file)).Select(m => $"rule.{m.Groups[1].Value}")),
        ];

        Assert.True(named.Length >= 20);
        Assert.DoesNotContain(named, key => !English.Has(key));
    }

    private static string[] Parameters(string sentence) => [.. Parameter().Matches(sentence).Select(m => m.Value).Distinct().Order()];

    [GeneratedRegex(@"new Rule\(""([a-z-]+)""")]
    private static partial Regex RuleKey();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Parameter();
}
