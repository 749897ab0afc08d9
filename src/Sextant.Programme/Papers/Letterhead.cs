namespace Sextant.Programme.Papers;

/// <summary>What stands on every paper of the office: who issues it, where, and who signs. What nobody has written down is null and left to be filled in.</summary>
public sealed record Letterhead
{
    /// <summary>The organisation above the one that issues, such as a ministry.</summary>
    public string? Superior { get; init; }

    /// <summary>Who issues.</summary>
    public required string Issuer { get; init; }

    /// <summary>The issuer's part of the symbol behind a number: <c>BCT</c>.</summary>
    public string? Sign { get; init; }

    /// <summary>The place that stands before the date.</summary>
    public string? Place { get; init; }

    /// <summary>By whose authority is signed: <c>TM. BAN CÔNG TÁC</c>.</summary>
    public string? Authority { get; init; }

    /// <summary>The office of who signs: <c>TRƯỞNG BAN</c>.</summary>
    public string? SignerTitle { get; init; }

    /// <summary>The name of who signs.</summary>
    public string? SignerName { get; init; }

    /// <summary>Who gets every paper.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>The state's name and motto above every paper; empty where the form of the country is not known here.</summary>
    public IReadOnlyList<string> National { get; init; } = [];

    /// <summary>Whether a person has written it down, or it is made of what the register says.</summary>
    public bool Written { get; init; }
}

/// <summary>The letterhead as a person enters it; recipients one a line.</summary>
public sealed record LetterheadDraft(
    string? Superior, string? Issuer, string? Sign, string? Place, string? Authority, string? SignerTitle, string? SignerName, string? Recipients);
