using Sextant.Programme.Register;

namespace Sextant.Programme.Cooperation;

/// <summary>A partner, with what each side owes and the activities.</summary>
/// <param name="Document">Id and number or title of the agreement.</param>
/// <param name="Activities">By day, the newest first.</param>
public sealed record PartnerView(
    string Id, string Kind, string Name, string? Seat, string? Agreement, (string Id, string Title)? Document, DateOnly? Starts, DateOnly? Ends, IReadOnlyList<DutyView> Duties,
    IReadOnlyList<ActivityView> Activities);

/// <summary>What one side owes.</summary>
/// <param name="IsLate">Whether its day is over and it is not met.</param>
public sealed record DutyView(int Position, string Side, string Text, DateOnly? Due, DateOnly? Met, bool IsLate);

/// <summary>An activity.</summary>
/// <param name="Organisation">The unit whose own it is; null: a partner's.</param>
/// <param name="Result">Null: planned.</param>
public sealed record ActivityView(string Key, int Position, (string Slug, LocalText Name)? Organisation, string Kind, DateOnly Date, string Title, string? Result, string? Link);

/// <summary>A partner as a person writes it.</summary>
/// <param name="Id">The partner changed; null: a new one.</param>
/// <param name="Document">By id or number.</param>
public sealed record PartnerDraft(string? Id, string Kind, string Name, string? Seat, string? Agreement, string? Document, DateOnly? Starts, DateOnly? Ends);

/// <summary>A duty as a person writes it.</summary>
/// <param name="Position">The duty changed; null: a new one.</param>
public sealed record DutyDraft(string Side, string Text, DateOnly? Due, DateOnly? Met, int? Position = null);

/// <summary>An activity as a person writes it, with a partner or of an organisation: of one of the two.</summary>
/// <param name="Position">The activity changed; null: a new one.</param>
public sealed record ActivityDraft(string? Partner, string? Organisation, string Kind, DateOnly Date, string Title, string? Result, string? Link, int? Position = null);
