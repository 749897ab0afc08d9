using Sextant.Programme.Packs;

namespace Sextant.Programme.Tests.Packs;

public sealed class VietNamPackTests
{
    [Fact]
    public void It_has_no_fault()
    {
        (_, PackFaults faults) = PackReader.TryRead(VietNam.Folder);
        Assert.Equal([], faults.List.Select(fault => fault.ToString()));
    }

    [Fact]
    public void It_holds_what_the_tables_hold()
    {
        Pack pack = VietNam.Pack;
        Assert.Equal(64, pack.Indicators.Count);
        Assert.Equal(97, pack.Criteria.Count);
        Assert.Equal(86, pack.Map!.Outlines.Count);
        Assert.Equal(14, pack.Facts.Count);
        Assert.Equal(14, pack.UsagePoints.Count);
        Assert.Equal(81, pack.Asns.Count);
        Assert.Contains("17 đầu nhiệm vụ", pack.Sources.Single(source => source.Id == "meeting-2015").Text);
    }
}
