using Sextant.Programme.Kpis;
using Sextant.Programme.Tests.Kpis;
using Sextant.Programme.Training;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Training.TrainingRoom;

namespace Sextant.Programme.Tests.Training;

/// <summary>Indicators of training counted from its book.</summary>
public sealed class TrainingFiguresTests
{
    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task Turns_persons_and_certificates_are_counted_as_of_a_day(DatabaseKind kind)
    {
        using TrainingRoom room = await OpenAsync(kind);
        Assert.Equal("no data: input the book of training", Said(await FiguresAsync(room, "T-04"), "as-defined"));
        string basic = await room.HeldAsync(mode: "online", months: 1);
        string expert = await room.HeldAsync("expert");
        await room.PassedAsync(basic, new LearnerDraft("Nguyễn Văn An", "hue", Email: "an@hue.gov.vn"));
        await room.PassedAsync(expert, new LearnerDraft("Nguyễn Văn An", Email: "an@hue.gov.vn"));
        await room.PassedAsync(basic, new LearnerDraft("Trần Bình", "vnpt", Email: "binh@vnpt.vn"));
        await room.PassedAsync(expert, new LearnerDraft("Lê Chi", UnitText: "Trường X", Email: "chi@x.edu.vn"));
        await room.Lists.EnrolAsync(basic, new LearnerDraft("Chưa Đến", "hue", Email: "den@hue.gov.vn"), Trainer);
        await room.Certificates.IssueAsync(basic, Trainer);
        await room.Certificates.IssueAsync(expert, Trainer);
        string wrong = (await room.Learners.ListAsync(expert, Now)).Single(line => line.Learner.Name == "Lê Chi").Certificate!;
        await room.Certificates.RevokeAsync(wrong, "nhầm", Trainer);

        Assert.Equal("4", Said(await FiguresAsync(room, "T-01"), "turns"));
        Assert.Equal("3", Said(await FiguresAsync(room, "T-01"), "persons"));
        Assert.Equal("1", Said(await FiguresAsync(room, "T-02"), "state-bodies"));
        Assert.Equal("1", Said(await FiguresAsync(room, "T-02"), "unit-unknown"));
        Assert.Equal("2", Said(await FiguresAsync(room, "T-03"), "specialists"));
        Assert.Equal("1,318", Said(await FiguresAsync(room, "T-03"), "as-stated"));
        Assert.Equal("1", Said(await FiguresAsync(room, "T-04"), "mode-online"));
        Assert.Equal("2", Said(await FiguresAsync(room, "T-05"), "certified"));
        // A month on, the certificates of the basic course have run out.
        Assert.Equal("1", Said(await FiguresAsync(room, "T-05", "2026-12-22"), "certified"));
        // The day before the sessions' last, none was held.
        Assert.Equal(NoData.NoInput, (await FiguresAsync(room, "T-05", "2026-11-10")).Single().Missing);
    }

    private static async Task<IReadOnlyList<Figure>> FiguresAsync(TrainingRoom room, string id, string day = "2026-11-22") =>
        (await new KpiReader(room.Country.Database, new Measurements()).ReadAsync(VietNam.On(day))).Readings.Single(reading => reading.Id == id).Figures;

    private static string Said(IReadOnlyList<Figure> figures, string definition) => FigureText.Value(figures.Single(figure => figure.Definition == definition), "en");
}
