using Sextant.Net.Http;
using Sextant.Wire;

namespace Sextant.Net.Tests.Http;

public sealed class FetchUrlTests
{
    [Theory]
    [InlineData("https://example.vn", "https://example.vn/")]
    [InlineData("HTTP://Example.VN/A?b#c", "http://example.vn/A?b")]
    [InlineData("https://example.vn:443/", "https://example.vn/")]
    [InlineData("http://example.vn:443/", "http://example.vn:443/")]
    [InlineData("https://example.vn:/", "https://example.vn/")]
    [InlineData("https://user:secret@example.vn/", "https://example.vn/")]
    [InlineData("https://a@b@example.vn/", "https://example.vn/")]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://example.vn./x", "https://example.vn/x")]
    [InlineData("https://[2001:ee0::1]/", "https://[2001:ee0::1]/")]
    [InlineData("http://113.160.1.1/x", "http://113.160.1.1/x")]
    [InlineData("https://example.vn?q=1", "https://example.vn/?q=1")]
    [InlineData("https:\\\\example.vn\\x", "https://example.vn/x")]
    [InlineData("https://example.vn/đường dẫn", "https://example.vn/%C4%91%C6%B0%E1%BB%9Dng%20d%E1%BA%ABn")]
    [InlineData("https://example.vn/a/../../b", "https://example.vn/b")]
    public void An_absolute_url_is_read(string text, string written)
    {
        Assert.True(FetchUrl.TryParse(text, out var url, out _));
        Assert.Equal(written, url.ToString());
    }

    [Theory]
    [InlineData("/x", "https://h.example/x")]
    [InlineData("x", "https://h.example/a/x")]
    [InlineData("../x?y", "https://h.example/x?y")]
    [InlineData("?y", "https://h.example/a/b?y")]
    [InlineData("#top", "https://h.example/a/b?c")]
    [InlineData("//other.example/x", "https://other.example/x")]
    [InlineData("\\\\other.example/x", "https://other.example/x")]
    [InlineData("/\\other.example/x", "https://other.example/x")]
    [InlineData("  /x  ", "https://h.example/x")]
    [InlineData("./http://x", "https://h.example/a/http://x")]
    [InlineData("/a//b", "https://h.example/a//b")]
    public void A_location_is_read_against_its_page(string location, string written)
    {
        Assert.True(FetchUrl.TryParse("https://h.example/a/b?c", out var page, out _));
        Assert.True(page.TryFollow(location, out var url, out _));
        Assert.Equal(written, url.ToString());
    }

    [Theory]
    [InlineData("file:///etc/passwd", Failure.HttpRedirectForbidden)]
    [InlineData("gopher://x.example/", Failure.HttpRedirectForbidden)]
    [InlineData("javascript:alert(1)", Failure.HttpRedirectForbidden)]
    [InlineData("data:text/html,x", Failure.HttpRedirectForbidden)]
    [InlineData("ftp://x.example/", Failure.HttpRedirectForbidden)]
    [InlineData("https://x.example:8443/", Failure.HttpRedirectForbidden)]
    [InlineData("http://x.example:22/", Failure.HttpRedirectForbidden)]
    [InlineData("http://x.example:25/", Failure.HttpRedirectForbidden)]
    [InlineData("http://2130706433/", Failure.HttpRedirectForbidden)]
    [InlineData("http://0x7f000001/", Failure.HttpRedirectForbidden)]
    [InlineData("http://0177.0.0.1/", Failure.HttpRedirectForbidden)]
    [InlineData("http://127.1/", Failure.HttpRedirectForbidden)]
    [InlineData("http://１２７.0.0.1/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[::1%25eth0]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://[127.0.0.1]/", Failure.HttpRedirectForbidden)]
    [InlineData("http://%31%32%37.0.0.1/", Failure.HttpRedirectForbidden)]
    [InlineData("http://a b/", Failure.HttpRedirectForbidden)]
    [InlineData("http://x.example:99999999999/", Failure.HttpMalformed)]
    [InlineData("http://x.example:8o/", Failure.HttpMalformed)]
    [InlineData("http:///", Failure.HttpMalformed)]
    [InlineData("http:x.example", Failure.HttpMalformed)]
    [InlineData("https://", Failure.HttpMalformed)]
    [InlineData("", Failure.HttpMalformed)]
    [InlineData("/x\r\nSet-Cookie: a", Failure.HttpMalformed)]
    [InlineData("/x\u0000", Failure.HttpMalformed)]
    public void A_location_that_leads_nowhere_or_where_it_must_not_is_refused(string location, Failure failure)
    {
        Assert.True(FetchUrl.TryParse("https://h.example/a", out var page, out _));
        Assert.False(page.TryFollow(location, out var url, out var fault), url?.ToString());
        Assert.Equal(failure, fault);
    }

    [Fact]
    public void Random_locations_never_throw_and_never_leave_http_and_its_ports()
    {
        Assert.True(FetchUrl.TryParse("https://h.example/a", out var page, out _));
        var random = new Random(3986);
        char[] alphabet = [.. "ab/\\:@[]?#%.0123456789-_xhtpsfile \u00e9\u3002\uD83D\uDE00\u200d\u0301"];
        for (int i = 0; i < 50_000; i++)
        {
            string text = (i % 3) switch { 0 => "http://", 1 => "//", _ => "" }
                + new string([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            if (page.TryFollow(text, out var url, out _))
            {
                var uri = url.ToUri();
                Assert.True(uri.Scheme is "http" or "https" && uri.Port is 80 or 443, text);
                Assert.Equal(url.Host, uri.Host);
                Assert.True(uri.HostNameType != UriHostNameType.IPv4 || url.Literal is not null, text);
            }
        }
    }
}
