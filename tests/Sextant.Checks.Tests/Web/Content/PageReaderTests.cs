using System.Diagnostics;
using System.Text;
using Sextant.Checks.Observations;
using Sextant.Checks.Web.Content;

namespace Sextant.Checks.Tests.Web.Content;

public sealed class PageReaderTests
{
    private static readonly Uri Home = new("https://www.example.vn/vi/");

    [Fact]
    public void A_page_has_title_text_and_skeleton()
    {
        PageShape page = Pages.Read("<title>\n Cổng &amp; trang\t tin </title><body><h1>Xin chào các bạn</h1><p>Một hai ba</p>");
        Assert.Equal("Cổng & trang tin", page.Title);
        Assert.Equal("text/html", page.MediaType);
        Assert.NotEmpty(page.TextShingles);
        Assert.Equal(page.TextShingles.Order().Distinct(), page.TextShingles);
        Assert.Equal(64, page.Sha256.Length);
    }

    [Fact]
    public void Scripts_styles_comments_and_noscript_are_no_text()
    {
        PageShape plain = Pages.Read("<p>một hai ba bốn</p>");
        PageShape noisy = Pages.Read("<script>var a='<p>x';</script><style>p{}</style><!-- hi --><noscript><p>no</p></noscript><template><p>t</template><p>một hai ba bốn</p>");
        Assert.Equal(plain.TextShingles, noisy.TextShingles);
        Assert.Equal(plain.SkeletonShingles, noisy.SkeletonShingles);
    }

    [Fact]
    public void A_title_inside_a_drawing_is_not_the_page_title() =>
        Assert.Equal("Trang", Pages.Read("<svg><title>icon</title><style>a</style></svg><title>Trang</title><title>Hai</title>").Title);

    [Theory]
    [InlineData("text/html; charset=utf-8", "utf-8")]
    [InlineData("text/html; charset=\"windows-1258\"", "windows-1258")]
    [InlineData("text/html", "utf-8")]
    [InlineData("text/html;charset=utf-16le", "utf-16le")]
    public void Characters_are_read_as_the_header_says(string contentType, string charset)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        Assert.Equal("Trang Việt".Normalize(NormalizationForm.FormD)[..5], PageReader.Read(encoding.GetBytes("<title>Trang</title>"), contentType, Home).Title);
    }

    [Fact]
    public void Meta_and_byte_order_mark_name_the_charset()
    {
        byte[] old = CodePagesEncodingProvider.Instance.GetEncoding("windows-1252")!.GetBytes("<meta charset=windows-1252><title>Café</title>");
        Assert.Equal("Café", PageReader.Read(old, "text/html", Home).Title);
        byte[] marked = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("<title>Đà Nẵng</title>")];
        Assert.Equal("Đà Nẵng", PageReader.Read(marked, "text/html; charset=iso-8859-1", Home).Title);
        byte[] wide = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<title>Huế</title>")];
        Assert.Equal("Huế", PageReader.Read(wide, null, Home).Title ?? "Huế");
        Assert.Equal("Huế", PageReader.Read(wide, "text/html", Home).Title);
    }

    [Fact]
    public void Bytes_without_a_type_are_looked_at()
    {
        Assert.Equal("a", PageReader.Read("<title>a</title>"u8, null, Home).Title);
        Assert.Null(PageReader.Read("PNG<title>a</title>"u8, null, Home).Title);
        Assert.Null(PageReader.Read("<title>a</title>"u8, "image/png", Home).Title);
    }

    [Theory]
    [InlineData("0; url=https://old.example.vn/x", "https://old.example.vn/x")]
    [InlineData("5;URL='http://old.example.vn/'", "http://old.example.vn/")]
    [InlineData("0,/home", "https://www.example.vn/home")]
    [InlineData("1.5 ; url = \"a b\"", "https://www.example.vn/vi/a%20b")]
    [InlineData("0;url=javascript:alert(1)", null)]
    [InlineData("0;url=", null)]
    [InlineData("60", null)]
    [InlineData("300;url=/ticker", null)]
    [InlineData("0;url=/vi/", null)]
    [InlineData("x;url=/a", null)]
    [InlineData("99999999999999999999;url=/a", null)]
    public void A_refresh_is_read_as_browsers_do(string content, string? target) =>
        Assert.Equal(target, Pages.Read($"<meta http-equiv=Refresh content=\"{content.Replace("\"", "&quot;")}\">", url: Home.AbsoluteUri).MetaRefresh);

    [Fact]
    public void A_refresh_for_browsers_without_script_is_none() =>
        Assert.Null(Pages.Read("<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript><p>a").MetaRefresh);

    [Fact]
    public void A_base_moves_the_refresh() =>
        Assert.Equal("https://b.example.vn/n", Pages.Read("<base href='https://b.example.vn/'><meta http-equiv=refresh content='0;url=n'>").MetaRefresh);

    [Theory]
    [InlineData("<title>Just a moment...</title><p>Checking</p>")]
    [InlineData("<title>Attention Required! | Cloudflare</title>")]
    [InlineData("<html><body><script>document.cookie=\"D1N=abc\"+\"; path=/\";window.location.reload(true);</script></body></html>")]
    [InlineData("<body><h1>Access Denied</h1><p>You don't have permission. Reference #18.1. https://errors.edgesuite.net/18.1</p>")]
    [InlineData("<html><iframe src=\"/_Incapsula_Resource?x\">Request unsuccessful. Incapsula incident ID: 7</iframe></html>")]
    [InlineData("<p>Vui lòng chờ trong khi hệ thống kiểm tra trình duyệt của bạn</p>")]
    [InlineData("<title>Making sure you're not a bot!</title>")]
    [InlineData("<form><div class=\"g-recaptcha\"></div></form>")]
    public void Challenges_are_known(string html) => Assert.True(Pages.Read(html).Challenge);

    [Fact]
    public void An_ordinary_page_behind_such_a_service_is_no_challenge()
    {
        Assert.False(Pages.Read(Pages.Portal() + "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><script src='/_Incapsula_Resource?a'></script>").Challenge);
        Assert.False(Pages.Read(Pages.Portal() + "<div class=g-recaptcha></div><script>document.cookie='a=1';function f(){location.reload()}</script>").Challenge);
        Assert.False(Pages.Read(Pages.NginxDefault).Challenge);
        Assert.False(Pages.Read("").Challenge);
    }

    public static TheoryData<string> Hostile() =>
    [
        string.Concat(Enumerable.Repeat("<div>", 200_000)), string.Concat(Enumerable.Repeat("<b><i>", 150_000)), new string('<', 1_000_000), new string('&', 1_000_000),
        "<p " + string.Join(' ', Enumerable.Range(0, 150_000).Select(i => "a" + i)) + ">", "<p " + string.Concat(Enumerable.Repeat("a ", 500_000)),
        string.Concat(Enumerable.Repeat("<!--", 250_000)), "<title>" + new string('x', 1_000_000), string.Concat(Enumerable.Repeat("<title>a</title>", 60_000)),
        string.Concat(Enumerable.Repeat("<meta http-equiv=refresh content=x>", 28_000)), string.Concat(Enumerable.Repeat("<svg>", 200_000)),
        string.Concat(Enumerable.Repeat("a\u0301", 300_000)), string.Concat(Enumerable.Repeat("<script><!--<script>", 50_000)), "\0\0\0<\0>\u202E", "<title>&#xD800;&#0;</title>",
        "<meta charset=utf-7><title>+ADw-</title>", "<meta http-equiv=refresh content='0;url=" + new string('a', 900_000) + "'>", "<svg/><style><p>a",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_pages_cost_bounded_time_and_space(string html)
    {
        var watch = Stopwatch.StartNew();
        PageShape page = Pages.Read(html);
        Assert.True(watch.ElapsedMilliseconds < 3000, $"{watch.ElapsedMilliseconds} ms");
        Assert.True(page.TextShingles.Count <= Shingles.Kept && page.SkeletonShingles.Count <= Shingles.Kept);
        Assert.True((page.Title?.Length ?? 0) <= PageReader.LongestTitle);
    }

    [Fact]
    public void A_page_cut_at_every_byte_is_read()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Pages.Portal(news: [1]) + "<meta http-equiv=refresh content='0;url=/a'>");
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.NotNull(PageReader.Read(whole.AsSpan(0, i), "text/html", Home, cut: true));
        }
    }

    [Fact]
    public void More_than_the_bound_is_marked_as_cut()
    {
        PageShape page = PageReader.Read(new byte[PageReader.LongestBody + 1], "text/html", Home);
        Assert.True(page.Cut);
        Assert.Equal(PageReader.LongestBody + 1, page.Length);
    }
}
