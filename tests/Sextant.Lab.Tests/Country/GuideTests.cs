using System.Text;
using Sextant.Lab.Country;
using Sextant.Testing;

namespace Sextant.Lab.Tests.Country;

public sealed class GuideTests
{
    private const string Begin = "<!-- cases: written by GuideTests -->";
    private const string End = "<!-- end of cases -->";

    [Fact]
    public void The_guide_lists_every_case()
    {
        string file = Repository.At("docs", "guide", "lab.md");
        string guide = File.ReadAllText(file);
        int begin = guide.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = guide.IndexOf(End, StringComparison.Ordinal);
        string wanted = guide[..begin] + "\n\n" + Table() + "\n" + guide[end..];
        if (Environment.GetEnvironmentVariable("LAB_GUIDE_WRITE") == "1")
        {
            File.WriteAllText(file, wanted);
        }

        Assert.True(wanted == File.ReadAllText(file), "docs/guide/lab.md is behind the cases: run this test once with LAB_GUIDE_WRITE=1");
    }

    private static string Table()
    {
        var text = new StringBuilder();
        foreach (var (kind, title) in new[] { (LabKind.Site, "Web sites"), (LabKind.Mail, "Mail"), (LabKind.Zone, "Zones"), (LabKind.NameServer, "Name servers") })
        {
            text.Append("### ").Append(title).Append("\n\n| class | case | where | what it shows |\n| --- | --- | --- | --- |\n");
            foreach (var same in LabCountry.Cases.Where(c => c.Kind == kind).GroupBy(c => (c.Expected, c.Id, c.Shows)).OrderBy(g => g.Key.Expected))
            {
                string where = same.Count() == 1 ? same.First().Name : $"{same.First().Name} and {same.Count() - 1} more";
                string needs = same.First().Needs is { } need ? $" (seen by who measures: {need})" : "";
                text.Append($"| {Sextant.Wire.FailureWords.Kebab(same.Key.Expected.ToString())} | {same.Key.Id} | {where} | {same.Key.Shows.En}{needs} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }
}
