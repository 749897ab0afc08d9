using Sextant.Programme.People;
using Sextant.Programme.Register;

namespace Sextant.Programme.Training;

/// <summary>Training as pages are given it: what is read, and who changes what.</summary>
public sealed class TrainingArea(ProgrammeDatabase database, PeopleReach reach, TimeProvider clock)
{
    /// <summary>Courses and sessions with counts.</summary>
    public TrainingStore Store { get; } = new(database);

    /// <summary>Persons, for who may read them.</summary>
    public LearnerStore Learners { get; } = new(database);

    /// <summary>Changes courses and sessions.</summary>
    public CourseEditing Courses { get; } = new(database, clock);

    /// <summary>Changes lists.</summary>
    public EnrolmentEditing Lists { get; } = new(database, clock);

    /// <summary>What units see of training: sessions to come, and their own people.</summary>
    public UnitLearnerStore Units { get; } = new(database, reach, clock);

    /// <summary>Units put their own people on lists.</summary>
    public UnitLearnerDesk UnitLists { get; } = new(database, reach, clock);

    /// <summary>Changes persons.</summary>
    public LearnerEditing People { get; } = new(database, clock);

    /// <summary>Certificates.</summary>
    public CertificateDesk Certificates { get; } = new(database, clock);

    /// <summary>The directory of experts.</summary>
    public ExpertDesk Experts { get; } = new(database, clock);
}
