using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sextant.Architecture.Tests.Sources;
using Sextant.Testing;

namespace Sextant.Architecture.Tests;

/// <summary>What people read: both languages say the same things, links lead somewhere, and nothing of the machine it was written on is left in it.</summary>
public sealed partial class TextTests
{
    // In pieces, so that this file passes its own rule.
    private static readonly Regex Workplace = new(
        "(?i)(?<![\\w.-])/wo" + "rk/|/tmp/" + "board|(?<![\\w.-])/ro" + "ot/|/ho" + "me/[a-z]|clau" + "de|anthro" + "pic|ope" + "nai|chat" + "gpt|co" + "pilot|"
        + "_auth" + "Token|nuget[.]config|[.]npm" + "rc|PRIVATE KEY-----\\n[A-Z]",
        RegexOptions.CultureInvariant);

    private static readonly string[] TextEndings =
        [".cs", ".cshtml", ".md", ".json", ".csproj", ".props", ".targets", ".slnx", ".txt", ".sh", ".yml", ".css", ".js", ".html", ".svg", ".csv", ".sql", ".conf", ".zone", ""];

    [Fact]
    public void Resource_files_of_both_languages_have_the_same_keys()
    {
        var pairs = House.Files().Where(f => f.EndsWith(".en.json", StringComparison.Ordinal) || f.EndsWith(".vi.json", StringComparison.Ordinal))
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal)).Select(f => f[..^".en.json".Length]).Distinct().ToList();

        Assert.True(pairs.Count >= 7, "the texts were not found");
        Assert.All(pairs, pair => Assert.Equal(Keys($"{pair}.en.json"), Keys($"{pair}.vi.json")));
    }

    [Fact]
    public void Resx_files_of_both_languages_have_the_same_keys() =>
        Assert.All(
            House.Files("src").Where(f => f.EndsWith(".vi.resx", StringComparison.Ordinal)),
            vi => Assert.Equal(Names(vi), Names(File.Exists(Repository.At(vi.Replace(".vi.resx", ".en.resx"))) ? vi.Replace(".vi.resx", ".en.resx") : vi.Replace(".vi.resx", ".resx"))));

    [Fact]
    public void Every_English_specification_has_its_Vietnamese_one() =>
        Faults.None(
            from file in House.Files("src")
            where file.EndsWith(".en.md", StringComparison.Ordinal) || file.EndsWith(".vi.md", StringComparison.Ordinal)
            let other = file.EndsWith(".en.md", StringComparison.Ordinal) ? file[..^6] + ".vi.md" : file[..^6] + ".en.md"
            where !File.Exists(Repository.At(other))
            select $"{file} has no {other}");

    [Fact]
    public void Links_in_documents_lead_somewhere()
    {
        string[] documents = [.. House.Files().Where(f => f.EndsWith(".md", StringComparison.Ordinal))];

        Assert.True(documents.Length >= 5, "the documents were not found");
        Faults.None(documents.SelectMany(d => DeadLinks(d, House.Read(d))));
    }

    [Fact]
    public void Nothing_of_the_workplace_is_left_in_the_files()
    {
        string[] files = [.. House.Files().Where(f => TextEndings.Contains(Path.GetExtension(f)) && new FileInfo(Repository.At(f)).Length < 4_000_000)];

        Assert.True(files.Length >= 250, "the files were not found");
        Faults.None(
            from file in files
            from match in Workplace.Matches(House.Read(file))
            select $"{file}: {match.Value}");
    }

    [Theory]
    [InlineData("see /wo#rk/main/x", true)]
    [InlineData("at /ro#ot/.nuget", true)]
    [InlineData("cd /ho#me/someone", true)]
    [InlineData("made by Clau#de", true)]
    [InlineData("docs/" + "work/plan.md", false)]
    [InlineData("homework/root/", false)]
    [InlineData("~/.local/share/sextant", false)]
    public void The_rule_sees_the_workplace(string text, bool expected) => Assert.Equal(expected, Workplace.IsMatch(text.Replace("#", "", StringComparison.Ordinal)));

    [Fact]
    public void The_rule_sees_a_dead_link()
    {
        string text = "# A b (c)\n[ok](README.md) [web](https://example.org) [here](#a-b-c) [gone](gone.md) [nowhere](#gone)\n```\n[code](code.md)\n```\n<img src=\"gone.png\">";
        Assert.Equal(["docs/x.md: gone.md", "docs/x.md: #gone", "docs/x.md: gone.png"], DeadLinks("docs/x.md", text.Replace("README.md", "../LICENSE", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> DeadLinks(string document, string text)
    {
        string prose = Fence().Replace(text, "");
        foreach (string target in Link().Matches(prose).Select(m => m.Groups[1].Value + m.Groups[2].Value))
        {
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            string[] parts = target.Split('#', 2);
            string path = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, Uri.UnescapeDataString(parts[0]));
            bool there = File.Exists(Repository.At(path)) || Directory.Exists(Repository.At(path));
            string[] anchors = parts.Length == 1 || !there ? [] : [.. Anchors(parts[0].Length == 0 ? text : House.Read(path))];
            if ((!there && parts[0].Length > 0) || (parts.Length == 2 && !(parts[0].Length == 0 ? Anchors(text) : anchors).Contains(parts[1])))
            {
                yield return $"{document}: {target}";
            }
        }
    }

    // As GitHub makes them: lower case, punctuation dropped, blanks become hyphens.
    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(Fence().Replace(text, ""))
            .Select(m => string.Concat(m.Groups[1].Value.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-'));

    private static string[] Keys(string file)
    {
        using JsonDocument document = JsonDocument.Parse(House.Read(file));
        return [.. document.RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];
    }

    private static string[] Names(string file) =>
        [.. XDocument.Parse(House.Read(file)).Descendants("data").Select(d => (string)d.Attribute("name")!).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\]\(([^)\s]+)(?:\s+""[^""]*"")?\)|(?:src|href)=""([^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6}\s+(.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
