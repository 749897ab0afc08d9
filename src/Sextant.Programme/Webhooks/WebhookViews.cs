namespace Sextant.Programme.Webhooks;

/// <summary>An address that is told of events, as who keeps it sees it: never the secret.</summary>
/// <param name="State"><c>active</c>, <c>paused</c>, or <c>disabled</c> by long failure.</param>
/// <param name="FormerUntil">Until when the secret before this one signs too.</param>
/// <param name="FailingSince">Since when nothing was taken.</param>
/// <param name="Waiting">Deliveries on their way.</param>
public sealed record WebhookView(
    string Key, string Url, string Label, IReadOnlyList<string> Events, string State, DateTimeOffset CreatedAt, DateTimeOffset? FormerUntil, DateTimeOffset? FailingSince, int Waiting);

/// <summary>An event on its way to an address, or there.</summary>
/// <param name="Status">What was answered last.</param>
/// <param name="Fault">Why there was no good answer.</param>
/// <param name="Took">How long the last attempt took.</param>
public sealed record DeliveryView(
    string Key, string Event, string Kind, string Subject, string State, int Attempts, DateTimeOffset MadeAt, DateTimeOffset NextAt, DateTimeOffset? DoneAt, int? Status, string? Fault, TimeSpan? Took);

/// <summary>An address as a person enters it.</summary>
public sealed record WebhookDraft(string? Url, string? Label, IReadOnlyList<string> Events);

/// <summary>A request that is to go out.</summary>
/// <param name="Body">JSON, to the letter: it is signed.</param>
public sealed record HookRequest(Uri Url, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>What became of a request.</summary>
/// <param name="Status">What was answered; null: nothing that could be read.</param>
/// <param name="Fault">Why, in a word: <c>timed-out</c>, <c>address-forbidden</c> ...</param>
public sealed record HookFate(int? Status, string? Fault, TimeSpan Took)
{
    /// <summary>Whether the receiver has taken it on.</summary>
    public bool Accepted => Status is >= 200 and <= 299;

    /// <summary>410: the receiver wants nothing more (RFC 9110, section 15.5.11).</summary>
    public bool Gone => Status == 410;
}

/// <summary>Sends requests out. The program is given one; this area has no network.</summary>
public interface IHookSender
{
    /// <summary>Sends one request, once; what the network does is in the fate, never thrown.</summary>
    Task<HookFate> SendAsync(HookRequest request, CancellationToken cancellation);
}
