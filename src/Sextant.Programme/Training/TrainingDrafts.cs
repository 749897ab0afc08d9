namespace Sextant.Programme.Training;

/// <summary>A course as a person writes it.</summary>
/// <param name="Id">The course changed; null: a new one.</param>
/// <param name="CertificateMonths">For how many months its certificates hold; null: without end.</param>
public sealed record CourseDraft(string? Id, string Title, string Level, string? Audience = null, string? Content = null, int? Hours = null, int? CertificateMonths = null);

/// <summary>A session as a person writes it.</summary>
public sealed record SessionDraft
{
    /// <summary>The session changed; null: a new one.</summary>
    public int? Number { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly Starts { get; init; }

    /// <summary>Last day; null: the first.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>In one place, on line, or both.</summary>
    public required string Mode { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>Who teaches.</summary>
    public string? Teacher { get; init; }

    /// <summary>How many may take part; null: not bounded.</summary>
    public int? Capacity { get; init; }

    /// <summary>Days or half days of which attendance is noted.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Planned, held or cancelled.</summary>
    public string State { get; init; } = "planned";
}

/// <summary>A person as somebody enrols or corrects one. By e-mail, or by staff number within a unit, a person is known again.</summary>
/// <param name="Organisation">Slug of the unit.</param>
/// <param name="UnitText">The unit in words, where the register has none of it.</param>
public sealed record LearnerDraft(string Name, string? Organisation = null, string? UnitText = null, string? Email = null, string? StaffNumber = null, string? Job = null);

/// <summary>What is noted of one person in a session.</summary>
/// <param name="Learner">Key of the person.</param>
/// <param name="Attended">Numbers of the attended parts.</param>
/// <param name="Result">Passed, failed, or null: none yet.</param>
public sealed record AttendanceMark(string Learner, IReadOnlyList<int> Attended, string? Result);
