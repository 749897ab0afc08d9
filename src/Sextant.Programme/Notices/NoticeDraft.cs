namespace Sextant.Programme.Notices;

/// <summary>Something that is to be told, and whom it concerns: its kind by a right (<see cref="NoticeKinds.RightOf"/>), else one of the two.</summary>
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
}
