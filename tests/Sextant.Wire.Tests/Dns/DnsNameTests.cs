using FsCheck;
using FsCheck.Fluent;
using Sextant.Wire.Dns;

namespace Sextant.Wire.Tests.Dns;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData(".", ".", 0)]
    [InlineData("vn", "vn", 1)]
    [InlineData("WWW.Example.GOV.vn.", "www.example.gov.vn", 4)]
    [InlineData("_443._tcp.a", "_443._tcp.a", 3)]
    [InlineData(@"a\.b.c", @"a\.b.c", 2)]
    [InlineData(@"a\046b.c", @"a\.b.c", 2)]
    [InlineData(@"\000\255", @"\000\255", 1)]
    [InlineData(@"\032", @"\032", 1)]
    [InlineData(@"\A\065", "aa", 1)]
    [InlineData(@"a\;b\""c\\\@\$", @"a\;b\""c\\\@\$", 1)]
    public void Presentation_form_is_read_and_written(string text, string written, int labels)
    {
        DnsName name = DnsName.Parse(text);

        Assert.Equal(written, name.ToString());
        Assert.Equal(labels, name.LabelCount);
        Assert.Equal(labels, name.Labels.Count);
        Assert.Equal(name, DnsName.Parse(name.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a b")]
    [InlineData("a\t")]
    [InlineData("tỉnh.vn")]
    [InlineData(@"a\")]
    [InlineData(@"a\25")]
    [InlineData(@"a\256")]
    [InlineData(@"a\2x5")]
    [InlineData(null)]
    public void What_is_no_name_is_refused(string? text) => Assert.False(DnsName.TryParse(text, out _));

    [Fact]
    public void A_label_has_63_bytes_and_a_name_255_at_most()
    {
        Assert.True(DnsName.TryParse(new string('a', 63), out _));
        Assert.False(DnsName.TryParse(new string('a', 64), out _));
        string longest = string.Join('.', Enumerable.Repeat("a", 127));
        Assert.True(DnsName.TryParse(longest, out DnsName? name));
        Assert.Equal(255, name.Wire.Length);
        Assert.True(DnsName.TryParse(longest + ".", out _));
        Assert.False(DnsName.TryParse(longest + ".a", out _));
        Assert.False(DnsName.TryParse(longest + "a", out _));
        Assert.False(name.TryPrepend("b", out _));
    }

    [Fact]
    public void Names_are_equal_whatever_their_case()
    {
        DnsName lower = DnsName.Parse("example.vn");
        DnsName upper = DnsName.Parse("EXAMPLE.VN");
        Assert.Equal(lower, upper);
        Assert.Equal(lower.GetHashCode(), upper.GetHashCode());
        Assert.False(lower.EqualsInCase(upper));
        Assert.NotEqual(lower, DnsName.Parse("example.com"));
        // '[' is what '{' would be without the bit that makes letters small.
        Assert.NotEqual(DnsName.Parse("a["), DnsName.Parse("a{"));
    }

    [Theory]
    [InlineData("www.example.vn", "example.vn", true)]
    [InlineData("example.vn", "EXAMPLE.vn", true)]
    [InlineData("example.vn", ".", true)]
    [InlineData("badexample.vn", "example.vn", false)]
    [InlineData("vn", "example.vn", false)]
    [InlineData(@"a\.example.vn", "example.vn", false)]
    public void Only_whole_labels_make_a_name_lie_below_another(string name, string above, bool expected) =>
        Assert.Equal(expected, DnsName.Parse(name).IsSubdomainOf(DnsName.Parse(above)));

    [Fact]
    public void A_label_that_looks_like_the_end_of_a_name_does_not_lie_below_it() =>
        // The last bytes are the same as those of "vn", and they are inside one label.
        Assert.False(DnsName.Parse(@"x\002vn").IsSubdomainOf(DnsName.Parse("vn")));

    [Fact]
    public void Parents_and_suffixes_are_found()
    {
        DnsName name = DnsName.Parse("a.b.c");
        Assert.Equal("b.c", name.Parent!.ToString());
        Assert.Equal(DnsName.Root, DnsName.Parse("c").Parent);
        Assert.Null(DnsName.Root.Parent);
        Assert.Equal("c", name.Suffix(1).ToString());
        Assert.Equal(name, name.Suffix(3));
        Assert.Equal(DnsName.Root, name.Suffix(0));
    }

    [Fact]
    public void A_dname_replaces_the_suffix_below_its_owner_only()
    {
        DnsName owner = DnsName.Parse("old.vn");
        Assert.True(DnsName.Parse("a.b.old.vn").TryReplaceSuffix(owner, DnsName.Parse("new.vn"), out DnsName? replaced));
        Assert.Equal("a.b.new.vn", replaced.ToString());
        Assert.False(owner.TryReplaceSuffix(owner, DnsName.Root, out _));
        Assert.False(DnsName.Parse("bold.vn").TryReplaceSuffix(owner, DnsName.Root, out _));
        string longest = string.Join('.', Enumerable.Repeat("a", 124));
        Assert.False(DnsName.Parse("x.old.vn").TryReplaceSuffix(owner, DnsName.Parse(longest + ".abcd"), out _));
    }

    [Fact]
    public void Any_labels_survive_presentation_form() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), labels =>
        {
            byte[] wire = [.. labels.Where(l => l is { Length: > 0 and <= 63 }).Take(3).SelectMany(l => l.Prepend((byte)l.Length)), 0];
            return DnsName.TryFromWire(wire, out DnsName? name)
                && DnsName.TryParse(name.ToString(), out DnsName? read) && read == name
                && read.ToString() == name.ToString();
        }).QuickCheckThrowOnFailure();
}
