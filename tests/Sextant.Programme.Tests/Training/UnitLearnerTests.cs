using Sextant.Programme.Imports;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Imports;
using Sextant.Programme.Tests.Tasks;
using Sextant.Programme.Training;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Training.TrainingRoom;

namespace Sextant.Programme.Tests.Training;

/// <summary>Units enrol their own people, and no one else's.</summary>
public sealed class UnitLearnerTests
{
    private const string Ministry = "bo-khoa-hoc-va-cong-nghe";
    private static readonly Viewer Khanh = TaskRoom.With("khanh", Role.FocalPoint, Ministry);

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_focal_point_enrols_and_sees_people_of_the_unit_and_its_subordinates_alone(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string held = await room.HeldAsync();
        string binh = await room.PassedAsync(held, new LearnerDraft("Trần Bình", "hue", Email: "binh@hue.gov.vn"));
        await room.PassedAsync(held, new LearnerDraft("Lê Chi", "vnnic", Email: "chi@vnnic.vn"));
        await room.Lists.EnrolAsync(held, new LearnerDraft("Võ Giang", UnitText: "Trường X", Email: "giang@example.vn"), Trainer);
        await room.Certificates.IssueAsync(held, Trainer);
        string open = await room.PlannedAsync(capacity: 3);
        string an = await room.UnitLists.EnrolAsync(open, new LearnerDraft("Nguyễn Văn An", Ministry, Email: "an@most.gov.vn"), Khanh);
        string dung = await room.UnitLists.EnrolAsync(open, new LearnerDraft("Đỗ Dung", "vnnic", StaffNumber: "V-1"), Khanh);
        await RefusedAsync("not-allowed", () => room.UnitLists.EnrolAsync(open, new LearnerDraft("Phạm Em", "hue", Email: "em@hue.gov.vn"), Khanh));
        await RefusedAsync("learner-unit", () => room.UnitLists.EnrolAsync(open, new LearnerDraft("Phạm Em", UnitText: "Huế", Email: "em@hue.gov.vn"), Khanh));

        // Who is known elsewhere is neither moved here nor named.
        foreach (LearnerDraft draft in (LearnerDraft[])[new("Trần Bình", Ministry, Email: "binh@hue.gov.vn"), new("Ai Đó", Ministry, Email: "binh@hue.gov.vn"), new("Đỗ Dung", "vnnic", Email: "giang@example.vn", StaffNumber: "V-1")])
        {
            RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => room.UnitLists.EnrolAsync(open, draft, Khanh));
            Assert.Equal("learner-other-unit", refused.Word);
            Assert.Empty(refused.Parameters);
        }

        await RefusedAsync("enrolment-twice", () => room.UnitLists.EnrolAsync(open, new LearnerDraft("Đỗ Dung", "vnnic", StaffNumber: "v-1"), Khanh));
        string langSon = await room.Lists.EnrolAsync(open, new LearnerDraft("Hà Lan", "lang-son", Email: "lan@langson.gov.vn"), Trainer);
        await RefusedAsync("session-full", () => room.UnitLists.EnrolAsync(open, new LearnerDraft("Bùi Hà", "vnnic", Email: "ha@vnnic.vn"), Khanh));
        await RefusedAsync("enrolment-none", () => room.UnitLists.RemoveAsync(open, langSon, "nhầm", Khanh));
        await RefusedAsync("not-allowed", () => room.UnitLists.RemoveAsync(open, an, "nhầm", TaskRoom.With("minh", Role.Reviewer)));
        await RefusedAsync("session-not-open", () => room.UnitLists.EnrolAsync(held, new LearnerDraft("Bùi Hà", "vnnic", Email: "ha@vnnic.vn"), Khanh));

        OpenSession seen = Assert.Single(await room.Units.SessionsAsync(Khanh));
        Assert.Equal((0, 2, (string?)null), (seen.Room!.Value, seen.Own, seen.Session.Teacher));
        Assert.Equal(["Nguyễn Văn An", "Đỗ Dung"], (await Found(room, open))!.Lines.Select(line => line.Learner.Name));
        UnitLearner chi = (await room.Units.PageAsync(null, (0, 10), Khanh))[0];
        Assert.Equal(("Lê Chi", "passed", 1), (chi.Person.Name, chi.Sessions.Single().Result, chi.Certificates.Count));
        Assert.Equal([an, dung], (await room.Units.PageAsync(null, (chi.Number, 10), Khanh)).Select(one => one.Person.Key));
        Assert.Equal([dung], (await room.Units.PageAsync("vnnic", (chi.Number, 10), Khanh)).Select(one => one.Person.Key));
        Assert.Empty(await room.Units.PageAsync("hue", (0, 10), Khanh));
        Assert.True(await room.Units.HoldsAsync(chi.Certificates[0], Khanh));
        Assert.False(await room.Units.HoldsAsync((await room.Learners.FindAsync(binh, Now))!.Certificates[0], Khanh));

        // Found to be a person of another unit: from then on that unit's.
        await room.People.MergeAsync(binh, dung, Trainer);
        Assert.Equal(["Nguyễn Văn An"], (await Found(room, open))!.Lines.Select(line => line.Learner.Name));
        await RefusedAsync("enrolment-none", () => room.UnitLists.RemoveAsync(open, dung, "nhầm", Khanh));
        await room.UnitLists.RemoveAsync(open, an, "bận công tác", Khanh);
        Assert.Empty((await Found(room, open))!.Lines);
    }

    [Fact]
    public async Task A_unit_hands_in_a_list_whole_or_is_told_all_that_is_wrong_and_takes_it_back_while_the_list_is_open()
    {
        using TrainingRoom room = await OpenAsync(DatabaseKind.Sqlite);
        string open = await room.PlannedAsync(capacity: 3);
        await room.Lists.EnrolAsync(open, new LearnerDraft("Trần Bình", "hue", Email: "binh@hue.gov.vn"), Trainer);
        ImportOutcome refused = await room.StageOwnAsync(
            open,
            "full-name;organisation;email;staff-number\nPhạm Em;hue;em@hue.gov.vn;\nTrần Bình;;binh@hue.gov.vn;\nKhông Địa Chỉ;vnnic;;\nBùi Hà;nowhere;x;\nLê Chi;vnnic;chi@vnnic.vn;\nLê Chi;vnnic;chi@vnnic.vn;\nĐỗ Dung;;;1\nVõ Giang;;giang@most.gov.vn;\n",
            Khanh);
        Assert.Equal("2B unit-not-yours | 3C learner-other-unit | 4C learner-identity | 5B organisation-none | 5C email | 7 row-twice | 9 session-full", ImportRoom.Said(refused.Faults));
        await RefusedAsync("not-allowed", () => room.StageAsync(open, "full-name;email\nLê Chi;chi@vnnic.vn\n", Khanh));

        ImportOutcome staged = await room.StageOwnAsync(open, "full-name;organisation;email;staff-number\nLê Chi;vnnic;chi@vnnic.vn;\nĐỗ Dung;;;1\n", Khanh);
        Assert.True(staged.Faults.None, ImportRoom.Said(staged.Faults));
        await room.Imports.ApplyAsync(staged.Key!, Khanh);
        Assert.Equal(["Lê Chi vnnic", "Đỗ Dung " + Ministry], (await Found(room, open))!.Lines.Select(line => $"{line.Learner.Name} {line.Learner.Unit!.Value.Slug}"));
        await room.ComesBackAsync(UnitEnrolmentTable.Id, open, 2, Khanh);
        await RefusedAsync("not-allowed", () => room.Imports.UndoAsync(staged.Key!, "nhầm", TaskRoom.With("khanh", Role.FocalPoint, "hue")));
        await room.Imports.UndoAsync(staged.Key!, "nhầm", Khanh);
        Assert.Empty((await Found(room, open))!.Lines);
        await room.Courses.PutSessionAsync(open.Split('/')[0], new SessionDraft { Number = 1, Starts = TaskRoom.Day("2026-11-21"), Mode = "place" }, Trainer);
        await RefusedAsync("session-not-open", () => room.StageOwnAsync(open, "full-name;email\nLê Chi;chi@vnnic.vn\n", Khanh));
    }

    private static async Task<Seen?> Found(TrainingRoom room, string session) =>
        await room.Units.FindAsync((session.Split('/')[0], int.Parse(session.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture)), null, Khanh) is { } found ? new Seen(found.Lines) : null;

    private sealed record Seen(IReadOnlyList<EnrolmentLine> Lines);
}
