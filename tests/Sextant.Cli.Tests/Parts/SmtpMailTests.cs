using Sextant.Cli.Parts.Outward;
using Sextant.Net.Smtp.Submission;
using Sextant.Programme.Notices;
using Sextant.Testing;

namespace Sextant.Cli.Tests.Parts;

/// <summary>Letters of the programme as a real Postfix takes them on.</summary>
public sealed class SmtpMailTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_letter_says_by_one_click_how_it_is_stopped_where_it_may_be()
    {
        Assert.SkipWhen(PostfixServer.Absent is not null, PostfixServer.Absent ?? "");
        await using var postfix = await PostfixServer.StartAsync("mx.hue.example", "local_recipient_maps =\nsmtpd_recipient_restrictions = permit_auth_destination, reject");
        var client = new SubmissionClient(new SubmissionOptions { Host = "localhost", Port = postfix.Port, EhloName = "office.example", Security = SubmissionSecurity.None }, TimeProvider.System);
        var mail = new SmtpMail(client, "ipv6@example.gov.vn");
        string token = new('x', 300);
        var letter = new Letter("k1", "hoa@mx.hue.example", "Thông báo", "Kính gửi", new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero)) { Stop = new Uri("https://ipv6.huế.example/en/stop-letters/" + token) };
        Assert.True((await mail.SendAsync(letter, default)).Accepted);
        string kept = Assert.Single(postfix.Letters());
        Assert.Contains($"List-Unsubscribe: <https://ipv6.xn--hu-07s.example/en/stop-letters/{token}>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n", kept.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // One click is for TLS alone (RFC 8058, section 3.1); a letter that must reach has neither.
        Assert.True((await mail.SendAsync(letter with { Key = "k2", Stop = new Uri("http://localhost:6464/stop-letters/x") }, default)).Accepted);
        Assert.True((await mail.SendAsync(letter with { Key = "k3", Stop = null }, default)).Accepted);
        string plain = Assert.Single(postfix.Letters(), one => one.Contains("<k2@", StringComparison.Ordinal));
        Assert.Contains("List-Unsubscribe: <http://localhost:6464/stop-letters/x>", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe-Post", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", Assert.Single(postfix.Letters(), one => one.Contains("<k3@", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
