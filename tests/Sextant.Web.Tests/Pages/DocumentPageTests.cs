using System.Net;
using Sextant.Programme.Audit;
using Sextant.Programme.Documents;
using Sextant.Web.Tests.Hosting;

namespace Sextant.Web.Tests.Pages;

public sealed class DocumentPageTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_file_is_sent_to_be_saved_and_never_to_be_shown()
    {
        await using Site site = await Site.StartAsync();
        var editing = new DocumentEditing(site.Register, site.Parts.Vault, TimeProvider.System);
        DocumentFileView file = await editing.AttachAsync("38-qd-btttt", "Quyết định \"38\".txt", new MemoryStream("<script>alert(1)</script>"u8.ToArray()), Actor.Person("lan", "here"));
        string page = await site.Client.GetStringAsync("/documents/38-qd-btttt");
        Assert.Contains($"/documents/38-qd-btttt/files/{file.Sha256}", page, StringComparison.Ordinal);
        using HttpResponseMessage answer = await site.Client.GetAsync($"/documents/38-qd-btttt/files/{file.Sha256}");
        Assert.Equal("<script>alert(1)</script>", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("Quyết định _38_.txt", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync($"/documents/433-qd-btttt/files/{file.Sha256}")).StatusCode);
    }

    [Fact(Timeout = 60_000)]
    public async Task Unknown_stays_unknown_and_relations_stand_at_both_ends()
    {
        await using Site site = await Site.StartAsync();
        string unnumbered = await site.Client.GetStringAsync("/documents/ipv6-only-2026-2030");
        Assert.Contains("chưa rõ số quyết định", unnumbered, StringComparison.Ordinal);
        Assert.Contains("<dt>Số, ký hiệu</dt><dd>chưa rõ</dd>", unnumbered, StringComparison.Ordinal);
        Assert.Contains("Cần cơ quan thường trực xác nhận", unnumbered, StringComparison.Ordinal);
        Assert.Contains("Được sửa đổi, bổ sung bởi <a href=\"/documents/1509-qd-btttt\"", await site.Client.GetStringAsync("/documents/433-qd-btttt"), StringComparison.Ordinal);
        Assert.Contains("Amends <a href=\"/en/documents/433-qd-btttt\"", await site.Client.GetStringAsync("/en/documents/1509-qd-btttt"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_search_shows_hostile_words_as_text()
    {
        await using Site site = await Site.StartAsync();
        string html = await site.Client.GetStringAsync("/documents?q=" + Uri.EscapeDataString("\"><script>alert(1)</script>"));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("tin-hoi-nghi-2023-03-28", await site.Client.GetStringAsync("/en/documents?q=diem+cau"), StringComparison.Ordinal);
    }
}
