using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Sextant.Programme.Communication;
using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Web.Api.Areas.Outreach;

/// <summary>Events, and registering for them. Who registered is read by who runs events.</summary>
internal sealed class EventApi : IApiArea
{
    private const string One = "/events/{id}";
    private const string Entries = One + "/registrations";
    private const string Reads = "events.read";

    public string Id => "events";

    public IJsonTypeInfoResolver Shapes => EventJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("events.list", "/events", Right.ReadPublished, async call =>
        {
            DateOnly day = (await call.AsOfAsync().ConfigureAwait(false)).Date;
            return call.PageOf(await AllAsync(call, null).ConfigureAwait(false), one => one.Id, one => Of(one, day));
        }) with { Query = [.. Ways.Day, .. Ways.Page] },
        Ways.Get(Reads, One, Right.ReadPublished, async call => (await AllAsync(call, call.Value("id")).ConfigureAwait(false)).FirstOrDefault() is { } one
            ? Of(one, (await call.AsOfAsync().ConfigureAwait(false)).Date)
            : null) with { Query = Ways.Day },
        Ways.New<EventBody>("events.begin", "/events", Right.WriteCommunication, Reads, (call, body) =>
            ApiCall.MadeAsync("id", () => call.Parts.Communication.Events.RecordAsync(Draft(null, body), call.Viewer, call.Cancellation))),
        Ways.Put<EventBody>("events.write", One, Right.WriteCommunication, Reads, (call, body) =>
            ApiCall.DoneAsync(() => call.Parts.Communication.Events.RecordAsync(Draft(call.Value("id"), body), call.Viewer, call.Cancellation))),
        Ways.Gone("events.withdraw", One + "/withdrawal", Right.WriteCommunication, Reads, (call, reason) =>
            call.Parts.Communication.Events.WithdrawAsync(call.Value("id"), reason, call.Viewer, call.Cancellation)),
        Ways.Get("events.entries", Entries, Right.WriteCommunication, EntriesAsync) with { Query = Ways.Page },
        Ways.Post<EventEntry>("events.register", Entries, Right.ReadPublished, Reads, RegisterAsync),
        Ways.Act("events.take-off", Entries + "/{key}/removal", Right.WriteCommunication, Reads, call =>
            ApiCall.DoneAsync(() => call.Parts.Communication.Events.ThrowAwayAsync(call.Value("id"), call.Value("key"), call.Viewer, call.Cancellation))),
        Ways.Act("events.throw-away", One + "/closing", Right.WriteCommunication, Reads, call =>
            ApiCall.DoneAsync(() => call.Parts.Communication.Events.ThrowAwayAsync(call.Value("id"), null, call.Viewer, call.Cancellation))) with { NeedsMatch = true },
    ];

    private static async Task<IReadOnlyList<PublicEventView>> AllAsync(ApiCall call, string? only) =>
        await call.Parts.Communication.Events.ListAsync(await call.AsOfAsync().ConfigureAwait(false), only, call.Cancellation).ConfigureAwait(false);

    private static async Task<ApiPage<EntryLineShape>?> EntriesAsync(ApiCall call) =>
        (await AllAsync(call, call.Value("id")).ConfigureAwait(false)).Count == 0 ? null : call.PageOf(
            await call.Parts.Communication.Events.EntriesAsync(call.Value("id"), call.Cancellation).ConfigureAwait(false), one => one.Key,
            one => new EntryLineShape(one.Key, one.Name, one.Unit, one.Email, one.At));

    // Within the bound of the page: both take from one.
    private static async Task<ApiPlace?> RegisterAsync(ApiCall call, EventEntry body)
    {
        if (!call.Parts.Registering.TryTake(call.Viewer.From))
        {
            throw new ApiFault(StatusCodes.Status429TooManyRequests, "refused.event-often") { After = 60 };
        }

        await call.Parts.Communication.Events.RegisterAsync(call.Value("id"), body.Name, body.Unit, body.Email, call.Cancellation).ConfigureAwait(false);
        return new ApiPlace();
    }

    private static PublicEventDraft Draft(string? id, EventBody body) => new(id, body.Title, body.Kind, body.Starts)
    {
        Ends = body.Ends, Place = body.Place, Text = body.Text, State = body.State ?? "planned", Sites = body.Sites, Attendees = body.Attendees, Seats = body.Seats, RegisterUntil = body.RegisterUntil,
    };

    private static EventShape Of(PublicEventView one, DateOnly day) => new(
        one.Id, one.Title, one.Kind, one.Starts, one.Ends, one.Place, one.Text, one.State, one.Sites, one.Attendees, one.Seats, one.RegisterUntil, one.Registered, one.IsOpen(day));
}

/// <summary>An event: <c>planned</c>, <c>held</c> or <c>cancelled</c>. Without seats nobody registers here; open is whether one may on the day.</summary>
public sealed record EventShape(
    string Id, string Title, string Kind, DateOnly Starts, DateOnly Ends, string? Place, string? Text, string State, int? Sites, int? Attendees, int? Seats, DateOnly? RegisterUntil, int Registered, bool Open);

/// <summary>An event to write.</summary>
public sealed record EventBody(string Title, [property: OneOf(typeof(CommunicationWords), nameof(CommunicationWords.Events))] string Kind, DateOnly Starts)
{
    /// <summary>Last day; none: the first.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>What happens.</summary>
    public string? Text { get; init; }

    /// <summary>Planned, held or cancelled; planned where none is given.</summary>
    public string? State { get; init; }

    /// <summary>Remote sites that took part.</summary>
    public int? Sites { get; init; }

    /// <summary>Who came.</summary>
    public int? Attendees { get; init; }

    /// <summary>How many may register; none: nobody registers here.</summary>
    public int? Seats { get; init; }

    /// <summary>The last day of registering; none: the first day.</summary>
    public DateOnly? RegisterUntil { get; init; }
}

/// <summary>Somebody who registered.</summary>
public sealed record EntryLineShape(string Key, string Name, string? Unit, string Email, DateTimeOffset At);

/// <summary>Who registers. An address registers once; whether it had before is not said.</summary>
public sealed record EventEntry(string Name, string Email, string? Unit = null);

[JsonSerializable(typeof(ApiPage<EventShape>))]
[JsonSerializable(typeof(ApiPage<EntryLineShape>))]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(EventEntry))]
internal sealed partial class EventJson : JsonSerializerContext;
