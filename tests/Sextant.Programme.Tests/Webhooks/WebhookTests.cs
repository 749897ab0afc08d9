using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Checks.Judging;
using Sextant.Measurement.Campaigns;
using Sextant.Programme.Audit;
using Sextant.Programme.Cases;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Webhooks;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Webhooks;

/// <summary>Other systems told of events: with the act or not at all, signed, at least once, one at a time, and not for ever.</summary>
public sealed class WebhookTests
{
    private static readonly Viewer Lan = TaskRoom.With("lan", Role.Office);
    private static readonly Viewer An = TaskRoom.With("an", Role.FocalPoint, "hue");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_event_goes_out_with_its_act_signed_and_nothing_goes_where_the_act_was_refused(DatabaseKind kind)
    {
        using var room = await Room.OpenAsync(kind);
        (string key, string secret) = await room.AddAsync("publication.announced", "case.opened");
        await room.AddAsync("plan.issued"); // wants something else
        var cases = new CaseEditing(room.Country.Database, room.Measured, room.People.Reach, room.Country.Clock);
        await Assert.ThrowsAsync<RefusedException>(() => cases.AnnounceAsync("Sớm quá", new DateOnly(2026, 11, 23), Lan));
        await Assert.ThrowsAsync<RefusedException>(() => cases.AnnounceAsync("Không được", new DateOnly(2026, 12, 7), An));
        Assert.Equal(0, await room.Desk.Outbox.SendAsync(room.Sender));
        string id = await cases.AnnounceAsync("Kết quả", new DateOnly(2026, 12, 7), Lan);
        Assert.Equal(1, await room.Desk.Outbox.SendAsync(room.Sender));
        Assert.Equal(0, await room.Desk.Outbox.SendAsync(room.Sender));

        HookRequest sent = Assert.Single(room.Sender.Sent);
        JsonNode body = JsonNode.Parse(sent.Body)!;
        Assert.Equal(("publication.announced", "publication:" + id, "/api/v1/publications"), (body["event"]!.GetValue<string>(), body["subject"]!.GetValue<string>(), body["api"]!.GetValue<string>()));
        string signature = sent.Headers[WebhookSignature.Header];
        DateTimeOffset now = room.Country.Clock.Now;
        Assert.True(WebhookSignature.Holds(signature, secret, sent.Body, now));
        Assert.False(WebhookSignature.Holds(signature, secret, sent.Body + " ", now));
        Assert.False(WebhookSignature.Holds(signature, secret + "x", sent.Body, now));
        Assert.False(WebhookSignature.Holds(signature, secret, sent.Body, now.AddMinutes(6)));
        Assert.False(WebhookSignature.Holds(signature.Replace("t=", "t=1", StringComparison.Ordinal), secret, sent.Body, now));
        DeliveryView delivered = Assert.Single(await room.Desk.Store.DeliveriesAsync(key));
        Assert.Equal(("sent", 1, 200), (delivered.State, delivered.Attempts, delivered.Status));
        Assert.DoesNotContain(await new AuditLog(room.Country.Database, room.Country.Clock).ListAsync(new AuditFilter()), entry => (entry.After + entry.Before).Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_fails_is_tried_ever_later_and_who_fails_for_long_is_switched_off(DatabaseKind kind)
    {
        using var room = await Room.OpenAsync(kind);
        (string key, _) = await room.AddAsync("plan.issued");
        await room.Desk.Editing.TestAsync(key, Lan);
        room.Sender.Next = new HookFate(500, null, TimeSpan.Zero);
        DateTimeOffset begun = room.Country.Clock.Now;
        DeliveryView delivery;
        do
        {
            await room.Desk.Outbox.SendAsync(room.Sender);
            delivery = Assert.Single(await room.Desk.Store.DeliveriesAsync(key));
            room.Country.Clock.Now = delivery.NextAt - TimeSpan.FromSeconds(1);
            Assert.Equal(0, await room.Desk.Outbox.SendAsync(room.Sender));
            Assert.Equal(delivery.Attempts, room.Sender.Sent.Count); // not before its time
            room.Country.Clock.Now = delivery.NextAt;
        }
        while (delivery.State == "waiting" && room.Country.Clock.Now - begun < TimeSpan.FromDays(9));

        Assert.Equal(("failed", WebhookOutbox.MostAttempts, 500), (delivery.State, delivery.Attempts, delivery.Status));
        Assert.True(room.Country.Clock.Now - begun > TimeSpan.FromHours(24), "a receiver mended the next day still gets it");
        Assert.Single(room.Sender.Sent.Select(sent => sent.Headers["Sextant-Delivery"]).Distinct());

        room.Country.Clock.Now = begun + WebhookOutbox.LongFailure;
        await room.Desk.Editing.TestAsync(key, Lan);
        await room.Desk.Outbox.SendAsync(room.Sender);
        Assert.Equal("disabled", (await room.Desk.Store.FindAsync(key))!.State);
        int before = room.Sender.Sent.Count;
        room.Country.Clock.Now += TimeSpan.FromDays(1);
        await room.Desk.Outbox.SendAsync(room.Sender);
        Assert.Equal(before, room.Sender.Sent.Count);

        // Gone on with, what waits goes out, the same event once more on demand as another delivery; who says that it is gone is told no more.
        room.Sender.Next = new HookFate(204, null, TimeSpan.Zero);
        await room.Desk.Editing.ResumeAsync(key, Lan);
        Assert.Equal(1, await room.Desk.Outbox.SendAsync(room.Sender));
        await room.Desk.Editing.RedeliverAsync(key, delivery.Key, Lan);
        Assert.Equal(1, await room.Desk.Outbox.SendAsync(room.Sender));
        Assert.Equal(room.Sender.Sent.First().Body, room.Sender.Sent.Last().Body);
        Assert.NotEqual(room.Sender.Sent.First().Headers["Sextant-Delivery"], room.Sender.Sent.Last().Headers["Sextant-Delivery"]);
        room.Sender.Next = new HookFate(410, null, TimeSpan.Zero);
        await room.Desk.Editing.TestAsync(key, Lan);
        await room.Desk.Outbox.SendAsync(room.Sender);
        Assert.Equal("disabled", (await room.Desk.Store.FindAsync(key))!.State);
        room.Country.Clock.Now += WebhookOutbox.Kept + TimeSpan.FromDays(1);
        Assert.Equal(3, await room.Desk.Outbox.PruneAsync());
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task To_one_address_one_at_a_time_goes_whoever_sends(DatabaseKind kind)
    {
        using var room = await Room.OpenAsync(kind);
        (string key, _) = await room.AddAsync("plan.issued");
        for (int i = 0; i < 12; i++)
        {
            await room.Desk.Editing.TestAsync(key, Lan);
        }

        for (int i = 0; i < 12 && room.Sender.Sent.Count < 12; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.Desk.Outbox.SendAsync(room.Sender)));
        }

        Assert.Equal((12, 12, 1), (room.Sender.Sent.Count, room.Sender.Sent.Select(sent => sent.Headers["Sextant-Delivery"]).Distinct().Count(), room.Sender.MostAtOnce));
    }

    [Fact]
    public async Task A_new_secret_signs_beside_the_former_one_for_a_day()
    {
        using var room = await Room.OpenAsync(DatabaseKind.Sqlite);
        (string key, string former) = await room.AddAsync("plan.issued");
        string secret = await room.Desk.Editing.RotateAsync(key, atOnce: false, Lan);
        foreach (bool both in new[] { true, false })
        {
            Assert.Equal((true, both), await SignedByAsync(room, key, secret, former));
            room.Country.Clock.Now += WebhookEditing.Overlap;
        }
    }

    [Fact]
    public async Task A_third_secret_waits_until_the_first_signs_no_more_or_takes_the_place_of_all_at_once()
    {
        using var room = await Room.OpenAsync(DatabaseKind.Sqlite);
        (string key, string first) = await room.AddAsync("plan.issued");
        string second = await room.Desk.Editing.RotateAsync(key, atOnce: false, Lan);
        room.Country.Clock.Now += TimeSpan.FromHours(1.5);
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Editing.RotateAsync(key, atOnce: false, Lan));
        Assert.Equal(("webhook-rotated", 23), (refused.Word, Assert.Single(refused.Parameters)));
        Assert.Equal((true, true), await SignedByAsync(room, key, first, second));

        string leaked = await room.Desk.Editing.RotateAsync(key, atOnce: true, Lan);
        Assert.Equal((false, false), await SignedByAsync(room, key, first, second));
        string next = await room.Desk.Editing.RotateAsync(key, atOnce: false, Lan);
        Assert.Equal((true, true), await SignedByAsync(room, key, leaked, next));
        room.Country.Clock.Now += WebhookEditing.Overlap;
        await room.Desk.Editing.RotateAsync(key, atOnce: false, Lan);
        Assert.Equal((false, true), await SignedByAsync(room, key, leaked, next));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_trial_goes_to_an_address_that_is_paused_and_events_wait_until_it_goes_on(DatabaseKind kind)
    {
        using var room = await Room.OpenAsync(kind);
        (string key, _) = await room.AddAsync("publication.announced");
        await new CaseEditing(room.Country.Database, room.Measured, room.People.Reach, room.Country.Clock).AnnounceAsync("Kết quả", new DateOnly(2026, 12, 7), Lan);
        await room.Desk.Editing.PauseAsync(key, Lan);
        Assert.Equal(0, await room.Desk.Outbox.SendAsync(room.Sender));
        await room.Desk.Editing.TestAsync(key, Lan);
        Assert.Equal(1, await room.Desk.Outbox.SendAsync(room.Sender));
        Assert.Equal("ping", Assert.Single(room.Sender.Sent).Headers["Sextant-Event"]);
        Assert.Equal("paused", (await room.Desk.Store.FindAsync(key))!.State);
        room.Sender.Next = new HookFate(500, null, TimeSpan.Zero);
        await room.Desk.Editing.TestAsync(key, Lan);
        Assert.Equal(0, await room.Desk.Outbox.SendAsync(room.Sender));
        Assert.Equal(("failed", 1, 500), (await room.Desk.Store.DeliveriesAsync(key))[0] is var trial ? (trial.State, trial.Attempts, trial.Status) : default);
        room.Sender.Next = new HookFate(204, null, TimeSpan.Zero);
        await room.Desk.Editing.ResumeAsync(key, Lan);
        Assert.Equal(1, await room.Desk.Outbox.SendAsync(room.Sender));
        Assert.Equal("publication.announced", room.Sender.Sent.Last().Headers["Sextant-Event"]);
    }

    [Theory]
    [InlineData("http://example.vn/")]
    [InlineData("https://user:word@example.vn/")]
    [InlineData("https://example.vn/#part")]
    [InlineData("https://example.vn:25/")]
    [InlineData("https://localhost/")]
    [InlineData("ftp://example.vn/")]
    [InlineData("not an address")]
    [InlineData(null)]
    public async Task An_address_that_cannot_be_is_refused(string? url)
    {
        using var room = await Room.OpenAsync(DatabaseKind.Sqlite);
        Assert.Equal("webhook-url", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Editing.CreateAsync(new WebhookDraft(url, "x", ["plan.issued"]), Lan))).Word);
        Assert.Equal("webhook-events", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Editing.CreateAsync(new WebhookDraft("https://example.vn/", "x", ["made.up"]), Lan))).Word);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<RefusedException>(() => room.Desk.Editing.CreateAsync(new WebhookDraft("https://example.vn/", "x", ["plan.issued"]), An))).Word);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Time_and_measuring_are_told_of_once_and_only_what_came_after_the_address(DatabaseKind kind)
    {
        using var room = await Room.OpenAsync(kind);
        const string Portal = "site:langson.gov.vn";
        (string key, _) = await room.AddAsync([.. WebhookKinds.All]);
        room.Measured.Add(Measurements.State(Portal, TargetClass.None, room.Country.Clock.Now.AddHours(-1), ("WEB-03", Verdict.Fail)));
        room.Campaigns.Add(new CampaignProgress { Campaign = Campaign("truoc"), FirstAt = room.Country.Clock.Now.AddDays(-1), LastAt = room.Country.Clock.Now.AddHours(-2) });
        Assert.Equal(0, await room.Desk.Round.RunAsync()); // what was late or had ended before nobody is told of

        room.Country.Clock.Now += TimeSpan.FromHours(2);
        room.Measured.Add(Measurements.State(Portal, TargetClass.Ready, room.Country.Clock.Now.AddHours(-1), ("WEB-03", Verdict.Pass)));
        room.Campaigns.Add(new CampaignProgress { Campaign = Campaign("nay"), FirstAt = room.Country.Clock.Now.AddHours(-1), LastAt = room.Country.Clock.Now.AddMinutes(-1) });
        Assert.Equal(2, await room.Desk.Round.RunAsync());
        Assert.Equal(0, await room.Desk.Round.RunAsync());
        await room.Desk.Outbox.SendAsync(room.Sender);
        JsonNode[] bodies = [.. room.Sender.Sent.Select(sent => JsonNode.Parse(sent.Body)!)];
        Assert.Equal(["campaign:nay", "target:" + Portal], bodies.Select(body => body["subject"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        JsonNode verdict = bodies.Single(body => body["event"]!.GetValue<string>() == "verdict.changed");
        Assert.Equal(("none", "ready", "/api/v1/targets/site/langson.gov.vn"), (verdict["data"]!["before"]!.GetValue<string>(), verdict["data"]!["after"]!.GetValue<string>(), verdict["api"]!.GetValue<string>()));

        // A conclusion becomes a task that is late a day after its last one.
        await room.FollowAsync(DateOnly.FromDateTime(room.Country.Clock.Now.UtcDateTime).AddDays(3));
        Assert.Equal(0, await room.Desk.Round.RunAsync());
        room.Country.Clock.Now += TimeSpan.FromDays(4);
        Assert.Equal(1, await room.Desk.Round.RunAsync());
        Assert.Equal("task.overdue", (await room.Desk.Store.DeliveriesAsync(key))[0].Kind);
        await room.Desk.Editing.PauseAsync(key, Lan);
        room.Country.Clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(0, await room.Desk.Round.RunAsync());
    }

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_sender_that_is_killed_loses_no_event_and_doubles_none_but_the_one_in_its_hand(DatabaseKind kind)
    {
        const int Events = 20;
        using VietNam country = await VietNam.OpenAsync(kind);
        using var folder = new TemporaryFolder();
        using var ca = new TestCa();
        await File.WriteAllTextAsync(folder["root.pem"], ca.RootPem);
        await using var receiver = new HookReceiver(ca);
        var people = new PeopleArea(country.Database, DataProtectionProvider.Create(new DirectoryInfo(folder["keys"])), new PeopleOptions(), TimeProvider.System);
        var desk = new WebhookDesk(country.Database, people, new Measurements(), _ => Task.FromResult<IReadOnlyList<CampaignProgress>>([]), TimeProvider.System);
        (string key, string secret) = await desk.Editing.CreateAsync(new WebhookDraft(receiver.Url.ToString(), "thử", ["plan.issued"]), Lan);
        for (int i = 0; i < Events; i++)
        {
            await desk.Editing.TestAsync(key, Lan);
        }

        int kills = 0;
        foreach (int after in new[] { 2, 4, 3 })
        {
            using Process sender = Start(country.Place, folder.Path, kills * 3);
            for (int i = 0; i < after && await sender.StandardOutput.ReadLineAsync() is not null; i++)
            {
            }

            sender.Kill();
            await sender.WaitForExitAsync();
            kills++;
        }

        using Process last = Start(country.Place, folder.Path, kills * 3);
        await last.StandardOutput.ReadToEndAsync();
        await last.WaitForExitAsync();
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(Events, receiver.Received.Select(one => JsonNode.Parse(one.Body)!["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(Events, receiver.Received.Select(one => one.Headers["Sextant-Delivery"]).Distinct().Count());
        Assert.InRange(receiver.Received.Count, Events + 1, Events + kills);
        Assert.Equal(1, receiver.MostAtOnce);
        Assert.All(receiver.Received, one => Assert.True(WebhookSignature.Holds(one.Headers[WebhookSignature.Header], secret, one.Body, TimeProvider.System.GetUtcNow().AddMinutes(Minutes(one)))));
        Assert.All(await desk.Store.DeliveriesAsync(key), delivery => Assert.Equal("sent", delivery.State));
    }

    // Each sender lives some minutes later, so that the leases of the one before are over; a receiver's clock goes with it.
    private static double Minutes(ReceivedHook one) =>
        (DateTimeOffset.FromUnixTimeSeconds(long.Parse(one.Headers[WebhookSignature.Header].Split(',')[0][2..], CultureInfo.InvariantCulture)) - TimeProvider.System.GetUtcNow()).TotalMinutes;

    private static Campaign Campaign(string id) => new()
    {
        Id = id, Name = id, Source = "test", Profile = "national", Vantages = ["x"], Pacing = "", CreatedAt = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero),
        Counts = new Dictionary<Sextant.Measurement.Storage.TargetState, int> { [Sextant.Measurement.Storage.TargetState.Done] = 3 },
    };

    private static Process Start(string place, string folder, int minutes)
    {
        return Process.Start(new ProcessStartInfo("dotnet", [ProgramUnderTest.KillTarget, "hooks", place, folder, minutes.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
    }

    private static async Task<(bool, bool)> SignedByAsync(Room room, string key, string one, string other)
    {
        await room.Desk.Editing.TestAsync(key, Lan);
        await room.Desk.Outbox.SendAsync(room.Sender);
        HookRequest sent = room.Sender.Sent.Last();
        bool By(string secret) => WebhookSignature.Holds(sent.Headers[WebhookSignature.Header], secret, sent.Body, room.Country.Clock.Now);
        return (By(one), By(other));
    }
}
