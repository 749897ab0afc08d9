using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Webhooks;

namespace Sextant.Web.Api.Areas.Office;

/// <summary>Addresses of other systems that are told of events. A secret comes back once, when it is made, and stands in nothing else.</summary>
internal sealed class WebhookApi : IApiArea
{
    private const string All = "/webhooks";
    private const string One = "/webhooks/{key}";
    private const string Reads = "webhooks.read";
    private const string Sent = "webhooks.deliveries";

    public string Id => "webhooks";

    public IJsonTypeInfoResolver Shapes => WebhookJson.Default;

    public IReadOnlyList<ApiRoute> Routes { get; } =
    [
        Ways.Get("webhooks.list", All, Right.KeepWebhooks, async call =>
            call.PageOf(await call.Parts.Webhooks.Store.ListAsync(call.Cancellation).ConfigureAwait(false), one => one.Key, Of)) with { Query = Ways.Page },
        Ways.Get(Reads, One, Right.KeepWebhooks, async call => await FindAsync(call).ConfigureAwait(false) is { } found ? Of(found) : null),
        Ways.Get(Sent, One + "/deliveries", Right.KeepWebhooks, async call => await FindAsync(call).ConfigureAwait(false) is null ? null : call.PageOf(
            await call.Parts.Webhooks.Store.DeliveriesAsync(call.Value("key"), cancellation: call.Cancellation).ConfigureAwait(false),
            one => string.Create(CultureInfo.InvariantCulture, $"{one.MadeAt.UtcDateTime:O} {one.Key}"), Of)) with { Query = Ways.Page },
        Ways.Ask<WebhookBody, WebhookSecret>("webhooks.make", All, Right.KeepWebhooks, MakeAsync),
        Ways.Put<WebhookBody>("webhooks.write", One, Right.KeepWebhooks, Reads, (call, body) =>
            DoAsync(call, () => call.Parts.Webhooks.Editing.ChangeAsync(call.Value("key"), Draft(body), call.Viewer, call.Cancellation))),
        Ways.Post<WebhookStanding>("webhooks.standing", One + "/standing", Right.KeepWebhooks, Reads, (call, body) => DoAsync(call, () => body.State switch
        {
            "active" => call.Parts.Webhooks.Editing.ResumeAsync(call.Value("key"), call.Viewer, call.Cancellation),
            "paused" => call.Parts.Webhooks.Editing.PauseAsync(call.Value("key"), call.Viewer, call.Cancellation),
            _ => throw new RefusedException("webhook-state"),
        })),
        new("webhooks.secret", "POST", One + "/secret", Right.KeepWebhooks) { Query = [new("at-once", "boolean")], Answer = typeof(WebhookSecret), Work = SecretAsync },
        Ways.Act("webhooks.test", One + "/trials", Right.KeepWebhooks, Sent, call =>
            DoAsync(call, () => call.Parts.Webhooks.Editing.TestAsync(call.Value("key"), call.Viewer, call.Cancellation))),
        Ways.Act("webhooks.again", One + "/deliveries/{delivery}/again", Right.KeepWebhooks, Sent, call =>
            DoAsync(call, () => call.Parts.Webhooks.Editing.RedeliverAsync(call.Value("key"), call.Value("delivery"), call.Viewer, call.Cancellation))),
        Ways.Act("webhooks.remove", One + "/removal", Right.KeepWebhooks, Reads, call =>
            DoAsync(call, () => call.Parts.Webhooks.Editing.RemoveAsync(call.Value("key"), call.Viewer, call.Cancellation))) with { NeedsMatch = true, Status = 204 },
    ];

    private static Task<WebhookView?> FindAsync(ApiCall call) => call.Parts.Webhooks.Store.FindAsync(call.Value("key"), call.Cancellation);

    private static async Task<ApiPlace?> DoAsync(ApiCall call, Func<Task> work) => await FindAsync(call).ConfigureAwait(false) is null ? null : await ApiCall.DoneAsync(work).ConfigureAwait(false);

    // What a request made is kept for who repeats it: a secret never is, so these two are not kept, and a repeated one makes another.
    private static async Task<WebhookSecret> MakeAsync(ApiCall call, WebhookBody body)
    {
        (string key, string secret) = await call.Parts.Webhooks.Editing.CreateAsync(Draft(body), call.Viewer with { Terms = null }, call.Cancellation).ConfigureAwait(false);
        return new WebhookSecret(key, secret);
    }

    private static async Task<object?> SecretAsync(ApiCall call) => await FindAsync(call).ConfigureAwait(false) is null ? null
        : new WebhookSecret(call.Value("key"), await call.Parts.Webhooks.Editing.RotateAsync(call.Value("key"), call.QueryFlag("at-once"), call.Viewer with { Terms = null }, call.Cancellation).ConfigureAwait(false));

    private static WebhookDraft Draft(WebhookBody body) => new(body.Url, body.Label, body.Events);

    private static WebhookShape Of(WebhookView one) => new(one.Key, one.Url, one.Label, one.Events, one.State, one.CreatedAt, one.FormerUntil, one.FailingSince);

    private static WebhookDeliveryShape Of(DeliveryView one) => new(
        one.Key, one.Event, one.Kind, one.Subject, one.State, one.Attempts, one.MadeAt, one.DoneAt is null ? one.NextAt : null, one.DoneAt, one.Status, one.Fault);
}

/// <summary>An address that is told of events: <c>active</c>, <c>paused</c>, or <c>disabled</c> by long failure; until when the secret before this one signs too. Never the secret.</summary>
public sealed record WebhookShape(
    string Key, string Url, string Label, IReadOnlyList<string> Events, string State, DateTimeOffset CreatedAt, DateTimeOffset? FormerSecretUntil, DateTimeOffset? FailingSince);

/// <summary>An event on its way to an address, or there: what was answered last, and why there was no good answer.</summary>
public sealed record WebhookDeliveryShape(
    string Key, string Event, string Kind, string Subject, string State, int Attempts, DateTimeOffset MadeAt, DateTimeOffset? NextAt, DateTimeOffset? DoneAt, int? Status, string? Fault);

/// <summary>An address: HTTPS, what it is called, and the kinds of events that it is told of.</summary>
public sealed record WebhookBody(string Url, string Label, IReadOnlyList<string> Events);

/// <summary>The secret with which requests are signed: it comes back this once.</summary>
public sealed record WebhookSecret(string Key, string Secret);

/// <summary><c>active</c> or <c>paused</c>.</summary>
public sealed record WebhookStanding(string State);

[JsonSerializable(typeof(ApiPage<WebhookShape>))]
[JsonSerializable(typeof(WebhookShape))]
[JsonSerializable(typeof(ApiPage<WebhookDeliveryShape>))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookSecret))]
[JsonSerializable(typeof(WebhookStanding))]
internal sealed partial class WebhookJson : JsonSerializerContext;
