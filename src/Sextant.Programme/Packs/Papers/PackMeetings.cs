namespace Sextant.Programme.Packs;

/// <summary>A meeting of the programme.</summary>
public sealed record PackMeeting
{
    public required string Id { get; init; }

    public required DateOnly Date { get; init; }

    public required string Title { get; init; }

    public string? Chair { get; init; }

    public string? Form { get; init; }

    public string? Place { get; init; }

    /// <summary>How many sites took part, as stated; <see cref="KnownSites"/> holds those that are named.</summary>
    public int? Sites { get; init; }

    public string? Discussion { get; init; }

    public IReadOnlyList<string> DiscussedBy { get; init; } = [];

    /// <summary>The document that reports it.</summary>
    public string? Document { get; init; }

    public IReadOnlyList<PackAttendance> Participants { get; init; } = [];

    public IReadOnlyList<PackMeetingSite> KnownSites { get; init; } = [];

    public IReadOnlyList<PackPaper> Papers { get; init; } = [];

    public IReadOnlyList<PackDirection> Directions { get; init; } = [];

    public required string Source { get; init; }
}

/// <summary>What a meeting's chair directed.</summary>
/// <param name="To">Who is to do it, in the words of the source.</param>
public sealed record PackDirection(string Text, string? To, int? Group, bool GroupInferred, string? Note);

/// <summary>Somebody who took part.</summary>
public sealed record PackAttendance(string? Name, string? Role, string? Organisation, string? Site);

/// <summary>A site that is known by name.</summary>
public sealed record PackMeetingSite(string Name, string? Organisation, int? People);

/// <summary>What was put before a meeting.</summary>
public sealed record PackPaper(string Title, string? By, string? Document);
