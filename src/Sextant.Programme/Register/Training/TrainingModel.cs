using Microsoft.EntityFrameworkCore;

namespace Sextant.Programme.Register;

/// <summary>The tables of training.</summary>
internal static class TrainingModel
{
    internal static void Add(ModelBuilder model)
    {
        ProgrammeContext.Versioned<RegisterCourse>(model);
        ProgrammeContext.Versioned<RegisterSession>(model, row => row.Course);
        ProgrammeContext.Versioned<RegisterLearner>(model, row => row.NameKey);
        ProgrammeContext.Versioned<RegisterLearnersApart>(model);
        ProgrammeContext.Versioned<RegisterEnrolment>(model, row => row.Session).HasIndex(row => row.Learner);
        ProgrammeContext.Versioned<RegisterCertificate>(model, row => row.Session).HasIndex(row => row.Code);
        ProgrammeContext.Versioned<RegisterExpert>(model, row => row.Link);
    }
}
