using System.Text.Json.Nodes;
using Sextant.Checks.Judging;
using Sextant.Checks.Tests.Web;
using Sextant.Testing;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Judging;

/// <summary>The documented form of <c>check --json</c> and what is printed are one thing.</summary>
public sealed class SchemaTests
{
    private static readonly JsonForm Form = JsonForm.Read("check.schema.json");

    [Fact]
    public void Every_judgement_is_of_the_documented_form()
    {
        foreach (string row in WebClassTests.Names().Select(r => r.Data))
        {
            JsonNode json = JsonNode.Parse(JudgementJson.Write([SiteBuilder.Judge(WebClassTests.ScanOf(row)) with { Evidence = "sha256:" + new string('a', 64) }]))!;
            Assert.Empty(Form.Faults(json));
        }
    }

    [Fact]
    public void The_failures_are_those_of_the_vocabulary() =>
        Assert.Equal([null, .. FailureWords.All], Form.Document["$defs"]!["failure"]!["enum"]!.AsArray().Select(n => n?.GetValue<string>()));

    [Fact]
    public void What_is_not_of_the_form_is_found()
    {
        JsonNode json = JsonNode.Parse(JudgementJson.Write([SiteBuilder.Judge(SiteBuilder.One())]))!;
        json[0]!["class"] = "fine";
        json[0]!["prose"] = "x";
        json[0]!.AsObject().Remove("level");
        Assert.Equal(3, Form.Faults(json).Count);
    }
}
