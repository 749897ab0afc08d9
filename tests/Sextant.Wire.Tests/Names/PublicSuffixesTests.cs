using Sextant.Wire.Names;

namespace Sextant.Wire.Tests.Names;

public sealed class PublicSuffixesTests
{
    private static readonly PublicSuffixes List = PublicSuffixes.Default;

    [Theory]
    [InlineData("gov.vn", null)]
    [InlineData("vn", null)]
    [InlineData("health.gov.vn", "health.gov.vn")]
    [InlineData("www.langson.gov.vn", "langson.gov.vn")]
    [InlineData("a.b.c.langson.gov.vn", "langson.gov.vn")]
    [InlineData("vnnic.vn", "vnnic.vn")]
    [InlineData("www.vnnic.vn", "vnnic.vn")]
    [InlineData("example.com", "example.com")]
    [InlineData("com", null)]
    [InlineData("unlisted", null)]
    [InlineData("example.unlisted", "example.unlisted")]
    [InlineData("a.b.example.unlisted", "example.unlisted")]
    [InlineData("ck", null)] // *.ck with the exception !www.ck
    [InlineData("test.ck", null)]
    [InlineData("b.test.ck", "b.test.ck")]
    [InlineData("a.b.test.ck", "b.test.ck")]
    [InlineData("www.ck", "www.ck")]
    [InlineData("www.www.ck", "www.ck")]
    [InlineData("c.kobe.jp", null)]
    [InlineData("b.c.kobe.jp", "b.c.kobe.jp")]
    [InlineData("city.kobe.jp", "city.kobe.jp")]
    [InlineData("www.city.kobe.jp", "city.kobe.jp")]
    [InlineData("x.github.io", "x.github.io")] // the private section counts
    [InlineData("github.io", null)]
    [InlineData("xn--55qx5d.cn", null)] // 公司.cn
    [InlineData("www.shishi.xn--55qx5d.cn", "shishi.xn--55qx5d.cn")]
    public void The_registrable_domain_follows_the_list(string name, string? domain)
    {
        Assert.Equal(domain, List.RegistrableDomain(name));
        Assert.Equal(domain == name, List.IsRegistrable(name));
        Assert.True(domain is null ? List.PublicSuffix(name) == name : domain.EndsWith('.' + List.PublicSuffix(name)));
    }

    [Fact]
    public void The_shipped_list_is_whole_and_names_itself()
    {
        Assert.Equal("1.15.0", List.Version);
        Assert.Equal("2024-12-06", List.Date);
        Assert.Equal(9776, List.RuleCount);
    }

    [Fact]
    public void A_list_of_ones_own_is_read()
    {
        var own = PublicSuffixes.Read(new StringReader("// Version: own\nexample extra words\n*.example\n!big.example\n\ntỉnh.example\n"));

        Assert.Equal("own", own.Version);
        Assert.Equal(4, own.RuleCount);
        Assert.Null(own.RegistrableDomain("a.example"));
        Assert.Equal("b.a.example", own.RegistrableDomain("c.b.a.example"));
        Assert.Equal("big.example", own.RegistrableDomain("c.big.example"));
    }

    [Fact]
    public void A_laboratory_adds_its_own_suffixes()
    {
        var lab = List.With(["lab", "gov.lab"]);

        Assert.Equal("1.15.0+2", lab.Version);
        Assert.Equal("hue.gov.lab", lab.RegistrableDomain("www.hue.gov.lab"));
        Assert.Equal("langson.gov.vn", lab.RegistrableDomain("www.langson.gov.vn"));
        Assert.Equal("gov.lab", List.RegistrableDomain("www.hue.gov.lab"));
        Assert.Throws<FormatException>(() => List.With(["no name"]));
    }
}
