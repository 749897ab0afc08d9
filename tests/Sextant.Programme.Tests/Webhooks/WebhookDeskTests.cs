using Microsoft.AspNetCore.DataProtection;
using Sextant.Measurement.Campaigns;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Notices;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Webhooks;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Webhooks;

/// <summary>What runs by itself goes on, whatever one receiver or one look does.</summary>
public sealed class WebhookDeskTests
{
    private static readonly Viewer Lan = TaskRoom.With("lan", Role.Office);

    [Fact(Timeout = 60_000)]
    public async Task A_receiver_that_is_slow_delays_its_own_events_alone()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var clock = new FakeTimeProvider(country.Clock.Now);
        var people = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), clock);
        var desk = new WebhookDesk(country.Database, people, new Measurements(), _ => Task.FromResult<IReadOnlyList<CampaignProgress>>([]), clock);
        (string slow, _) = await desk.Editing.CreateAsync(new WebhookDraft("https://cham.example.vn/", "Chậm", ["plan.issued"]), Lan);
        (string quick, _) = await desk.Editing.CreateAsync(new WebhookDraft("https://nhanh.example.vn/", "Nhanh", ["plan.issued"]), Lan);
        var sender = new StuckAt("cham.example.vn");
        using var stop = new CancellationTokenSource();
        await desk.Editing.TestAsync(slow, Lan);
        Task running = desk.RunAsync(sender, _ => { }, stop.Token);
        for (int i = 0; i < 3; i++)
        {
            await desk.Editing.TestAsync(quick, Lan);
            while (sender.Taken <= i)
            {
                clock.Advance(TimeSpan.FromSeconds(5));
                await Task.Delay(5);
            }
        }

        Assert.Equal((1, 3), (sender.Stuck, sender.Taken));
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_time_limit_that_passes_within_a_round_does_not_end_the_rounds()
    {
        using VietNam country = await VietNam.OpenAsync(DatabaseKind.Sqlite);
        var clock = new FakeTimeProvider(country.Clock.Now);
        var people = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), clock);
        var sender = new Limited();
        var desk = new NoticeDesk(country.Database, people, clock, path => path, sender);
        await desk.Outbox.InviteAsync("hoa@example.gov.vn", "Hoa", "https://x", "vi");
        var told = new List<Exception>();
        using var stop = new CancellationTokenSource();
        Task running = desk.RunAsync(told.Add, stop.Token);
        while (!running.IsCompleted && !sender.Taken)
        {
            clock.Advance(TimeSpan.FromSeconds(20));
            await Task.Delay(2);
        }

        Assert.True(sender.Taken);
        Assert.IsType<TaskCanceledException>(Assert.Single(told));
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task Who_keeps_webhooks_is_told_that_one_was_switched_off()
    {
        using var room = await Room.OpenAsync(DatabaseKind.Sqlite);
        string lan = await NoticePersons.AddAsync(room.Country, "lan", Role.Office, null);
        string an = await NoticePersons.AddAsync(room.Country, "an", Role.FocalPoint, "hue");
        (string key, _) = await room.AddAsync("plan.issued");
        await room.Desk.Editing.TestAsync(key, Lan);
        room.Sender.Next = new HookFate(410, null, TimeSpan.Zero);
        await room.Desk.Outbox.SendAsync(room.Sender);
        var desk = new NoticeDesk(room.Country.Database, room.People, room.Country.Clock, path => path);
        await desk.Round.RunAsync();
        await desk.Round.RunAsync();
        NoticeView told = Assert.Single(await desk.Notices.ListAsync(lan), one => one.Kind == "webhook-off");
        Assert.Equal("/webhooks/" + key, told.Place);
        Assert.Contains("Hệ thống của Bộ", NoticeTexts.For("vi").Of(told), StringComparison.Ordinal);
        Assert.DoesNotContain(await desk.Notices.ListAsync(an), one => one.Kind == "webhook-off");
    }

    private sealed class StuckAt(string host) : IHookSender
    {
        private int _taken;
        private int _stuck;

        public int Taken => Volatile.Read(ref _taken);

        public int Stuck => Volatile.Read(ref _stuck);

        public async Task<HookFate> SendAsync(HookRequest request, CancellationToken cancellation)
        {
            if (request.Url.Host == host)
            {
                Interlocked.Increment(ref _stuck);
                await Task.Delay(Timeout.Infinite, cancellation);
            }

            Interlocked.Increment(ref _taken);
            return new HookFate(200, null, TimeSpan.Zero);
        }
    }

    private sealed class Limited : IMailSender
    {
        private int _asked;

        public bool Taken => Volatile.Read(ref _asked) > 1;

        public Task<LetterFate> SendAsync(Letter letter, CancellationToken cancellation) => Interlocked.Increment(ref _asked) == 1
            ? throw new TaskCanceledException("a limit of its own")
            : Task.FromResult(new LetterFate(true, true, "250"));
    }
}
