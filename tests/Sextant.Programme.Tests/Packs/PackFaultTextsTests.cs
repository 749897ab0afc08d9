using System.Text.Json;
using System.Text.RegularExpressions;
using Sextant.Programme.Packs;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Packs;

/// <summary>Every fault of a pack has its sentence in both languages.</summary>
public sealed partial class PackFaultTextsTests
{
    private static readonly Dictionary<string, string> English = Read("en");
    private static readonly Dictionary<string, string> Vietnamese = Read("vi");

    [Fact]
    public void Both_languages_name_the_same_parameters() =>
        Assert.All(English, pair => Assert.Equal(Holes(pair.Value), Holes(Vietnamese[pair.Key])));

    [Fact]
    public void Every_word_that_the_reader_and_the_checker_say_has_its_sentence_and_no_sentence_is_left_over()
    {
        string sources = string.Concat(Directory.EnumerateFiles(Repository.At("src", "Sextant.Programme", "Packs"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.All(English.Keys, word => Assert.Contains($"\"{word.Replace("phrase.", "", StringComparison.Ordinal)}\"", sources, StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_reads_in_the_language_that_is_asked_for()
    {
        using PackCopy copy = new();
        copy.Set("domains.json", "domains[0].domain", "\"a..b\"");
        PackFault fault = Assert.Single(copy.Read().List);
        Assert.Equal("domains.json domains[0].domain: \"a..b\" is not a host name: the name has an empty label: two dots in a row, or a dot in front", fault.Line("en"));
        Assert.Equal("domains.json domains[0].domain: \"a..b\" không phải là tên máy: tên có nhãn trống: hai dấu chấm liền nhau, hoặc dấu chấm ở đầu", fault.Line("vi"));
    }

    [Theory]
    [InlineData("figures.json", "facts[0].value", "\"x\"")]
    [InlineData("organisations.json", "organisations[0].kind", "null")]
    [InlineData("organisations.json", "relations[0].on", "\"2025-08-01\"")]
    [InlineData("pack.json", "sources[0].file", "\"/etc/passwd\"")]
    public void No_sentence_is_left_in_its_raw_form(string file, string place, string value)
    {
        using PackCopy copy = new();
        copy.Set(file, place, value);
        PackFaults faults = copy.Read();
        Assert.NotEmpty(faults.List);
        Assert.All(faults.List, fault =>
        {
            Assert.True(English.ContainsKey(fault.Word), fault.Word);
            Assert.NotEqual(fault.Line("en"), fault.Line("vi"));
            Assert.DoesNotContain("PackPhrase", fault.Line("vi"), StringComparison.Ordinal);
        });
    }

    private static Dictionary<string, string> Read(string language) => JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllText(Repository.At("src", "Sextant.Programme", "Packs", "Wording", $"pack-faults.{language}.json")))!;

    private static SortedSet<string> Holes(string sentence) => [.. Hole().Matches(sentence.Replace("{{", "", StringComparison.Ordinal)).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\{(\d)")]
    private static partial Regex Hole();
}
