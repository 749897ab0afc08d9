using Microsoft.AspNetCore.DataProtection;
using Sextant.Programme.Notices;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Returns;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Tasks.TaskRoom;

namespace Sextant.Programme.Tests.Notices;

public sealed class ReturnNoticeTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Who_speaks_for_a_unit_is_told_of_the_returns_that_it_owes(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        var people = new PeopleArea(room.Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), room.Country.Clock);
        await NoticePersons.AddAsync(room.Country, "tam", Role.FocalPoint, "vnpt");
        await NoticePersons.AddAsync(room.Country, "hoa", Role.FocalPoint, "hue");
        var desk = new NoticeDesk(room.Country.Database, people, room.Country.Clock, path => "https://x" + path);

        // The third quarter is late; the second so late that nobody is told by a machine any more; the fourth is asked for, and then nearly due.
        await desk.Round.RunAsync();
        NoticeView late = Assert.Single(await desk.Notices.ListAsync("tam"));
        Assert.Equal(("return-late", "/returns/vnpt/operator/2026-Q3"), (late.Kind, late.Place));
        Assert.Equal("Báo cáo của doanh nghiệp viễn thông, quý III/2026: đã quá hạn nộp ngày 15/10/2026.", NoticeTexts.For("vi").Of(late));
        Assert.Equal("Returns of operators, quarter 3 of 2026: was due on 15/10/2026 and is late.", NoticeTexts.For("en").Of(late));
        Assert.Empty(await desk.Notices.ListAsync("hoa"));

        string key = await room.HandInAsync(ReturnRoom.Whole, ReturnRoom.Vnpt);
        await desk.Round.RunAsync();
        Assert.Single(await desk.Notices.ListAsync("tam"));
        await room.Editing.AnswerAsync(key, false, "thiếu lưu lượng quốc tế", With("minh", Role.Reviewer));
        await desk.Round.RunAsync();
        await desk.Round.RunAsync();
        Assert.Equal("Báo cáo của doanh nghiệp viễn thông, quý III/2026: bị trả lại: thiếu lưu lượng quốc tế", NoticeTexts.For("vi").Of((await desk.Notices.ListAsync("tam"))[0]));
        Assert.Equal(["return-late", "return-returned"], (await desk.Notices.ListAsync("tam")).Select(notice => notice.Kind).Order(StringComparer.Ordinal));

        room.Country.Clock.Now = new DateTimeOffset(2027, 1, 2, 3, 0, 0, TimeSpan.Zero);
        await room.Settled.AskAsync("operator", "2026-Q4", Day("2027-01-25"), Office);
        await desk.Round.RunAsync();
        Assert.Equal("return-asked", (await desk.Notices.ListAsync("tam"))[0].Kind);
        room.Country.Clock.Now = room.Country.Clock.Now.AddDays(17);
        await desk.Round.RunAsync();
        Assert.Equal("return-due", (await desk.Notices.ListAsync("tam"))[0].Kind);

        // Asked for by mistake: taken back while nothing was handed in, and said to whoever was asked; what was begun waits.
        await RefusedAsync("return-received", () => room.Settled.WithdrawAsync("operator", ReturnRoom.Q3, "nhầm", Office));
        await RefusedAsync("not-allowed", () => room.Settled.WithdrawAsync("operator", "2026-Q4", "nhầm", ReturnRoom.Vnpt));
        await RefusedAsync("reason", () => room.Settled.WithdrawAsync("operator", "2026-Q4", " ", Office));
        await room.Editing.SaveAsync(ReturnRoom.Whole with { Period = "2026-Q4" }, ReturnRoom.Vnpt);
        await room.Settled.WithdrawAsync("operator", "2026-Q4", "yêu cầu nhầm kỳ", Office);
        await RefusedAsync("return-not-asked", () => room.Editing.SaveAsync(ReturnRoom.Whole with { Period = "2026-Q4" }, ReturnRoom.Vnpt));
        await desk.Round.RunAsync();
        await desk.Round.RunAsync();
        Assert.Equal("Báo cáo của doanh nghiệp viễn thông, quý IV/2026: không yêu cầu nộp nữa. Lý do: yêu cầu nhầm kỳ", NoticeTexts.For("vi").Of(Assert.Single(await desk.Notices.ListAsync("tam"), one => one.Kind == "return-withdrawn")));
        Assert.Empty(await desk.Notices.ListAsync("hoa"));
        await room.Settled.AskAsync("operator", "2026-Q4", Day("2027-01-25"), Office);
        Assert.Equal(10, (await room.Store.VersionsAsync("vnpt", "operator", "2026-Q4", ReturnRoom.Vnpt))[0].Says.Figures.Count);
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);
}
