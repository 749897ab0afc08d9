namespace Sextant.Programme.Register;

/// <summary>A course: what is taught, to whom, at which level. It is held in sessions.</summary>
internal sealed class RegisterCourse : RegisterRow
{
    public required string Title { get; set; }

    /// <summary>One of <see cref="TrainingWords.Levels"/>.</summary>
    public required string Level { get; set; }

    /// <summary>For whom.</summary>
    public string? Audience { get; set; }

    /// <summary>What is taught.</summary>
    public string? Content { get; set; }

    /// <summary>Hours of one session as a whole.</summary>
    public int? Hours { get; set; }

    /// <summary>For how many months its certificates hold; null: without end.</summary>
    public int? CertificateMonths { get; set; }
}

/// <summary>One time that a course is held.</summary>
internal sealed class RegisterSession : RegisterRow
{
    public required string Course { get; set; }

    public int Number { get; set; }

    public DateOnly Starts { get; set; }

    public DateOnly Ends { get; set; }

    /// <summary>One of <see cref="TrainingWords.Modes"/>.</summary>
    public required string Mode { get; set; }

    public string? Place { get; set; }

    [Personal]
    public string? Teacher { get; set; }

    public int? Capacity { get; set; }

    /// <summary>Days or half days of which attendance is noted.</summary>
    public int Parts { get; set; }

    /// <summary>One of <see cref="TrainingWords.States"/>.</summary>
    public required string State { get; set; }
}

/// <summary>A person who learns. Of a person who was met twice one row names the other.</summary>
internal sealed class RegisterLearner : RegisterRow
{
    public int Number { get; set; }

    [Personal]
    public required string Name { get; set; }

    /// <summary>The words of the name without accents, in an order of their own: by them possible doubles are found.</summary>
    [Personal]
    public required string NameKey { get; set; }

    /// <summary>Slug of the unit.</summary>
    public string? Organisation { get; set; }

    /// <summary>The unit in words, where the register has none of it.</summary>
    public string? UnitText { get; set; }

    [Personal]
    public string? Email { get; set; }

    [Personal]
    public string? StaffNumber { get; set; }

    [Personal]
    public string? Job { get; set; }

    /// <summary>Key of the row that stands for the same person.</summary>
    public string? MergedInto { get; set; }

    /// <summary>Who it was is no longer known here; that somebody was there is.</summary>
    public bool Erased { get; set; }
}

/// <summary>Two rows whose names are alike and which somebody knows to be two persons.</summary>
internal sealed class RegisterLearnersApart : RegisterRow
{
    public required string First { get; set; }

    public required string Second { get; set; }
}

/// <summary>A person in a session: which parts were attended, and what came of it.</summary>
internal sealed class RegisterEnrolment : RegisterRow
{
    public required string Session { get; set; }

    public required string Learner { get; set; }

    /// <summary>Numbers of the attended parts, between commas; empty: none, or not noted yet.</summary>
    public required string Attended { get; set; }

    /// <summary>One of <see cref="TrainingWords.Results"/>; null: none yet.</summary>
    public string? Result { get; set; }
}

/// <summary>What a person was given who passed. It says what it said on the day it was issued, whatever the course becomes.</summary>
internal sealed class RegisterCertificate : RegisterRow
{
    public required string Session { get; set; }

    public required string Learner { get; set; }

    /// <summary>By which anybody who was shown it asks whether it is genuine.</summary>
    [Personal]
    public required string Code { get; set; }

    [Personal]
    public required string Name { get; set; }

    public required string Title { get; set; }

    public required string Level { get; set; }

    public DateOnly Issued { get; set; }

    /// <summary>The last day; null: without end.</summary>
    public DateOnly? Expires { get; set; }

    /// <summary>Since which day it is void.</summary>
    public DateOnly? Revoked { get; set; }
}

/// <summary>A person whom the programme would name as an expert, and whether the person agrees.</summary>
internal sealed class RegisterExpert : RegisterRow
{
    public required string Learner { get; set; }

    /// <summary>The name as it is to be shown.</summary>
    [Personal]
    public required string Name { get; set; }

    [Personal]
    public required string Fields { get; set; }

    [Personal]
    public string? Seat { get; set; }

    [Personal]
    public string? Contact { get; set; }

    /// <summary>One of <see cref="TrainingWords.Consents"/>.</summary>
    public required string Consent { get; set; }

    /// <summary>Since when it is so.</summary>
    public DateOnly Since { get; set; }

    /// <summary>The paper that says so, where it was not the person's own link.</summary>
    public string? Paper { get; set; }

    /// <summary>Hash of the secret of the person's own link.</summary>
    [Personal]
    public required string Link { get; set; }
}
