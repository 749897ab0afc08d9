using Sextant.Testing;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages.Figures;

/// <summary>What figures and designations are called on pages: by words for people, never by those of programs.</summary>
public sealed class FigurePageTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero));

    [Fact(Timeout = 120_000)]
    public async Task Figures_of_one_indicator_are_told_apart_and_lines_have_names()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var stranger = new Visitor(site);

        string all = await Visitor.TextAsync(await stranger.GetAsync("/en/figures"));
        Assert.Contains("portal and public services", all, StringComparison.Ordinal);
        Assert.DoesNotContain("as-stated", all, StringComparison.Ordinal);
        string one = await Visitor.TextAsync(await stranger.GetAsync("/en/figures/G-01"));
        Assert.Contains("as stated", one, StringComparison.Ordinal);
        Assert.DoesNotContain("as-stated", one, StringComparison.Ordinal);
        Assert.DoesNotContain("series:", await Visitor.TextAsync(await stranger.GetAsync("/figures/U-00")), StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_unit_is_is_said_by_the_words_of_the_pack()
    {
        await using Site site = await Site.StartAsync(_clock);
        using var stranger = new Visitor(site);

        string unit = await Visitor.TextAsync(await stranger.GetAsync("/organisations/an-giang-2025"));
        Assert.Contains("Loại đơn vị hành chính</dt><dd>tỉnh", unit, StringComparison.Ordinal);
        Assert.Contains("Trung tâm hành chính đặt tại địa bàn cũ</dt><dd>Kiên Giang", unit, StringComparison.Ordinal);
    }
}
