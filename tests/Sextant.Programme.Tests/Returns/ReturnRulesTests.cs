using Sextant.Checks.Judging;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;
using Sextant.Programme.Tables;
using Sextant.Store.Databases;
using static Sextant.Programme.Tests.Returns.ReturnRoom;

namespace Sextant.Programme.Tests.Returns;

/// <summary>What makes a return implausible: refused where it contradicts itself, asked about where it only looks odd.</summary>
public sealed class ReturnRulesTests
{
    private static readonly ReturnForm Operator = ReturnForm.Of("operator")!;
    private static readonly ReturnGround Ground = new() { Networks = [45899], Announcing = [45899], Today = new DateOnly(2026, 11, 22) };

    [Fact]
    public void A_return_that_holds_together_raises_nothing() => Assert.Empty(Found(Whole));

    [Fact]
    public void What_contradicts_itself_is_refused()
    {
        Assert.Equal(["!missing:traffic"], Found(Without("traffic")));
        Assert.Equal(["!exceeds:traffic-ipv6"], Found(WithFigure("traffic-ipv6", 4_001)));
        Assert.Equal(["!roadmap-exceeds:fixed"], Found(WithFigure("fixed-ipv6", 9_100_000)));
        Assert.Equal(["!roadmap-missing:mobile"], Found(Whole with { Roadmap = [Whole.Roadmap[0]] }));
        Assert.Equal(["!exceeds:fixed-ipv6-only"], Found(WithFigure("fixed-ipv6-only", 9_000_001)));
    }

    [Fact]
    public void What_looks_odd_is_asked_about()
    {
        ReturnGround before = Ground with { Before = new Dictionary<string, decimal> { ["fixed-subscribers"] = 11_500_000, ["mobile-ipv6"] = 30_000_000, ["traffic"] = 3_900, ["fixed-ipv6"] = 0 } };
        Assert.Equal(["?fell:fixed-subscribers", "?rose:mobile-ipv6"], Found(Whole, before));
        Assert.Equal(["?forecast-falls:fixed"], Found(WithFigure("forecast-fixed-1", 89.9m)));
        Assert.Equal(["?forecast-falls:mobile"], Found(WithFigure("forecast-mobile-3", 89)));
        Assert.Equal(["?roadmap-short:fixed"], Found(WithFigure("fixed-ipv6", 8_000_000)));
        Assert.Equal(["?roadmap-late:fixed-customer-device-2026-Q2"], Found(Whole with { Roadmap = [Whole.Roadmap[0] with { Quarter = "2026-Q2" }, Whole.Roadmap[1]] }));
    }

    [Fact]
    public void What_was_measured_is_held_against_what_is_declared()
    {
        Assert.Equal(["?networks-unknown"], Found(Whole, Ground with { Networks = [], Announcing = [] }));
        Assert.Equal(["?networks-silent"], Found(Whole, Ground with { Announcing = [] }));
        Assert.Equal(["?share-measured"], Found(Whole, Ground with { MeasuredShare = 61 }));
        Assert.Empty(Found(Whole, Ground with { MeasuredShare = 62 }));
        Assert.Equal(["?support-measured:hue-site"], Found(Whole, Ground with { NotWorking = new HashSet<string> { "hue site", "lang-son line", "lang-son site" } }));
        var registrar = new ReturnDraft("netnam", "registrar", Q3)
        {
            Figures = new Dictionary<string, decimal> { ["domains"] = 10, ["domains-ipv6-site"] = 1, ["domains-ipv6-dns"] = 1, ["dns-servers"] = 2, ["dns-servers-ipv6"] = 1 },
        };
        Assert.Equal(["?own-measured:dns-servers-ipv6"], [.. ReturnRules.Find(ReturnForm.Of("registrar")!, registrar, Ground with { NotWorking = new HashSet<string> { "netnam zone" } }).Select(Short)]);
        ReturnDraft part = registrar with { Figures = new Dictionary<string, decimal>(registrar.Figures) { ["hostings-ipv6"] = 5 } };
        Assert.Equal(["!missing:hostings"], [.. ReturnRules.Find(ReturnForm.Of("registrar")!, part, Ground).Select(Short)]);
    }

    [Theory]
    [MemberData(nameof(VietNam.Kinds), MemberType = typeof(VietNam))]
    public async Task What_looks_odd_needs_its_reason_before_it_is_handed_in(DatabaseKind kind)
    {
        using ReturnRoom room = await ReturnRoom.OpenAsync(kind);
        room.Measured.Classes["site:thuathienhue.gov.vn"] = TargetClass.None;
        room.Measured.Classes["site:langson.gov.vn"] = TargetClass.Ready;
        await room.HandInAsync(Whole with { Period = Q2, Figures = new Dictionary<string, decimal>(Whole.Figures) { ["fixed-subscribers"] = 12_000_000, ["fixed-ipv6"] = 11_000_000 } }, Vnpt);
        string key = await room.Editing.SaveAsync(Whole, Vnpt);
        string[] found = [.. (await room.Store.VersionsAsync("vnpt", "operator", Q3, Vnpt))[0].Findings.Select(Short)];
        Assert.Equal(["?fell:fixed-subscribers", "?fell:fixed-ipv6", "?support-measured:hue-site"], found);
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => room.Editing.SubmitAsync(key, "Tâm", "Trưởng ban", Vnpt));
        Assert.Equal(("return-findings", 0, 3), (refused.Word, refused.Parameters[0], refused.Parameters[1]));
        await room.Editing.SaveAsync(Whole with { Reasons = new Dictionary<string, string> { ["fell:fixed-subscribers"] = "bỏ thuê bao ngừng hoạt động", ["fell:fixed-ipv6"] = " ", ["support-measured:hue-site"] = "đang xử lý" } }, Vnpt);
        Assert.Equal(1, (await Assert.ThrowsAsync<RefusedException>(() => room.Editing.SubmitAsync(key, "Tâm", "Trưởng ban", Vnpt))).Parameters[1]);
        await room.Editing.SaveAsync(Whole with { Reasons = new Dictionary<string, string> { ["fell:fixed-subscribers"] = "bỏ thuê bao ngừng", ["fell:fixed-ipv6"] = "như trên", ["support-measured:hue-site"] = "đang xử lý" } }, Vnpt);
        Assert.Equal("return-signature", (await Assert.ThrowsAsync<RefusedException>(() => room.Editing.SubmitAsync(key, " ", "Trưởng ban", Vnpt))).Word);
        await room.Editing.SubmitAsync(key, "Tâm", "Trưởng ban", Vnpt);
    }

    [Fact]
    public void Every_rule_and_figure_has_its_sentence_in_both_languages()
    {
        string[] rules =
        [
            "missing", "exceeds", "fell", "rose", "forecast-falls", "roadmap-exceeds", "roadmap-missing", "roadmap-short", "roadmap-late", "support-measured", "networks-unknown", "networks-silent", "share-measured", "own-measured",
        ];
        string[] keys =
        [
            .. rules.Select(rule => "rule." + rule), .. ReturnForm.All.SelectMany(form => form.Fields).Select(field => "column." + field.Id), .. ReturnForm.All.Select(form => "form.returns-" + form.Id),
            .. ReturnForm.Causes.Select(cause => "word.cause-" + cause), .. ReturnForm.Services.Select(one => "word.service-" + one), .. ReturnForm.Supports.Select(one => "word.support-" + one), .. ReturnForm.Networks.Select(one => "word.network-" + one),
        ];
        Assert.All(keys, key => Assert.Contains(key, TableTexts.For("vi").Keys));
    }

    private static ReturnDraft WithFigure(string field, decimal value) => Whole with { Figures = new Dictionary<string, decimal>(Whole.Figures) { [field] = value } };

    private static ReturnDraft Without(string field) => Whole with { Figures = Whole.Figures.Where(pair => pair.Key != field).ToDictionary() };

    private static string[] Found(ReturnDraft says, ReturnGround? ground = null) => [.. ReturnRules.Find(Operator, says, ground ?? Ground).Select(Short)];

    private static string Short(ReturnFinding finding) => (finding.Refuses ? "!" : "?") + finding.Id;
}
