using System.Text.Json;
using System.Text.Json.Nodes;
using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Verbs;

namespace Sextant.Cli.Explaining;

/// <summary>One scan explained: where from, what was seen hop by hop, what was made of it.</summary>
/// <param name="Evidence">Its name in the evidence store.</param>
/// <param name="Scan">What was seen.</param>
/// <param name="Entries">What is said of it now, one for each kind asked for.</param>
internal sealed record Explanation(string Evidence, Scan Scan, IReadOnlyList<Judgement> Entries)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="criterion">Only this criterion, and the observations it rests on; null for all.</param>
    public void Write(VerbRun run, string? criterion)
    {
        var page = new Page(run);
        Judgement lead = Entries[0];
        page.Line(0, lead.Target == lead.Ascii ? lead.Ascii : $"{lead.Target} ({lead.Ascii})", run.Texts.Format("check.where", Scan.Vantage.Name, page.Instant(Scan.StartedAt).Replace(" UTC", "", StringComparison.Ordinal)));
        page.Line(0, run.Texts["explain.evidence"] + " " + Evidence, $"Sextant {Scan.Context.Program} · {lead.Profile}");
        if (Scan.Context.Lab)
        {
            page.Line(0, page.Says.Note("lab"));
        }

        if (Scan.Context.GlobalPrefixes.Count > 0)
        {
            page.Line(0, page.Says.Note("global-prefixes"), string.Join(", ", Scan.Context.GlobalPrefixes));
        }

        VantagePart.Write(page, Scan);
        WriteSeen(page, criterion);
        OriginPart.Write(page, Scan.Origins);
        foreach (Judgement entry in Entries.Where(e => criterion is null || e.Verdicts.Any(v => v.Criterion == criterion)))
        {
            FindingPart.Write(page, entry, criterion);
        }
    }

    /// <summary>All of it as JSON: the stored scan as it is, and the entries.</summary>
    public static void WriteJson(TextWriter output, IEnumerable<Explanation> all)
    {
        var array = new JsonArray();
        foreach (Explanation one in all)
        {
            array.Add(new JsonObject
            {
                ["schema"] = 1,
                ["evidence"] = one.Evidence,
                ["scan"] = JsonNode.Parse(ScanJson.Write(one.Scan)),
                ["judgements"] = JsonNode.Parse(JudgementJson.Write(one.Entries, indented: false)),
            });
        }

        output.WriteLine(array.ToJsonString(Indented));
    }

    private void WriteSeen(Page page, string? criterion)
    {
        bool Wanted(TargetKind kind) => Entries.Any(e => e.Kind == kind && (criterion is null || e.Verdicts.Any(v => v.Criterion == criterion)));
        if (Scan.Web is { } web && Wanted(TargetKind.Site))
        {
            WebPart.Write(page, web);
        }

        if (Scan.Mail is { } mail && Wanted(TargetKind.Mail))
        {
            MailPart.Write(page, mail);
        }

        if (Scan.Zone is { } zone && Wanted(TargetKind.Zone))
        {
            ZonePart.Write(page, zone);
        }

        if (Scan.NameServer is { } server && Wanted(TargetKind.NameServer))
        {
            ZonePart.Write(page, server);
        }
    }
}
