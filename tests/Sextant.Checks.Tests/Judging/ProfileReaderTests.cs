using Sextant.Checks.Judging;
using Sextant.Checks.Observations;

namespace Sextant.Checks.Tests.Judging;

public sealed class ProfileReaderTests
{
    [Fact]
    public void The_national_profile_rules_every_tag_and_lists_every_criterion_that_has_a_target()
    {
        Assert.Equal(CheckCatalog.All.SelectMany(c => c.Tags).Order(StringComparer.Ordinal), Profile.National.Tags);
        Assert.Equal(16, Profile.National.Of(TargetKind.Site).Count());
        Assert.Equal(7, Profile.National.Of(TargetKind.Mail).Count());
        Assert.Equal(12, Profile.National.Of(TargetKind.Zone).Count());
        Assert.Equal(6, Profile.National.Of(TargetKind.NameServer).Count());
        Assert.Equal(6, Profile.National.Of(TargetKind.Resolver).Count());
    }

    [Fact]
    public void Every_fault_is_listed_at_once()
    {
        const string Json = """
            { "name": "x", "version": "", "criteria": [
              { "id": "WEB-01", "kind": "mail", "level": "Q", "tags": { "web-nonsense": { "verdict": "fail" }, "web-aaaa-published": { "verdict": "pass", "class": "broken" } } },
              { "id": "WEB-01", "kind": "site", "level": "B", "tags": { "web-nonsense": { "verdict": "fail" } } } ] }
            """;
        Assert.False(ProfileReader.TryRead(Json, out _, out IReadOnlyList<string> faults));
        string all = string.Join('\n', faults);
        Assert.Contains("version", all, StringComparison.Ordinal);
        Assert.Contains("level \"Q\"", all, StringComparison.Ordinal);
        Assert.Contains("stands 2 times", all, StringComparison.Ordinal);
        Assert.Contains("\"web-nonsense\": no check says it", all, StringComparison.Ordinal);
        Assert.Contains("\"web-nonsense\": stands under", all, StringComparison.Ordinal);
        Assert.Contains("criterion WEB-01: kind must be site", all, StringComparison.Ordinal);
        Assert.Contains("criterion WEB-03: is checked and not listed", all, StringComparison.Ordinal);
        Assert.Contains("\"web-v6-status\": has no rule under WEB-03", all, StringComparison.Ordinal);
        Assert.Contains("\"web-aaaa-published\": a pass can do no more", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"x\"}")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"criteria\":[],\"more\":1}")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"criteria\":[{\"id\":\"WEB-01\",\"kind\":\"site\",\"level\":\"B\",\"tags\":{\"a\":{\"verdict\":\"maybe\"}}}]}")]
    [InlineData("{\"name\":\"x\",\"version\":\"1\",\"criteria\":null}")]
    [InlineData("{\"name\":null,\"version\":\"1\",\"criteria\":[null]}")]
    public void What_is_no_profile_is_refused_with_a_sentence(string json)
    {
        Assert.False(ProfileReader.TryRead(json, out Profile? profile, out IReadOnlyList<string> faults));
        Assert.Null(profile);
        Assert.NotEmpty(faults);
    }
}
