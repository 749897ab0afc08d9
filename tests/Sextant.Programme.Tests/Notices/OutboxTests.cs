using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Notices;

public sealed class OutboxTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_letter_is_tried_ever_later_and_given_up_and_its_text_is_forgotten(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var outbox = new Outbox(country.Database, country.Clock);
        await outbox.InviteAsync("hoa@example.gov.vn", "Hoa", "https://x/welcome?token=secret", "vi");
        var server = new Fates { Next = new LetterFate(false, false, "451 later") };
        DateTimeOffset begun = country.Clock.Now;
        StuckLetter stuck;
        do
        {
            await outbox.SendAsync(server);
            stuck = Assert.Single(await outbox.StuckAsync());
            Assert.Equal(0, await outbox.SendAsync(server)); // not before its time
            country.Clock.Now = stuck.NextAt;
        }
        while (stuck.State == "waiting" && country.Clock.Now - begun < TimeSpan.FromDays(20));

        Assert.Equal(("failed", "hoa@example.gov.vn", "451 later"), (stuck.State, stuck.To, stuck.Said));
        int attempts = server.Letters.Count;
        Assert.InRange(attempts, 10, 60);
        Assert.Single(server.Letters.Select(letter => letter.Key).Distinct());
        Assert.True(country.Clock.Now - begun > TimeSpan.FromDays(3), "a server that breaks on a Friday and is mended on Monday still gets it");
        Assert.Equal(new Dictionary<string, int> { ["failed"] = 1 }, await outbox.CountAsync());

        await outbox.InviteAsync("hoa@example.gov.vn", "Hoa", "https://x/welcome?token=other", "vi");
        server.Next = new LetterFate(false, true, "550 nobody");
        await outbox.SendAsync(server);
        await outbox.SendAsync(server);
        Assert.Equal(attempts + 1, server.Letters.Count);

        await outbox.InviteAsync("an@example.gov.vn", "An", "https://x/welcome?token=third", "en");
        server.Next = new LetterFate(true, true, "250 ok");
        Assert.Equal(1, await outbox.SendAsync(server));
        Assert.Contains("token=third", server.Letters.Last().Body, StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, int> { ["failed"] = 2, ["sent"] = 1 }, await outbox.CountAsync());
        Assert.Equal(["", "", ""], await BodiesAsync(country));

        // Nothing is kept of whom was written to, a month later.
        country.Clock.Now += TimeSpan.FromDays(29);
        Assert.Equal(0, await outbox.PruneAsync());
        country.Clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(3, await outbox.PruneAsync());
    }

    [Fact]
    public async Task Who_has_left_gets_no_letter_that_still_waits()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var outbox = new Outbox(country.Database, country.Clock);
        var people = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock);
        await NoticePersons.AddAsync(country, "qt", Role.Administrator, null);
        await NoticePersons.AddAsync(country, "hoa", Role.FocalPoint, "hue");
        await outbox.TellAsync("hoa@example.gov.vn", "vi", "email-changed", ["Hoa", "x"]);
        await outbox.TellAsync("an@example.gov.vn", "vi", "email-changed", ["An", "x"]);
        await people.Persons.EndAsync(TaskRoom.With("qt", Role.Administrator), "hoa");
        var server = new Fates { Next = new LetterFate(true, true, "250 ok") };
        Assert.Equal(1, await outbox.SendAsync(server));
        Assert.Equal("an@example.gov.vn", Assert.Single(server.Letters).To);
        Assert.Equal("", (await BodiesAsync(country))[0]);
    }

    [Fact]
    public async Task While_the_server_itself_is_the_matter_one_letter_at_a_time_asks_and_the_others_lose_no_attempt()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var outbox = new Outbox(country.Database, country.Clock);
        for (int i = 0; i < 3; i++)
        {
            await outbox.InviteAsync($"p{i}@example.gov.vn", "P", "https://x", "vi");
        }

        var server = new Fates { Next = new LetterFate(false, false, "connection-refused") { Reached = false } };
        await outbox.SendAsync(server);
        Assert.Equal("p0@example.gov.vn", Assert.Single(server.Letters).To);
        server.Next = new LetterFate(true, true, "250 ok");
        Assert.Equal(2, await outbox.SendAsync(server));
        country.Clock.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(1, await outbox.SendAsync(server));
        Assert.Empty(await outbox.StuckAsync());
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Several_that_send_at_once_share_the_letters_out(DatabaseKind kind)
    {
        using VietNam country = await VietNam.OpenAsync(kind);
        var outbox = new Outbox(country.Database, country.Clock);
        for (int i = 0; i < 20; i++)
        {
            await outbox.InviteAsync($"p{i}@example.gov.vn", "P", "https://x", "vi");
        }

        var server = new Fates { Next = new LetterFate(true, true, "250 ok") };
        int[] sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => outbox.SendAsync(server)));
        Assert.Equal((20, 20, 20), (sent.Sum(), server.Letters.Count, server.Letters.Select(letter => letter.Key).Distinct().Count()));
    }

    [Theory(Timeout = 240_000)]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_sender_that_is_killed_loses_no_letter_and_doubles_none_but_the_one_in_its_hand(DatabaseKind kind)
    {
        const int Letters = 30;
        using VietNam country = await VietNam.OpenAsync(kind);
        using var folder = new TemporaryFolder();
        string taken = folder["taken"];
        var outbox = new Outbox(country.Database, TimeProvider.System);
        for (int i = 0; i < Letters; i++)
        {
            await outbox.InviteAsync($"p{i}@example.gov.vn", "P", "https://x", "vi");
        }

        int kills = 0;
        foreach (int after in new[] { 3, 5, 4 })
        {
            using Process sender = Start(country.Place, taken, kills * 11);
            for (int i = 0; i < after && await sender.StandardOutput.ReadLineAsync() is not null; i++)
            {
            }

            sender.Kill();
            await sender.WaitForExitAsync();
            kills++;
        }

        using Process last = Start(country.Place, taken, kills * 11);
        await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        Assert.Equal(0, last.ExitCode);
        string[] keys = await File.ReadAllLinesAsync(taken);
        Assert.Equal(Letters, keys.Distinct().Count());
        Assert.InRange(keys.Length, Letters + 1, Letters + kills);
        Assert.Equal(new Dictionary<string, int> { ["sent"] = Letters }, await outbox.CountAsync());
    }

    [Fact]
    public void A_letter_is_mail_whatever_it_says()
    {
        string mail = Encoding.ASCII.GetString(MailText.Write(new Letter("abc", "hoa@example.gov.vn", "Nhiệm vụ quá hạn\r\nBcc: x@y " + new string('ế', 100), ".\r\n.Dòng\n" + new string('x', 5000), new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero)), "ipv6@example.gov.vn"));
        Assert.All(mail.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.DoesNotContain("\nBcc", mail, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <abc@example.gov.vn>\r\n", mail, StringComparison.Ordinal);
        Assert.Contains("Date: Sun, 22 Nov 2026 03:00:00 +0000\r\n", mail, StringComparison.Ordinal);
        Assert.StartsWith(".\r\n.Dòng\r\nxxx", Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])), StringComparison.Ordinal);
    }

    private static async Task<string[]> BodiesAsync(VietNam country)
    {
        await using Programme.Register.ProgrammeContext context = country.Database.Create();
        return [.. context.Set<Programme.Register.OutboxRow>().Select(row => row.Body)];
    }

    private static Process Start(string place, string taken, int minutes)
    {
        return Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, "letters", place, taken, minutes.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
    }
}

/// <summary>A mail server that answers as a test wants.</summary>
internal sealed class Fates : IMailSender
{
    public required LetterFate Next { get; set; }

    public ConcurrentQueue<Letter> Letters { get; } = [];

    public Task<LetterFate> SendAsync(Letter letter, CancellationToken cancellation)
    {
        Letters.Enqueue(letter);
        return Task.FromResult(Next);
    }
}
