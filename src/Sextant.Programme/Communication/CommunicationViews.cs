using Sextant.Programme.Documents;

namespace Sextant.Programme.Communication;

/// <summary>An item of the kit.</summary>
/// <param name="Files">Its versions, the newest first.</param>
/// <param name="Downloads">How often any of them was fetched by the day.</param>
public sealed record KitItemView(string Id, string Title, string Kind, string? Audience, string? Text, IReadOnlyList<KitFileView> Files, long Downloads);

/// <summary>A version of an item in one language.</summary>
/// <param name="Label">As people call the version.</param>
public sealed record KitFileView(int Number, string Language, string Label, DateOnly Day, DocumentFileView File, long Downloads);

/// <summary>What the press wrote or sent.</summary>
public sealed record PressItemView(string Key, string Title, string Outlet, DateOnly Date, string? Link, string? Tag, string Tone);

/// <summary>An event.</summary>
public sealed record PublicEventView
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly Starts { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Ends { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>What happens.</summary>
    public string? Text { get; init; }

    /// <summary>Planned, held or cancelled.</summary>
    public required string State { get; init; }

    /// <summary>Remote sites that took part.</summary>
    public int? Sites { get; init; }

    /// <summary>Who came.</summary>
    public int? Attendees { get; init; }

    /// <summary>How many may register; null: nobody registers here.</summary>
    public int? Seats { get; init; }

    /// <summary>The last day of registering.</summary>
    public DateOnly? RegisterUntil { get; init; }

    /// <summary>How many registered.</summary>
    public int Registered { get; init; }

    /// <summary>Whether one may register on a day.</summary>
    public bool IsOpen(DateOnly day) => State == "planned" && Seats is not null && (RegisterUntil ?? Starts) >= day && Registered < Seats;
}

/// <summary>Somebody who registered, for who runs events.</summary>
public sealed record EventEntryView(string Key, string Name, string? Unit, string Email, DateTimeOffset At);

/// <summary>An item as a person writes it.</summary>
/// <param name="Id">The item changed; null: a new one.</param>
public sealed record KitItemDraft(string? Id, string Title, string Kind, string? Audience, string? Text);

/// <summary>A press item as a person writes it.</summary>
/// <param name="Key">The item changed; null: a new one.</param>
public sealed record PressItemDraft(string? Key, string Title, string Outlet, DateOnly Date, string? Link, string? Tag, string Tone);

/// <summary>An event as a person writes it.</summary>
public sealed record PublicEventDraft(string? Id, string Title, string Kind, DateOnly Starts)
{
    /// <summary>Last day; null: the first.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>What happens.</summary>
    public string? Text { get; init; }

    /// <summary>Planned, held or cancelled.</summary>
    public string State { get; init; } = "planned";

    /// <summary>Remote sites that took part.</summary>
    public int? Sites { get; init; }

    /// <summary>Who came.</summary>
    public int? Attendees { get; init; }

    /// <summary>How many may register; null: nobody registers here.</summary>
    public int? Seats { get; init; }

    /// <summary>The last day of registering; null: the first day.</summary>
    public DateOnly? RegisterUntil { get; init; }
}
