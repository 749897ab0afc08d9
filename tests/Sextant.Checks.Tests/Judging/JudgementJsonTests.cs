using System.Text.Json;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Checks.Tests.Web;
using Sextant.Wire;

namespace Sextant.Checks.Tests.Judging;

public sealed class JudgementJsonTests
{
    // What others rely on: names, order and words. A change here is a new schema.
    private const string Snapshot = """
        [
          {
            "schema": 1,
            "target": "portal.example.vn",
            "ascii": "portal.example.vn",
            "kind": "site",
            "hosts": [
              "portal.example.vn"
            ],
            "level": "none",
            "levelScope": "none",
            "class": "unknown",
            "cause": "vantage-no-ipv6",
            "singleLook": false,
            "unmeasured": [
              "WEB-06",
              "WEB-08",
              "WEB-09",
              "WEB-10",
              "WEB-12",
              "WEB-14",
              "WEB-15",
              "WEB-16"
            ],
        """;

    private const string Verdict = """
              {
                "criterion": "WEB-02",
                "subject": "portal.example.vn",
                "verdict": "fail",
                "tags": [
                  "web-v6-all-dead"
                ],
                "cause": "timed-out",
                "singleLook": false
              },
        """;

    private const string Tail = """
            "vantage": {
              "name": "hanoi-1",
              "checkedAt": "2026-11-21T08:00:00.000Z",
              "ipv4": true,
              "ipv6": true,
              "fault": null,
              "globalPrefixes": [
                "2001:db8::/32",
                "203.0.113.0/24",
                "198.51.100.0/24"
              ],
              "lab": false
            },
            "profile": "national/1",
            "measuredAt": "2026-11-21T08:00:00.000Z",
            "evidence": null
          }
        ]
        """;

    [Fact]
    public void The_form_is_the_documented_one()
    {
        var site = new SiteBuilder("portal.example.vn").Host("portal.example.vn", h => h.Dead("v6"));
        string json = JudgementJson.Write([SiteBuilder.Judge(site.Build())]);
        Assert.Contains(Verdict, json, StringComparison.Ordinal);
        Assert.EndsWith(Tail, json, StringComparison.Ordinal);
        site.Vantage = site.Vantage with { Ipv6 = false };
        Assert.StartsWith(Snapshot, JudgementJson.Write([SiteBuilder.Judge(site.Build())]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.Two(www: h => h.Dead("v6"))) with { Evidence = "sha256:aa" };
        string json = JudgementJson.Write(judgement);
        Assert.Equal(json, JudgementJson.Write(JudgementJson.Read(json)));
        Assert.Throws<JsonException>(() => JudgementJson.Read("null"));
    }

    [Fact]
    public void Words_are_those_of_the_vocabulary()
    {
        Assert.All(Enum.GetValues<Failure>(), f => Assert.Equal($"\"{f.ToWord()}\"", JsonSerializer.Serialize(f, JudgementJson.Options)));
        Assert.Equal("\"ipv6-only-ready\"", JsonSerializer.Serialize(Level.Ipv6OnlyReady, JudgementJson.Options));
        Assert.Equal("\"not-applicable\"", JsonSerializer.Serialize(TargetClass.NotApplicable, JudgementJson.Options));
        Assert.Equal("\"name-server\"", JsonSerializer.Serialize(TargetKind.NameServer, JudgementJson.Options));
    }

    [Fact]
    public void Hostile_text_cannot_reach_a_terminal()
    {
        Judgement judgement = SiteBuilder.Judge(SiteBuilder.One(h => h.Html("v6", "<title>\u001b[2J\u202e</title><p>khác hẳn trang kia nhiều lắm đấy nhé")));
        string json = JudgementJson.Write([judgement]);
        Assert.DoesNotContain('\u001b', json);
        Assert.DoesNotContain('\u202e', json);
    }
}
