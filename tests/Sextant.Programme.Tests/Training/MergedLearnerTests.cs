using Sextant.Programme.Imports;
using Sextant.Programme.Training;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Training.TrainingRoom;

namespace Sextant.Programme.Tests.Training;

/// <summary>Two rows that were found to be one person are one person wherever the person stands.</summary>
public sealed class MergedLearnerTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_is_on_a_list_under_two_rows_is_one_line_marked_once_certified_once_and_taken_off_whole(DatabaseKind kind)
    {
        using TrainingRoom room = await TrainingRoom.OpenAsync(kind);
        string session = await room.HeldAsync(capacity: 2);
        string first = await room.Lists.EnrolAsync(session, new LearnerDraft("Trần Văn Minh", "hue", Email: "minh@hue.gov.vn"), Trainer);
        string second = await room.PassedAsync(session, new LearnerDraft("Trần Văn Minh", Email: "minh@example.vn"));
        await room.People.MergeAsync(first, second, Trainer);

        EnrolmentLine line = Assert.Single(await room.Learners.ListAsync(session, Now));
        Assert.Equal((first, "passed", 1), (line.Learner.Key, line.Result, line.Attended.Count));
        await room.ComesBackAsync(EnrolmentTable.Id, session, 3);

        // Marked as one: what the other row says does not stay behind.
        await room.Lists.MarkAsync(session, [new AttendanceMark(first, [2, 3], "failed")], Trainer);
        Assert.Equal("failed", Assert.Single(await room.Learners.ListAsync(session, Now)).Result);
        await room.Lists.MarkAsync(session, [new AttendanceMark(first, [2, 3], "passed")], Trainer);
        Assert.Equal([2, 3], Assert.Single(await room.Learners.ListAsync(session, Now)).Attended);
        await room.ComesBackAsync(EnrolmentTable.Id, session, 3);

        // Of two places one is taken.
        string other = await room.Lists.EnrolAsync(session, new LearnerDraft("Lê Chi", "hue", Email: "chi@hue.gov.vn"), Trainer);
        Assert.Equal(1, await room.Certificates.IssueAsync(session, Trainer));
        Assert.Equal(0, await room.Certificates.IssueAsync(session, Trainer));
        Assert.Single((await room.Learners.FindAsync(first, Now))!.Certificates);
        await RefusedAsync("enrolment-certified", () => room.Lists.RemoveAsync(session, second, "nhầm", Trainer));
        await room.Certificates.RevokeAsync((await room.Learners.FindAsync(first, Now))!.Certificates[0].Key, "nhầm", Trainer);
        await room.Lists.RemoveAsync(session, first, "nhầm", Trainer);
        Assert.Equal(other, Assert.Single(await room.Learners.ListAsync(session, Now)).Learner.Key);
        Assert.Equal(1, (await room.Store.CourseAsync(session.Split('/')[0], Now))!.Sessions[0].Counts.Enrolled);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task An_expert_who_was_merged_into_another_row_is_named_once_and_can_be_taken_out(DatabaseKind kind)
    {
        using TrainingRoom room = await TrainingRoom.OpenAsync(kind);
        string session = await room.HeldAsync();
        string first = await room.PassedAsync(session, new LearnerDraft("Trần Văn Minh", "hue", Email: "minh@hue.gov.vn"));
        string second = await room.PassedAsync(session, new LearnerDraft("Trần Văn Minh", Email: "minh@example.vn"));
        string old = await room.Experts.ProposeAsync(first, new ExpertDraft("Trần Văn Minh", "DNS", null, null), Trainer);
        await room.Experts.AnswerAsync(old, true, "::1");
        string newer = await room.Experts.ProposeAsync(second, new ExpertDraft("Trần Văn Minh", "DNSSEC", "Huế", null), Trainer);
        await room.Experts.AnswerAsync(newer, true, "::1");
        await room.People.MergeAsync(first, second, Trainer);
        Assert.Equal("DNSSEC", Assert.Single(await room.Experts.PublicAsync()).Fields);
        Assert.Equal("DNSSEC", (await room.Learners.FindAsync(first, Now))!.Expert!.Fields);

        // The page is of the one row, what stands is under the other.
        await room.Experts.WithdrawnAsync(first, Trainer);
        Assert.Empty(await room.Experts.PublicAsync());
        await room.Experts.AgreedAsync(first, "Giấy 12", Trainer);
        Assert.Equal("DNSSEC", Assert.Single(await room.Experts.PublicAsync()).Fields);

        // The person takes it back by either link, and is gone.
        await room.Experts.AnswerAsync(old, false, "::1");
        Assert.Empty(await room.Experts.PublicAsync());

        // Asked anew: what was agreed to before is shown no longer, and the links of before have ended.
        await room.Experts.AnswerAsync(newer, true, "::1");
        await room.Experts.ProposeAsync(first, new ExpertDraft("Trần Văn Minh", "Định tuyến", null, null), Trainer);
        Assert.Empty(await room.Experts.PublicAsync());
        await RefusedAsync("expert-link", () => room.Experts.AnswerAsync(newer, true, "::1"));
    }
}
