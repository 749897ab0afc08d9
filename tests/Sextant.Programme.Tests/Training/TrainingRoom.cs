using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Imports;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Training;
using Sextant.Store.Databases;

namespace Sextant.Programme.Tests.Training;

/// <summary>Training over a register of a test's own. The day is 22 November 2026.</summary>
internal sealed class TrainingRoom : IDisposable
{
    public static readonly Viewer Trainer = TaskRoom.With("tam", Role.Trainer);
    public static readonly Viewer FocalPoint = TaskRoom.With("hoa", Role.FocalPoint, "hue");
    public static readonly AsOf Now = VietNam.On("2026-11-22");

    private readonly ImportRoom _imports;

    private TrainingRoom(ImportRoom imports)
    {
        _imports = imports;
        Courses = new CourseEditing(Country.Database, Country.Clock);
        Lists = new EnrolmentEditing(Country.Database, Country.Clock);
        People = new LearnerEditing(Country.Database, Country.Clock);
        Certificates = new CertificateDesk(Country.Database, Country.Clock);
        Experts = new ExpertDesk(Country.Database, Country.Clock);
        Store = new TrainingStore(Country.Database);
        Learners = new LearnerStore(Country.Database);
        Units = new UnitLearnerStore(Country.Database, imports.Reach, Country.Clock);
        UnitLists = new UnitLearnerDesk(Country.Database, imports.Reach, Country.Clock);
    }

    public VietNam Country => _imports.Country;

    public ImportDesk Imports => _imports.Desk;

    public CourseEditing Courses { get; }

    public EnrolmentEditing Lists { get; }

    public LearnerEditing People { get; }

    public CertificateDesk Certificates { get; }

    public ExpertDesk Experts { get; }

    public TrainingStore Store { get; }

    public LearnerStore Learners { get; }

    public UnitLearnerStore Units { get; }

    public UnitLearnerDesk UnitLists { get; }

    public static async Task<TrainingRoom> OpenAsync(DatabaseKind kind) => new(await ImportRoom.OpenAsync(kind));

    /// <summary>A course with one session that was held on two days; gives the session's key.</summary>
    public async Task<string> HeldAsync(string level = "basic", string mode = "place", int? capacity = null, int? months = null)
    {
        string course = await Courses.RecordAsync(new CourseDraft(null, $"Khóa {level} {mode}", level, CertificateMonths: months), Trainer);
        int number = await Courses.PutSessionAsync(
            course, new SessionDraft { Starts = TaskRoom.Day("2026-11-10"), Ends = TaskRoom.Day("2026-11-11"), Mode = mode, Capacity = capacity, Parts = 4, State = "held" }, Trainer);
        return $"{course}/{number}";
    }

    /// <summary>A course with one session that is to come; gives the session's key.</summary>
    public async Task<string> PlannedAsync(int? capacity = null)
    {
        string course = await Courses.RecordAsync(new CourseDraft(null, "Khóa sắp mở", "basic"), Trainer);
        return $"{course}/{await Courses.PutSessionAsync(course, new SessionDraft { Starts = TaskRoom.Day("2026-11-22"), Mode = "place", Capacity = capacity, Teacher = "Cô Tâm" }, Trainer)}";
    }

    /// <summary>Enrols somebody who came and passed; gives the person's key.</summary>
    public async Task<string> PassedAsync(string session, LearnerDraft draft)
    {
        string key = await Lists.EnrolAsync(session, draft, Trainer);
        await Lists.MarkAsync(session, [new AttendanceMark(key, [1], "passed")], Trainer);
        return key;
    }

    public Task<string> BringInAsync(string session, string text) => _imports.BringInAsync(EnrolmentTable.Id, text, Trainer, session);

    /// <summary>Brings back a list that went out: nothing of it is new, nothing changes.</summary>
    public Task ComesBackAsync(string form, string session, int facts, Viewer? viewer = null) => _imports.ComesBackAsync(form, facts, viewer ?? Trainer, session);

    public Task<ImportOutcome> StageOwnAsync(string session, string text, Viewer viewer) => _imports.StageAsync(UnitEnrolmentTable.Id, text, viewer, session);

    public Task<ImportOutcome> StageAsync(string session, string text, Viewer? viewer = null) => _imports.StageAsync(EnrolmentTable.Id, text, viewer ?? Trainer, session);

    public static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);

    public void Dispose() => _imports.Dispose();
}
