using System.Text;
using Sextant.Lab.Country;
using Sextant.Testing;

namespace Sextant.Lab.Tests.Country;

public sealed class GuideTests
{
    private const string Begin = "<!-- cases: written by GuideTests -->";
    private const string End = "<!-- end of cases -->";

    private static readonly Dictionary<LabClass, string> Classes = new()
    {
        [LabClass.Ready] = "sẵn sàng",
        [LabClass.Partial] = "dùng được nhưng còn lỗi",
        [LabClass.Broken] = "có IPv6 nhưng lỗi",
        [LabClass.None] = "chưa có IPv6",
        [LabClass.Unknown] = "chưa xác định",
        [LabClass.NotApplicable] = "không áp dụng",
    };

    [Theory]
    [InlineData("lab.md", false)]
    [InlineData("lab.vi.md", true)]
    public void The_guide_lists_every_case(string page, bool vietnamese)
    {
        string file = Repository.At("docs", "guide", page);
        string guide = File.ReadAllText(file);
        int begin = guide.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = guide.IndexOf(End, StringComparison.Ordinal);
        string wanted = guide[..begin] + "\n\n" + Table(vietnamese) + "\n" + guide[end..];
        if (Environment.GetEnvironmentVariable("LAB_GUIDE_WRITE") == "1")
        {
            File.WriteAllText(file, wanted);
        }

        Assert.True(wanted == File.ReadAllText(file), $"docs/guide/{page} is behind the cases: run this test once with LAB_GUIDE_WRITE=1");
    }

    private static string Table(bool vietnamese)
    {
        (LabKind Kind, string En, string Vi)[] kinds =
        [
            (LabKind.Site, "Web sites", "Cổng/trang thông tin điện tử"), (LabKind.Mail, "Mail", "Thư điện tử"), (LabKind.Zone, "Zones", "Vùng tên miền (DNS)"), (LabKind.NameServer, "Name servers", "Máy chủ tên miền"),
        ];
        string head = vietnamese ? "| phân loại | trường hợp | ở đâu | minh họa |" : "| class | case | where | what it shows |";
        var text = new StringBuilder();
        foreach ((LabKind kind, string en, string vi) in kinds)
        {
            text.Append($"### {(vietnamese ? vi : en)}\n\n{head}\n| --- | --- | --- | --- |\n");
            foreach (var same in LabCountry.Cases.Where(c => c.Kind == kind).GroupBy(c => (c.Expected, c.Id, c.Shows)).OrderBy(g => g.Key.Expected))
            {
                (string first, int more, string? need) = (same.First().Name, same.Count() - 1, same.First().Needs);
                string where = more == 0 ? first : vietnamese ? $"{first} và {more} nơi khác" : $"{first} and {more} more";
                string needs = need is null ? "" : vietnamese ? $" (chỉ thấy khi có đo: {need})" : $" (seen by who measures: {need})";
                string word = vietnamese ? Classes[same.Key.Expected] : Sextant.Wire.FailureWords.Kebab(same.Key.Expected.ToString());
                text.Append($"| {word} | {same.Key.Id} | {where} | {(vietnamese ? same.Key.Shows.Vi : same.Key.Shows.En)}{needs} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }
}
