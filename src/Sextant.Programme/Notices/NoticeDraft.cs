using Sextant.Programme.People;

namespace Sextant.Programme.Notices;

/// <summary>Something that is to be told, and whom it concerns: exactly one of the three says so.</summary>
/// <param name="Kind">One of <see cref="NoticeKinds.All"/>.</param>
/// <param name="Occasion">What is told once.</param>
/// <param name="Place">Its page.</param>
/// <param name="What">What it is about.</param>
/// <param name="More">What else the sentence names.</param>
internal sealed record NoticeDraft(string Kind, string Occasion, string Place, string What, string More = "")
{
    /// <summary>Who speaks for this unit, or for what it is part of.</summary>
    public string? Unit { get; init; }

    /// <summary>Who speaks for this unit itself.</summary>
    public string? Only { get; init; }

    /// <summary>Who has this right, for the country or for a unit.</summary>
    public Right? Right { get; init; }
}
