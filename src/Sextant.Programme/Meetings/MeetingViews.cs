using Sextant.Programme.Register;

namespace Sextant.Programme.Meetings;

/// <summary>A meeting in a list.</summary>
/// <param name="Sites">How many sites (điểm cầu) took part, as stated.</param>
/// <param name="Directions">How many conclusions it has.</param>
public sealed record MeetingLine(string Id, DateOnly Date, string Title, string? Chair, string? Form, int? Sites, int Directions, string? Source);

/// <summary>One meeting.</summary>
public sealed record MeetingView
{
    /// <summary>The line of the list.</summary>
    public required MeetingLine Line { get; init; }

    /// <summary>Where it was held.</summary>
    public string? Place { get; init; }

    /// <summary>What was discussed.</summary>
    public string? Discussion { get; init; }

    /// <summary>Who discussed it.</summary>
    public IReadOnlyList<NamedOrganisation> DiscussedBy { get; init; } = [];

    /// <summary>The document that reports it.</summary>
    public (string Id, string Title)? Document { get; init; }

    /// <summary>Who took part.</summary>
    public IReadOnlyList<AttendanceView> People { get; init; } = [];

    /// <summary>The sites that are known by name; there may have been more.</summary>
    public IReadOnlyList<MeetingSiteView> KnownSites { get; init; } = [];

    /// <summary>What was put before it.</summary>
    public IReadOnlyList<PaperView> Papers { get; init; } = [];

    /// <summary>What was directed and concluded.</summary>
    public IReadOnlyList<DirectionView> Directions { get; init; } = [];

    /// <summary>Whether a person changed it after the pack.</summary>
    public bool Corrected { get; init; }
}

/// <summary>An organisation by slug and name.</summary>
public sealed record NamedOrganisation(string Slug, LocalText Name);

/// <summary>What a meeting's chair directed or concluded, in the words of the source; the group of work is inferred where the source does not name it.</summary>
/// <param name="Addressee">Who is to do it, in the words of the source; null where it names nobody.</param>
public sealed record DirectionView(string Key, string Meeting, int Position, string Text, string? Addressee, int? WorkGroup, bool WorkGroupInferred, LocalText? Note);

/// <summary>Somebody who took part.</summary>
public sealed record AttendanceView(int Position, string? Name, string? Role, NamedOrganisation? Organisation, string? Site);

/// <summary>A site that is known by name.</summary>
public sealed record MeetingSiteView(int Position, string Name, NamedOrganisation? Organisation, int? People);

/// <summary>What was put before a meeting.</summary>
public sealed record PaperView(int Position, string Title, string? By, (string Id, string Title)? Document);
