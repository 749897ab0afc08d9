using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>How many: the only thing that everybody sees of who learns.</summary>
/// <param name="Enrolled">Persons on the lists.</param>
/// <param name="Turns">Of those, who came; one person in two sessions is two turns.</param>
/// <param name="Passed">Who passed.</param>
/// <param name="Persons">Who came, each person once.</param>
public sealed record TrainingCounts(int Enrolled, int Turns, int Passed, int Persons);

/// <summary>A course with its sessions.</summary>
/// <param name="Sessions">By day, the newest first.</param>
public sealed record CourseView(
    string Id, string Title, string Level, string? Audience, string? Content, int? Hours, int? CertificateMonths, IReadOnlyList<CourseSession> Sessions, TrainingCounts Counts);

/// <summary>One time that a course is held.</summary>
public sealed record CourseSession
{
    /// <summary>Names it in the register.</summary>
    public required string Key { get; init; }

    /// <summary>Its place among the course's.</summary>
    public required int Number { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly Starts { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly Ends { get; init; }

    /// <summary>In one place, on line, or both.</summary>
    public required string Mode { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>Who teaches: shown to who may read lists.</summary>
    public string? Teacher { get; init; }

    /// <summary>How many may take part.</summary>
    public int? Capacity { get; init; }

    /// <summary>Parts of which attendance is noted.</summary>
    public required int Parts { get; init; }

    /// <summary>Planned, held or cancelled.</summary>
    public required string State { get; init; }

    /// <summary>How many.</summary>
    public required TrainingCounts Counts { get; init; }
}

/// <summary>A person of a list.</summary>
/// <param name="Certificate">Key of the certificate that was issued and is not void.</param>
public sealed record EnrolmentLine(LearnerView Learner, IReadOnlyList<int> Attended, string? Result, string? Certificate);

/// <summary>A person who learns.</summary>
/// <param name="Unit">The unit's slug, where the register has it, and its name.</param>
/// <param name="Erased">Who it was is no longer known here.</param>
public sealed record LearnerView(string Key, string Name, (string? Slug, LocalText Name)? Unit, string? Email, string? StaffNumber, string? Job, bool Erased);

/// <summary>One person with all that is kept.</summary>
/// <param name="Merged">Keys of rows that were found to be the same person.</param>
public sealed record LearnerSheet(LearnerView Person, IReadOnlyList<TakenSession> Sessions, IReadOnlyList<CertificateView> Certificates, IReadOnlyList<LearnerView> Merged, ExpertView? Expert);

/// <summary>A session that a person was in.</summary>
public sealed record TakenSession(string Course, string Title, int Number, DateOnly Starts, IReadOnlyList<int> Attended, string? Result);

/// <summary>Two rows that may be one person.</summary>
public sealed record LearnerPair(LearnerView First, LearnerView Second);

/// <summary>A certificate.</summary>
/// <param name="Expires">Last day; null: without end.</param>
/// <param name="Revoked">Since which day it is void.</param>
public sealed record CertificateView(string Key, string Code, string Learner, string Name, string Title, string Level, DateOnly Issued, DateOnly? Expires, DateOnly? Revoked)
{
    /// <summary><c>valid</c>, <c>expired</c> or <c>revoked</c> on a day.</summary>
    public string StateOn(DateOnly day) => Revoked <= day ? "revoked" : Expires < day ? "expired" : "valid";
}

/// <summary>An expert, as far as shown to whom it is shown.</summary>
/// <param name="Consent">Asked, given or withdrawn.</param>
/// <param name="Since">Since when.</param>
/// <param name="Paper">The paper that says so, where it was not the person's own link.</param>
public sealed record ExpertView(string Learner, string Name, string Fields, string? Seat, string? Contact, string Consent, DateOnly Since, string? Paper);
