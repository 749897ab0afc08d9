using Sextant.Net.Dns;

namespace Sextant.Net.Tests.Dns;

public sealed class RootHintsTests
{
    [Fact]
    public void The_built_in_root_has_13_servers_on_both_families()
    {
        Assert.Equal(13, RootHints.Builtin.Servers.Count);
        Assert.All(RootHints.Builtin.Servers, s => Assert.Equal(2, s.Addresses.Count));
    }

    [Fact]
    public void A_file_is_read_in_the_forms_that_are_in_use()
    {
        RootHints hints = RootHints.Parse("""
            ; a comment
            .                 3600000  IN  NS   A.ROOT.  ; another
            .                 NS  b.root
            A.ROOT.   3600000      A     192.0.2.1
            a.root.   IN 3600000   AAAA  2001:db8::1
            b.root    AAAA  2001:db8::2
            """);
        Assert.Equal(["a.root", "b.root"], hints.Servers.Select(s => s.Name.ToString()));
        Assert.Equal(["192.0.2.1", "2001:db8::1"], hints.Servers[0].Addresses.Select(a => a.ToString()));
    }

    [Theory]
    [InlineData("", "no name server")]
    [InlineData(". NS a.root.", "no name server")]
    [InlineData("x", "line 1")]
    [InlineData(". NS a.root.\na.root. A 2001:db8::1", "line 2")]
    [InlineData(". NS a.root.\na.root. AAAA x", "line 2")]
    [InlineData(". NS a..root.", "line 1")]
    [InlineData("a..b 60 A 192.0.2.1", "line 1")]
    [InlineData("vn NS a.root.", "does not belong")]
    [InlineData(". MX a.root.", "does not belong")]
    [InlineData("<html><body>404 not found</body></html>", "line 1")]
    public void What_is_no_hints_file_is_refused_with_the_line(string text, string says)
    {
        Assert.False(RootHints.TryParse(text, out _, out string fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }
}
