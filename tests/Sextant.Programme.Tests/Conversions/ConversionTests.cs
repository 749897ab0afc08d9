using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Sextant.Programme.Audit;
using Sextant.Programme.Conversions;
using Sextant.Programme.Documents;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.People;
using Sextant.Programme.Register;
using Sextant.Programme.Tests.Tasks;
using Sextant.Store.Databases;
using Sextant.Testing;

namespace Sextant.Programme.Tests.Conversions;

/// <summary>Conversion plans of units over a register of a test's own.</summary>
public sealed class ConversionTests
{
    private static readonly Viewer Hue = TaskRoom.With("hoa", Role.FocalPoint, "hue");
    private static readonly Viewer LangSon = TaskRoom.With("an", Role.FocalPoint, "lang-son");

    [Theory]
    [InlineData("UPDATE register_conversion SET document_number = NULL")]
    [InlineData("UPDATE register_conversion SET issued = NULL")]
    [InlineData("UPDATE register_conversion SET state = 'approved'")]
    [InlineData("UPDATE register_conversion_file SET withdrawn = 1")]
    [InlineData("UPDATE register_conversion_file SET role = 'annex'")]
    public async Task What_is_said_to_be_issued_without_number_date_or_file_is_not_counted(string lost)
    {
        using Room room = await Room.OpenAsync(DatabaseKind.Sqlite);
        string plan = await room.Editing.BeginAsync("hue", "Kế hoạch", Hue);
        await room.FillAsync(plan);
        await room.Editing.StepAsync(plan, ConversionStep.Submit, Hue);
        await room.Editing.StepAsync(plan, ConversionStep.Approve, TaskRoom.Reviewer);
        await room.Editing.AttachAsync(plan, "plan", "KH 123.pdf", Pdf(1), Hue);
        await room.Editing.StepAsync(plan, ConversionStep.Issue, Hue, issue: new ConversionIssue("123/KH-UBND", Day("2026-11-20")));
        Assert.Equal(1m, (await room.CountedAsync()).Numerator);
        await room.Country.Database.WriteAsync(context => context.Database.ExecuteSqlRawAsync(lost), CancellationToken.None);
        Assert.Empty(await new ConversionStore(room.Country.Database).IssuedAsync(VietNam.On("2026-11-22")));
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_plan_goes_from_draft_to_issued_and_only_then_counts(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        string plan = await room.Editing.BeginAsync("hue", "Kế hoạch chuyển đổi IPv6 của Huế", Hue);
        await RefusedAsync("conversion-open", () => room.Editing.BeginAsync("hue", "Thêm một", Hue));
        ConversionGap[] gaps = [.. ConversionGaps.Of(await room.FindAsync(plan))];
        Assert.Equal(6 + 2 + 8, gaps.Length);
        await RefusedAsync("conversion-incomplete", () => room.Editing.StepAsync(plan, ConversionStep.Submit, Hue));
        await room.FillAsync(plan);
        Assert.Empty(ConversionGaps.Of(await room.FindAsync(plan)));
        Assert.Null((await room.CountedAsync()).Value);

        await room.Editing.StepAsync(plan, ConversionStep.Submit, Hue);
        await RefusedAsync("conversion-closed", () => room.Editing.PutStageAsync(plan, new StageDraft("x", Day("2027-01-01"), Day("2027-02-01"), null), Hue));
        await RefusedAsync("not-allowed", () => room.Editing.StepAsync(plan, ConversionStep.Approve, TaskRoom.Office));
        await room.Editing.StepAsync(plan, ConversionStep.Return, TaskRoom.Reviewer, "thiếu dự toán");
        Assert.Equal("thiếu dự toán", (await room.FindAsync(plan)).Answer);
        await room.Editing.StepAsync(plan, ConversionStep.Submit, Hue);
        await room.Editing.StepAsync(plan, ConversionStep.Approve, TaskRoom.Reviewer);
        var issue = new ConversionIssue("123/KH-UBND", Day("2026-11-20"));
        await RefusedAsync("conversion-issue", () => room.Editing.StepAsync(plan, ConversionStep.Issue, Hue, issue: issue));
        await room.Editing.AttachAsync(plan, "plan", "KH 123.pdf", Pdf(1), Hue);
        await RefusedAsync("conversion-issue", () => room.Editing.StepAsync(plan, ConversionStep.Issue, Hue, issue: issue with { Number = " " }));
        await RefusedAsync("conversion-issue", () => room.Editing.StepAsync(plan, ConversionStep.Issue, Hue, issue: issue with { Date = Day("2026-12-31") }));
        Assert.Null((await room.CountedAsync()).Value);
        await room.Editing.StepAsync(plan, ConversionStep.Issue, Hue, issue: issue);

        Figure counted = await room.CountedAsync();
        Assert.Equal((FigureOrigin.Counted, 1m, 100m / counted.Denominator), (counted.Origin, counted.Numerator, counted.Value));
        Assert.Equal(NoData.NotRecorded, (await room.CountedAsync("2026-11-19")).Missing);
        KpiReading reading = await room.ReadingAsync("2026-11-22");
        Assert.Equal("91 %", FigureText.Value(Assert.Single((await room.ReadingAsync("2022-09-30")).Declared), "vi"));
        Assert.DoesNotContain(reading.Declared, figure => figure.Definition == counted.Definition);

        // What was said of it was wrong: it is counted no more until it is mended.
        await room.Editing.StepAsync(plan, ConversionStep.Return, TaskRoom.Reviewer, "sai số");
        Assert.Equal(NoData.NotRecorded, (await room.CountedAsync()).Missing);
        Assert.True((await new AuditLog(room.Country.Database, room.Country.Clock).VerifyAsync()).Whole);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task A_unit_writes_its_own_plan_and_no_other(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        await RefusedAsync("not-allowed", () => room.Editing.BeginAsync("hue", "x", LangSon));
        await RefusedAsync("not-allowed", () => room.Editing.BeginAsync("hue", "x", TaskRoom.Stranger));
        await RefusedAsync("not-allowed", () => room.Editing.BeginAsync("hue", "x", TaskRoom.Reviewer));
        await RefusedAsync("organisation-none", () => room.Editing.BeginAsync("nobody", "x", TaskRoom.Office));
        string plan = await room.Editing.BeginAsync("hue", "Kế hoạch", TaskRoom.Office);
        await RefusedAsync("not-allowed", () => room.Editing.RecordAsync(plan, new ConversionDraft { Title = "x" }, LangSon));
        await RefusedAsync("not-allowed", () => room.Editing.AttachAsync(plan, "plan", "a.pdf", Pdf(1), LangSon));
        await RefusedAsync("file-kind", () => room.Editing.AttachAsync(plan, "plan", "a.exe", Pdf(1), Hue));
        await RefusedAsync("conversion-stage-days", () => room.Editing.PutStageAsync(plan, new StageDraft("x", Day("2027-01-02"), Day("2027-01-01"), null), Hue));
        await RefusedAsync("conversion-system", () => room.Editing.PutSystemAsync(plan, new SystemDraft("x", "dns", "ipv5", "ready", null, null), Hue));
        await RefusedAsync("conversion-system", () => room.Editing.PutSystemAsync(plan, new SystemDraft("x", "dns", "dual", "ready", 3, null), Hue));

        // One signed plan: another takes its place; a section in the file needs it.
        await room.Editing.RecordAsync(plan, new ConversionDraft { Title = "Kế hoạch", InFile = ["legal", "poem"] }, Hue);
        Assert.Contains(ConversionGaps.Of(await room.FindAsync(plan)), gap => gap.Word == "file");
        await room.Editing.AttachAsync(plan, "plan", "a.pdf", Pdf(1), Hue);
        await room.Editing.AttachAsync(plan, "annex", "b.pdf", Pdf(2), Hue);
        await room.Editing.AttachAsync(plan, "plan", "c.pdf", Pdf(3), Hue);
        ConversionView view = await room.FindAsync(plan);
        Assert.Equal([("annex", "b.pdf"), ("plan", "c.pdf")], view.Files.Select(file => (file.Role, file.File.Name)));
        Assert.Equal(["legal"], view.InFile);
        Assert.DoesNotContain(ConversionGaps.Of(view), gap => gap.Word == "file" || gap.Subject == "legal");
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_a_merged_unit_had_is_counted_until_its_heir_has_an_inventory_of_its_own(DatabaseKind kind)
    {
        using Room room = await Room.OpenAsync(kind);
        await RefusedAsync("organisation-over", () => room.Editing.BeginAsync("quang-nam", "Kế hoạch", TaskRoom.Office));
        room.Country.Clock.Now = new DateTimeOffset(2025, 6, 1, 3, 0, 0, TimeSpan.Zero);
        await IssueAsync("quang-nam", "2025-05-01");
        room.Country.Clock.Now = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
        Assert.Equal(4, (await room.Store.InventoriesAsync(VietNam.On("2026-11-22"))).Count(item => item.Organisation == "quang-nam"));
        await IssueAsync("da-nang-2025", "2026-11-20");
        Assert.Equal(["da-nang-2025"], (await room.Store.InventoriesAsync(VietNam.On("2026-11-22"))).Select(item => item.Organisation).Distinct());
        Assert.Equal(["quang-nam"], (await room.Store.InventoriesAsync(VietNam.On("2026-11-19"))).Select(item => item.Organisation).Distinct());

        async Task IssueAsync(string unit, string day)
        {
            string plan = await room.Editing.BeginAsync(unit, "Kế hoạch", TaskRoom.Office);
            await room.FillAsync(plan, TaskRoom.Office);
            await room.Editing.StepAsync(plan, ConversionStep.Submit, TaskRoom.Office);
            await room.Editing.StepAsync(plan, ConversionStep.Approve, TaskRoom.Reviewer);
            await room.Editing.AttachAsync(plan, "plan", "kh.pdf", Pdf(1), TaskRoom.Office);
            await room.Editing.StepAsync(plan, ConversionStep.Issue, TaskRoom.Office, issue: new ConversionIssue("1/KH", Day(day)));
        }
    }

    [Fact]
    public async Task A_system_stands_once_a_layer_is_had_or_not_and_nothing_is_issued_tomorrow()
    {
        using Room room = await Room.OpenAsync(DatabaseKind.Sqlite);
        string plan = await room.Editing.BeginAsync("hue", "Kế hoạch", Hue);
        await room.FillAsync(plan);
        await room.Editing.PutSystemAsync(plan, new SystemDraft("HỆ THỐNG dns", "dns", "dual", "ready", null, null), Hue);
        await room.Editing.PutSystemAsync(plan, new SystemDraft("Hệ thống dns", "lan", "dual", "ready", null, null), Hue);
        Assert.Equal([new ConversionGap("not-had", "lan"), new ConversionGap("twice", "Hệ thống dns")], ConversionGaps.Of(await room.FindAsync(plan)));
        await RefusedAsync("conversion-incomplete", () => room.Editing.StepAsync(plan, ConversionStep.Submit, Hue));
        await room.Editing.RemoveAsync(plan, "system", 5, Hue);
        await room.Editing.RemoveAsync(plan, "system", 6, Hue);
        await room.Editing.StepAsync(plan, ConversionStep.Submit, Hue);
        await room.Editing.StepAsync(plan, ConversionStep.Approve, TaskRoom.Reviewer);
        await room.Editing.AttachAsync(plan, "plan", "kh.pdf", Pdf(1), Hue);

        // 16:59 UTC is a minute before midnight in Viet Nam: the next day has begun only behind it.
        room.Country.Clock.Now = new DateTimeOffset(2026, 11, 22, 16, 59, 0, TimeSpan.Zero);
        await RefusedAsync("conversion-issue", () => room.Editing.StepAsync(plan, ConversionStep.Issue, Hue, issue: new ConversionIssue("1/KH", Day("2026-11-23"))));
        room.Country.Clock.Now = new DateTimeOffset(2026, 11, 22, 17, 1, 0, TimeSpan.Zero);
        await room.Editing.StepAsync(plan, ConversionStep.Issue, Hue, issue: new ConversionIssue("1/KH", Day("2026-11-23")));
    }

    private static async Task RefusedAsync(string word, Func<Task> act) => Assert.Equal(word, (await Assert.ThrowsAsync<RefusedException>(act)).Word);

    private static DateOnly Day(string date) => TaskRoom.Day(date);

    private static MemoryStream Pdf(byte mark) => new([.. "%PDF-1.7 "u8, mark]);

    private sealed class Room : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public required VietNam Country { get; init; }

        public ConversionStore Store => new(Country.Database);

        public ConversionEditing Editing =>
            new(Country.Database, new PeopleArea(Country.Database, new EphemeralDataProtectionProvider(), new PeopleOptions(), Country.Clock).Reach, new DocumentVault(_folder["files"]), Country.Clock);

        public static async Task<Room> OpenAsync(DatabaseKind kind)
        {
            var room = new Room { Country = await VietNam.OpenAsync(kind) };
            room.Country.Clock.Now = new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
            return room;
        }

        public async Task<ConversionView> FindAsync(string plan) => (await Store.FindAsync(plan, VietNam.On("2026-11-22")))!;

        public async Task FillAsync(string plan, Viewer? by = null)
        {
            await Editing.RecordAsync(
                plan,
                new ConversionDraft { Title = "Kế hoạch", Sections = ConversionWords.Sections.ToDictionary(section => section, string? (section) => "Nội dung " + section), NotHad = ["data-centre", "wan", "lan", "application"] },
                by ?? Hue);
            await Editing.PutStageAsync(plan, new StageDraft("Chuẩn bị", Day("2026-01-01"), Day("2026-12-31"), "báo cáo"), by ?? Hue);
            foreach (string layer in (string[])["portal", "public-services", "dns", "mail"])
            {
                await Editing.PutSystemAsync(plan, new SystemDraft("Hệ thống " + layer, layer, "ipv4-only", "upgrade", 1, null), by ?? Hue);
            }
        }

        public async Task<KpiReading> ReadingAsync(string date) =>
            (await new KpiReader(Country.Database, new NothingMeasured()).ReadAsync(VietNam.On(date))).Readings.Single(one => one.Id == "G-01");

        public async Task<Figure> CountedAsync(string date = "2026-11-22") => (await ReadingAsync(date)).Figures.Single(figure => figure.Origin == FigureOrigin.Counted);

        public void Dispose()
        {
            Country.Dispose();
            _folder.Dispose();
        }
    }

    private sealed class NothingMeasured : IMeasuredStates
    {
        public Task<IReadOnlyDictionary<string, MeasuredState>> BeforeAsync(IReadOnlyCollection<string> targets, DateTimeOffset end, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyDictionary<string, MeasuredState>>(new Dictionary<string, MeasuredState>());
    }
}
