using Sextant.Programme.Audit;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Imports;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Training;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Training.TrainingRoom;

namespace Sextant.Programme.Tests.Training;

/// <summary>Courses, sessions and who is on their lists.</summary>
public sealed class EnrolmentTests
{
    private static readonly LearnerDraft An = new("Nguyễn Văn An", "hue", Email: "An@Hue.gov.vn", StaffNumber: "H-1");

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task One_person_in_two_sessions_is_two_turns_and_one_person(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        (string first, string second) = (await room.HeldAsync(), await room.HeldAsync("advanced"));
        string an = await room.PassedAsync(first, An);
        // Known again by the address, whatever its case, and by the staff number within the unit.
        Assert.Equal(an, await room.Lists.EnrolAsync(second, new LearnerDraft("An Nguyen Van", Email: "an@hue.gov.vn"), Trainer));
        await RefusedAsync("enrolment-twice", () => room.Lists.EnrolAsync(second, new LearnerDraft("Nguyễn Văn An", "hue", StaffNumber: "h-1"), Trainer));
        Assert.NotEqual(an, await room.Lists.EnrolAsync(second, new LearnerDraft("Nguyễn Văn An", "lang-son", StaffNumber: "H-1"), Trainer));
        await room.Lists.MarkAsync(second, [new AttendanceMark(an, [2, 1, 2], null)], Trainer);
        IReadOnlyList<CourseView> courses = await room.Store.CoursesAsync(Now);
        Assert.Equal([new TrainingCounts(2, 1, 0, 1), new TrainingCounts(1, 1, 1, 1)], courses.Select(course => course.Counts));
        LearnerSheet sheet = (await room.Learners.FindAsync(an, Now))!;
        Assert.Equal(["1,2", "1"], sheet.Sessions.OrderByDescending(one => one.Attended.Count).Select(one => string.Join(',', one.Attended)));
        Assert.Equal(("an@hue.gov.vn", "H-1", "hue"), (sheet.Person.Email, sheet.Person.StaffNumber, sheet.Person.Unit!.Value.Slug));
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_it_is_must_be_told_and_a_list_has_bounds(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string session = await room.HeldAsync(capacity: 2);
        string an = await room.Lists.EnrolAsync(session, An, Trainer);
        await RefusedAsync("learner-identity", () => room.Lists.EnrolAsync(session, new LearnerDraft("Trần Bình", "hue"), Trainer));
        await RefusedAsync("learner-staff-unit", () => room.Lists.EnrolAsync(session, new LearnerDraft("Trần Bình", StaffNumber: "7"), Trainer));
        await RefusedAsync("learner-email", () => room.Lists.EnrolAsync(session, new LearnerDraft("Trần Bình", Email: "binh"), Trainer));
        await RefusedAsync("learner-name", () => room.Lists.EnrolAsync(session, new LearnerDraft("‮", Email: "binh@hue.gov.vn"), Trainer));
        await RefusedAsync("organisation-none", () => room.Lists.EnrolAsync(session, new LearnerDraft("Trần Bình", "nowhere", Email: "binh@hue.gov.vn"), Trainer));
        // A mailbox of an office does not make two people one.
        await RefusedAsync("learner-other-name", () => room.Lists.EnrolAsync(session, An with { Name = "Trần Bình" }, Trainer));
        string binh = await room.Lists.EnrolAsync(session, new LearnerDraft("Trần Bình", "hue", Email: "binh@hue.gov.vn"), Trainer);
        await RefusedAsync("learner-two", () => room.Lists.EnrolAsync(session, new LearnerDraft("Trần Bình", "hue", Email: "binh@hue.gov.vn", StaffNumber: "H-1"), Trainer));
        await RefusedAsync("session-full", () => room.Lists.EnrolAsync(session, new LearnerDraft("Lê Chi", Email: "chi@hue.gov.vn"), Trainer));
        await RefusedAsync("attended-parts", () => room.Lists.MarkAsync(session, [new AttendanceMark(an, [5], null)], Trainer));
        await RefusedAsync("passed-absent", () => room.Lists.MarkAsync(session, [new AttendanceMark(an, [1], "passed"), new AttendanceMark(binh, [], "passed")], Trainer));
        await RefusedAsync("not-allowed", () => room.Lists.EnrolAsync(session, An, FocalPoint));
        Assert.Equal(new TrainingCounts(2, 0, 0, 0), (await room.Store.CoursesAsync(Now)).Single().Counts);
        await room.Lists.RemoveAsync(session, binh, "ghi nhầm", Trainer);
        Assert.Equal(an, (await room.Learners.ListAsync(session, Now)).Single().Learner.Key);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Sessions_keep_to_their_days_and_lists(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string course = await room.Courses.RecordAsync(new CourseDraft(null, "IPv6 cơ bản", "basic", "cán bộ CNTT", Hours: 16), Trainer);
        var planned = new SessionDraft { Starts = TaskRoom.Day("2026-12-01"), Mode = "online", Parts = 2 };
        await RefusedAsync("session-ahead", () => room.Courses.PutSessionAsync(course, planned with { State = "held" }, Trainer));
        await RefusedAsync("session-days", () => room.Courses.PutSessionAsync(course, planned with { Ends = TaskRoom.Day("2026-11-30") }, Trainer));
        await RefusedAsync("session-parts", () => room.Courses.PutSessionAsync(course, planned with { Parts = 0 }, Trainer));
        await RefusedAsync("session-mode", () => room.Courses.PutSessionAsync(course, planned with { Mode = "radio" }, Trainer));
        await RefusedAsync("course-level", () => room.Courses.RecordAsync(new CourseDraft(null, "x", "guru"), Trainer));
        await RefusedAsync("not-allowed", () => room.Courses.PutSessionAsync(course, planned, FocalPoint));
        Assert.Equal(1, await room.Courses.PutSessionAsync(course, planned, Trainer));
        string session = course + "/1";
        string an = await room.Lists.EnrolAsync(session, An, Trainer);
        await RefusedAsync("session-not-held", () => room.Lists.MarkAsync(session, [new AttendanceMark(an, [1], null)], Trainer));
        await RefusedAsync("session-has-list", () => room.Courses.WithdrawAsync(course, null, "nhầm", Trainer));
        room.Country.Clock.Now = room.Country.Clock.Now.AddDays(9);
        await room.Courses.PutSessionAsync(course, planned with { Number = 1, State = "held" }, Trainer);
        await room.Lists.MarkAsync(session, [new AttendanceMark(an, [2], "passed")], Trainer);
        await RefusedAsync("session-parts-used", () => room.Courses.PutSessionAsync(course, planned with { Number = 1, Parts = 1, State = "held" }, Trainer));
        await RefusedAsync("session-marked", () => room.Courses.PutSessionAsync(course, planned with { Number = 1, State = "cancelled" }, Trainer));
        Assert.Equal(1, (await room.Store.CourseAsync(course, VietNam.On("2026-12-02")))!.Counts.Persons);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Doubles_are_shown_merged_told_apart_and_counted_once(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string session = await room.HeldAsync();
        string first = await room.PassedAsync(session, An);
        string second = await room.PassedAsync(session, new LearnerDraft("AN NGUYEN VAN", "hue", Email: "an.private@example.vn"));
        string other = await room.PassedAsync(session, new LearnerDraft("Nguyễn Văn An", "lang-son", Email: "an@langson.gov.vn"));
        (int count, IReadOnlyList<LearnerPair> pairs) = await room.Learners.DoublesAsync(Now);
        Assert.Equal((3, first, second), (count, pairs[0].First.Key, pairs[0].Second.Key));
        await room.People.MergeAsync(first, second, Trainer);
        Assert.Equal(2, (await room.Store.CoursesAsync(Now)).Single().Counts.Turns);
        Assert.Equal(first, (await room.Learners.FindAsync(second, Now))!.Person.Key);
        await room.People.ApartAsync(other, first, Trainer);
        Assert.Equal(0, (await room.Learners.DoublesAsync(Now)).Count);
        await RefusedAsync("learner-same", () => room.People.MergeAsync(first, second, Trainer));
        await RefusedAsync("learner-taken", () => room.People.CorrectAsync(other, new LearnerDraft("Nguyễn Văn An", Email: "AN@hue.gov.vn"), Trainer));
        await RefusedAsync("not-allowed", () => room.People.MergeAsync(first, other, FocalPoint));
        // Whoever was merged is met under either address; and it can be taken back.
        Assert.Equal(first, await room.Lists.EnrolAsync(await room.HeldAsync("expert"), new LearnerDraft("Nguyễn Văn An", Email: "an.private@example.vn"), Trainer));
        await room.People.UnmergeAsync(second, Trainer);
        Assert.Equal(3, (await room.Store.CoursesAsync(Now)).Single(course => course.Level == "basic").Counts.Turns);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task The_audit_log_never_holds_who_somebody_is_and_the_register_can_forget(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string session = await room.HeldAsync();
        string an = await room.PassedAsync(session, An with { Job = "Trưởng phòng" });
        await room.Certificates.IssueAsync(session, Trainer);
        CertificateView certificate = (await room.Learners.FindAsync(an, Now))!.Certificates.Single();
        Assert.Equal(certificate.Key, (await room.Certificates.VerifyAsync(certificate.Code.Replace("-", " ", StringComparison.Ordinal).ToUpperInvariant()))!.Key);
        Assert.Null(await room.Certificates.VerifyAsync(certificate.Code[..^1] + (certificate.Code[^1] == 'a' ? 'b' : 'a'))); // a code is the whole of it
        await room.Experts.ProposeAsync(an, new ExpertDraft("Nguyễn Văn An", "định tuyến", "Huế", "090"), Trainer);
        await room.People.EraseAsync(an, "theo đề nghị", Trainer);
        var audit = new AuditLog(room.Country.Database, room.Country.Clock);
        foreach (AuditEntry entry in await audit.ListAsync(new AuditFilter()))
        {
            string said = entry.Before + entry.After;
            Assert.All((string[])["Nguyễn", "hue.gov.vn", "H-1", "Trưởng", certificate.Code, "định tuyến", "090"], word => Assert.DoesNotContain(word, said, StringComparison.OrdinalIgnoreCase));
        }

        Assert.True((await audit.VerifyAsync()).Whole);
        await using ProgrammeContext context = room.Country.Database.Create();
        Assert.All(context.Set<RegisterLearner>(), row => Assert.Equal(("", null, null, null), (row.Name, row.Email, row.StaffNumber, row.Job)));
        Assert.Null(await room.Certificates.VerifyAsync(certificate.Code));
        Assert.Equal(new TrainingCounts(1, 1, 1, 1), (await room.Store.CoursesAsync(Now)).Single().Counts);
        Assert.Equal(0, (await room.Learners.SearchAsync("an", Now)).Count);
        // Who comes again is a new person: nothing is left to know the old one by.
        Assert.NotEqual(an, await room.Lists.EnrolAsync(session, An, Trainer));
    }
}
