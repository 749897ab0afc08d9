using Sextant.Programme.Register;

namespace Sextant.Programme.Tests.Register;

public sealed class FoldedTests
{
    [Theory]
    [InlineData("Huế", "hue")]
    [InlineData("Đắk Lắk", "dak lak")]
    [InlineData("Bộ Văn hóa, Thể thao và Du lịch", "bo van hoa the thao va du lich")]
    [InlineData("Bà Rịa - Vũng Tàu", "ba ria vung tau")]
    [InlineData("  ", "")]
    [InlineData("Hue\u0301\u0302", "hue")]
    public void Marks_and_case_fall_away(string text, string folded) => Assert.Equal(folded, Folded.Of(text));

    [Fact]
    public void A_text_in_languages_reads_as_JSON_and_falls_back()
    {
        var text = new LocalText([KeyValuePair.Create("vi", "Huế"), KeyValuePair.Create("en", "Hue")]);
        string json = System.Text.Json.JsonSerializer.Serialize(new { Name = text });
        Assert.Equal("{\"Name\":{\"en\":\"Hue\",\"vi\":\"Hu\\u1EBF\"}}", json);
        Assert.Equal(text, System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, LocalText>>(json)!["Name"]);
        Assert.Equal("Huế", text.In("fr"));
        Assert.Equal("Hue", text.In("en"));
        Assert.Equal(string.Empty, LocalText.Empty.In("vi"));
    }

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        var random = new Random(6464);
        for (int i = 0; i < 2000; i++)
        {
            string text = new([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(1, 0xFFFF))]);
            Assert.Equal(Folded.Of(text), Folded.Of(Folded.Of(text)));
        }
    }
}
