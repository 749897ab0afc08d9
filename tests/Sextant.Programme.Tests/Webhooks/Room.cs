using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;
using Sextant.Measurement.Campaigns;
using Sextant.Programme.Documents;
using Sextant.Programme.Meetings;
using Sextant.Programme.People;
using Sextant.Programme.Tasks;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Webhooks;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Webhooks;

/// <summary>A register whose events go to a receiver that answers as a test wants.</summary>
internal sealed class Room : IDisposable
{
    private static readonly Viewer Lan = TaskRoom.With("lan", Role.Office);

    private Room(VietNam country)
    {
        Country = country;
        People = new PeopleArea(country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), country.Clock);
        Desk = new WebhookDesk(country.Database, People, Measured, _ => Task.FromResult<IReadOnlyList<CampaignProgress>>(Campaigns), country.Clock);
    }

    public VietNam Country { get; }

    public PeopleArea People { get; }

    public Measurements Measured { get; } = new();

    public List<CampaignProgress> Campaigns { get; } = [];

    public WebhookDesk Desk { get; }

    public SomeReceiver Sender { get; } = new();

    public static async Task<Room> OpenAsync(DatabaseKind kind) => new(await VietNam.OpenAsync(kind));

    public Task<(string Key, string Secret)> AddAsync(params string[] events) => Desk.Editing.CreateAsync(new WebhookDraft("https://nhan.example.vn/hook", "Hệ thống của Bộ", events), Lan);

    /// <summary>Makes a task of the first conclusion of a meeting.</summary>
    public async Task FollowAsync(DateOnly due)
    {
        var meetings = new MeetingStore(Country.Database);
        MeetingLine first = (await meetings.ListAsync(VietNam.On("2026-11-22"))).First(line => line.Directions > 0);
        MeetingView meeting = (await meetings.FindAsync(first.Id, VietNam.On("2026-11-22")))!;
        await new TaskEditing(Country.Database, People.Reach, new DocumentVault("/nowhere"), Country.Clock).FollowAsync(meeting.Directions[0].Key, new TaskDraft { Text = "Việc", LeadText = "Các đơn vị", Due = due, DueBy = "day" }, Lan);
    }

    public void Dispose() => Country.Dispose();
}

/// <summary>A receiver that answers as a test wants.</summary>
internal sealed class SomeReceiver : IHookSender
{
    private int _inHand;

    public HookFate Next { get; set; } = new(200, null, TimeSpan.FromMilliseconds(12));

    public ConcurrentQueue<HookRequest> Sent { get; } = [];

    public int MostAtOnce { get; private set; }

    public async Task<HookFate> SendAsync(HookRequest request, CancellationToken cancellation)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inHand));
        Sent.Enqueue(request);
        await Task.Yield();
        Interlocked.Decrement(ref _inHand);
        return Next;
    }
}
