using Sextant.Programme.Imports;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;
using Sextant.Programme.Tests.Imports;
using Sextant.Programme.Training;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Training.TrainingRoom;

namespace Sextant.Programme.Tests.Training;

/// <summary>A session's list comes in from a table, and goes out to one.</summary>
public sealed class EnrolmentTableTests
{
    private const string Rows = "Họ và tên;Đơn vị;Đơn vị (bằng lời);Thư điện tử;Mã số cán bộ;Chức vụ;Buổi có mặt;Kết quả\n"
        + "Nguyễn Văn An;hue;;an@hue.gov.vn;;Chuyên viên;\"1; 2\";Đạt\nTrần Bình;;Trường cao đẳng X;;B-7;;1;không đạt\nLê Chi;;;chi@example.vn;;;;\n";

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_list_comes_in_again_changes_nothing_and_goes_back_out(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string session = await room.HeldAsync();
        string import = await room.BringInAsync(session, Rows);
        IReadOnlyList<EnrolmentLine> list = await room.Learners.ListAsync(session, Now);
        Assert.Equal(["Nguyễn Văn An 1,2 passed", "Trần Bình 1 failed", "Lê Chi  "], list.Select(line => $"{line.Learner.Name} {string.Join(',', line.Attended)} {line.Result}"));
        await room.ComesBackAsync(EnrolmentTable.Id, session, 6);
        await room.Imports.UndoAsync(import, "nhầm lớp", Trainer);
        Assert.Empty(await room.Learners.ListAsync(session, Now));
        Assert.Equal(0, (await room.Learners.SearchAsync("", Now)).Count);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task All_faults_are_told_at_once_and_nobody_comes_in(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string session = await room.HeldAsync(capacity: 2);
        await room.Lists.EnrolAsync(session, new LearnerDraft("Nguyễn Văn An", "hue", Email: "an@hue.gov.vn"), Trainer);
        ImportOutcome refused = await room.StageAsync(
            session,
            "full-name;organisation;email;staff-number;attended;learning-result\n"
            + ";hue;x@example.vn;;;\nTrần Bình;nowhere;;1;;\nTrần Bình;;not-an-address;;9;rất tốt\nLê Chi;hue;;;;\nLê Chi;;;5;;\nĐỗ Dung;;an@hue.gov.vn;;;\n"
            + "Phạm Em;hue;em@example.vn;;;đạt\nPhạm Em;hue;em@example.vn;;1;đạt\nVõ Giang;hue;giang@example.vn;;1;đạt\nBùi Hà;hue;ha@example.vn;;1;đạt\n=1+1;hue;ha2@example.vn;;;\n");
        Assert.Equal(
            "2A empty | 3B organisation-none | 4C email | 4E attended-parts | 4F word | 5C learner-identity | 6D learner-staff-unit | 7C learner-other-name | 8F passed-absent | 9 row-twice | 11 session-full | 12A person-name",
            ImportRoom.Said(refused.Faults));
        Assert.Single(await room.Learners.ListAsync(session, Now));
        await RefusedAsync("not-allowed", () => room.StageAsync(session, Rows, FocalPoint));
        await RefusedAsync("session-none", () => room.StageAsync("none/1", Rows));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_carries_a_certificate_or_another_list_is_not_undone(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        string session = await room.HeldAsync();
        string import = await room.BringInAsync(session, Rows);
        Assert.Equal(1, await room.Certificates.IssueAsync(session, Trainer));
        await RefusedAsync("enrolment-certified", () => room.Imports.UndoAsync(import, "nhầm", Trainer));
        CertificateView certificate = (await room.Learners.FindAsync("1", Now))!.Certificates.Single();
        await room.Certificates.RevokeAsync(certificate.Key, "nhầm", Trainer);
        string other = await room.HeldAsync("expert");
        await room.Lists.EnrolAsync(other, new LearnerDraft("Lê Chi", Email: "chi@example.vn"), Trainer);
        await RefusedAsync("learner-elsewhere", () => room.Imports.UndoAsync(import, "nhầm", Trainer));
        await room.Lists.RemoveAsync(other, "3", "nhầm", Trainer);
        await room.Imports.UndoAsync(import, "nhầm", Trainer);
        Assert.Empty(await room.Learners.ListAsync(session, Now));
    }
}
