using Sextant.Checks.Observations;
using Sextant.Checks.Web.Content;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Web.Content;

public sealed class PageComparisonTests
{
    private static int[] Some(int seed, int of = 20, int take = 12)
    {
        var all = Enumerable.Range(0, of).ToArray();
        new Random(seed).Shuffle(all);
        return all[..take];
    }

    public static TheoryData<string, string, string, string> SamePages() => new()
    {
        { "equal", Pages.Portal(), Pages.Portal(), Pages.Portal() },
        { "nonces and counters", Pages.Portal(nonce: "aXb1", visits: 11), Pages.Portal(nonce: "qq", visits: 123456), Pages.Portal(nonce: "zz9", visits: 12) },
        { "one news item newer", Pages.Portal(news: Enumerable.Range(0, 12)), Pages.Portal(news: Enumerable.Range(1, 12)), Pages.Portal(news: Enumerable.Range(0, 12)) },
        { "rotating news", Pages.Portal(news: Some(1)), Pages.Portal(news: Some(2)), Pages.Portal(news: Some(3)) },
        { "wildly rotating news", Pages.Portal(news: Some(1, 90)), Pages.Portal(news: Some(2, 90)), Pages.Portal(news: Some(3, 90)) },
        { "order of articles", Pages.Portal(news: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), Pages.Portal(news: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), Pages.Portal(news: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) },
        { "counter in the title", Pages.Portal(title: "(3) Tin"), Pages.Portal(title: "(14) Tin"), Pages.Portal(title: "(5) Tin") },
        { "tiny", "<p>Xin chào</p>", "<p>Xin chào</p>", "<p>Xin chào</p>" },
        { "tiny with a time", "<title>a</title><p>Bây giờ là 08:01:22</p>", "<title>a</title><p>Bây giờ là 08:01:23</p>", "<title>a</title><p>Bây giờ là 08:01:24</p>" },
        { "tiny with a token", "<p>Xin chào bạn</p><i>d8e8fca2dc0f896fd7cb4cb0031ba249ab</i>", "<p>Xin chào bạn</p><i>7c211433f02071597741e6ff5a8ea34789</i>", "<p>Xin chào bạn</p><i>aaf4c61ddcc5e8a2dabede0f3b482cd9ae</i>" },
        { "tiny with a token of letters", "<title>T</title><p>Mã phiên: beef-aXbQrTz cho bạn</p>", "<title>T</title><p>Mã phiên: 12ab-QqRrSsT cho bạn</p>", "<title>T</title><p>Mã phiên: dead-1bQ3Tz cho bạn</p>" },
        { "two words", "OK", "OK\n", "OK" },
        { "application shell", Shell("a1"), Shell("b2"), Shell("c3") },
        { "empty", "", "", "" },
        { "a word of the day", "<title>T</title><h1>Chào mừng</h1><p>gió mùa đông bắc</p>", "<title>T</title><h1>Chào mừng</h1><p>nắng ấm ban chiều</p>", "<title>T</title><h1>Chào mừng</h1><p>mưa rào rải rác</p>" },
    };

    public static TheoryData<string, string, string, string> OtherPages() => new()
    {
        { "nginx default", Pages.Portal(), Pages.NginxDefault, Pages.Portal() },
        { "apache default", Pages.Portal(), Pages.ApacheOld, Pages.Portal() },
        { "apache default for a tiny page", "<html><body><h1>Xin chào</h1></body></html>", Pages.ApacheOld, "<html><body><h1>Xin chào</h1></body></html>" },
        { "tiny pages of one title", "<title>Trang</title><h1>Sở Y tế</h1>", "<title>Trang</title><p>Máy chủ thử nghiệm</p>", "<title>Trang</title><h1>Sở Y tế</h1>" },
        { "default page while news rotate", Pages.Portal(news: Some(1)), Pages.NginxDefault, Pages.Portal(news: Some(3)) },
        { "another host of the same maker", Pages.Portal(), Pages.Portal(title: "Sở Giáo dục", news: Enumerable.Range(200, 12), lead: Pages.Sentence(77)), Pages.Portal() },
        { "another page of the template", Pages.Portal(), Pages.Portal(title: "Giới thiệu", news: [300, 301]), Pages.Portal() },
        { "another page of the template with the same title", Pages.Portal(), Pages.Portal(news: Enumerable.Range(400, 6)), Pages.Portal() },
        { "another page of the template beside a changing one", Pages.Portal(news: Enumerable.Range(0, 12)), Pages.Portal(news: Enumerable.Range(400, 12)), Pages.Portal(news: Enumerable.Range(1, 12)) },
        { "nothing at all", Pages.Portal(), "", Pages.Portal() },
        { "something for nothing", "", Pages.NginxDefault, "" },
        { "maintenance", Pages.Portal(), "<title>Bảo trì</title><p>Hệ thống đang bảo trì, vui lòng quay lại sau.</p>", Pages.Portal() },
    };

    [Theory]
    [MemberData(nameof(SamePages))]
    public void Natural_noise_is_the_same_page(string name, string v4, string v6, string again)
    {
        Comparison comparison = Pages.Compare(v4, v6, again);
        Assert.True(comparison.Likeness == Likeness.Same, $"{name}: {comparison}");
    }

    [Theory]
    [MemberData(nameof(OtherPages))]
    public void Another_page_is_different(string name, string v4, string v6, string again)
    {
        Comparison comparison = Pages.Compare(v4, v6, again);
        Assert.True(comparison.Likeness == Likeness.Different, $"{name}: {comparison}");
    }

    [Fact]
    public void Another_status_is_another_page()
    {
        Comparison comparison = PageComparison.Compare(Pages.Fetch(Pages.Portal(visits: 1), Family.V6, 204), [Pages.Fetch(Pages.Portal()), Pages.Fetch(Pages.Portal())]);
        Assert.Equal(("status", Likeness.Different), (comparison.By, comparison.Likeness));
    }

    [Fact]
    public void Another_media_type_is_another_page()
    {
        Comparison comparison = PageComparison.Compare(Pages.Fetch("{\"a\":1}", Family.V6, type: "application/json"), [Pages.Fetch(Pages.Portal()), Pages.Fetch(Pages.Portal())]);
        Assert.Equal(("type", Likeness.Different), (comparison.By, comparison.Likeness));
    }

    [Fact]
    public void Another_final_address_with_the_same_text_is_the_same_page() =>
        Assert.Equal(Likeness.Same, PageComparison.Compare(
            Pages.Fetch(Pages.Portal(visits: 1), Family.V6, url: "https://www6.example.vn/"), [Pages.Fetch(Pages.Portal()), Pages.Fetch(Pages.Portal())]).Likeness);

    [Fact]
    public void Another_final_address_with_somewhat_other_text_is_another_page()
    {
        Comparison comparison = PageComparison.Compare(
            Pages.Fetch(Pages.Portal(news: Enumerable.Range(3, 12)), Family.V6, url: "https://www.example.vn/en/"), [Pages.Fetch(Pages.Portal()), Pages.Fetch(Pages.Portal())]);
        Assert.Equal(("url", Likeness.Different), (comparison.By, comparison.Likeness));
    }

    [Fact]
    public void Sessions_in_the_address_do_not_matter() =>
        Assert.Equal(Likeness.Same, PageComparison.Compare(
            Pages.Fetch(Pages.Portal(visits: 1), Family.V6, url: "https://www.example.vn/home;jsessionid=AF?t=1"),
            [Pages.Fetch(Pages.Portal(), url: "https://www.example.vn/home;jsessionid=BB?t=2"), Pages.Fetch(Pages.Portal(), url: "https://www.example.vn/home?t=7")]).Likeness);

    [Fact]
    public void A_large_banner_that_turned_over_once_is_no_other_page()
    {
        string Banner(int n) => $"<title>Trang</title><header><h1>{Pages.Sentence(1, 12)}</h1></header><main><p>{Pages.Sentence(500 + n, 12)}</p></main>";
        Fetch[] v4 = [Pages.Fetch(Banner(1)), Pages.Fetch(Banner(1)), Pages.Fetch(Banner(2))];
        Assert.Equal(Likeness.Same, PageComparison.Compare([Pages.Fetch(Banner(3), Family.V6), Pages.Fetch(Banner(2), Family.V6)], v4).Likeness);
        Assert.Equal(Likeness.Different, PageComparison.Compare([Pages.Fetch(Pages.NginxDefault, Family.V6), Pages.Fetch(Pages.NginxDefault, Family.V6)], v4).Likeness);
        Assert.Equal(Likeness.Undecided, PageComparison.Compare([], v4).Likeness);
    }

    [Fact]
    public void A_text_just_below_the_bound_under_the_same_title_and_frame_is_not_decided() =>
        Assert.Equal(Likeness.Undecided, Pages.Compare(Pages.Portal(news: Enumerable.Range(0, 12)), Pages.Portal(news: Enumerable.Range(3, 12)), Pages.Portal(news: Enumerable.Range(0, 12))).Likeness);

    [Fact]
    public void With_one_look_over_ipv4_the_middle_is_not_decided()
    {
        Fetch six = Pages.Fetch(Pages.Portal(news: Enumerable.Range(5, 12)), Family.V6);
        Assert.Equal(Likeness.Undecided, PageComparison.Compare(six, [Pages.Fetch(Pages.Portal())]).Likeness);
        Assert.Equal(Likeness.Same, PageComparison.Compare(Pages.Fetch(Pages.Portal(visits: 3), Family.V6), [Pages.Fetch(Pages.Portal())]).Likeness);
        Assert.Equal(Likeness.Different, PageComparison.Compare(Pages.Fetch(Pages.NginxDefault, Family.V6), [Pages.Fetch(Pages.Portal())]).Likeness);
    }

    [Fact]
    public void Bytes_that_never_stand_still_are_not_decided()
    {
        Comparison comparison = PageComparison.Compare(
            Pages.Fetch("abc", Family.V6, type: "image/png"), [Pages.Fetch("abd", type: "image/png"), Pages.Fetch("abe", type: "image/png")]);
        Assert.Equal(Likeness.Undecided, comparison.Likeness);
    }

    [Fact]
    public void Images_that_stand_still_over_ipv4_and_differ_over_ipv6_are_different()
    {
        Comparison comparison = PageComparison.Compare(
            Pages.Fetch("abc", Family.V6, type: "image/png"), [Pages.Fetch("abd", type: "image/png"), Pages.Fetch("abd", type: "image/png")]);
        Assert.Equal(Likeness.Different, comparison.Likeness);
    }

    [Fact]
    public void Without_a_page_nothing_is_decided() =>
        Assert.Equal(Likeness.Undecided, PageComparison.Compare(new Fetch { Family = Family.V6, Url = "https://a/" }, [Pages.Fetch("a")]).Likeness);

    [Fact]
    public void The_share_of_sketches_estimates_the_share_of_sets()
    {
        string all = Pages.Sentence(1, 6000);
        string half = Pages.Sentence(1, 3000) + " " + Pages.Sentence(2, 3000);
        double share = PageComparison.Share(Pages.Read("<p>" + all).TextShingles, Pages.Read("<p>" + half).TextShingles);
        Assert.InRange(share, 0.27, 0.40); // 3,000 of 9,000 runs are common
    }

    private static string Shell(string build) => $"<!DOCTYPE html><html><head><title>Một cửa</title><script src='/app.{build}.js'></script></head><body><div id=root></div></body></html>";
}
