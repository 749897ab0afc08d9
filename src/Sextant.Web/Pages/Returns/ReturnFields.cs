using Microsoft.AspNetCore.Http;
using Sextant.Programme.Register;
using Sextant.Programme.Returns;

namespace Sextant.Web.Pages.Returns;

/// <summary>The form of a return, as a browser sends it: figures by name, lists by their lines.</summary>
internal sealed class ReturnFields(IFormCollection form)
{
    internal ReturnDraft Draft(string organisation, string kind, string period)
    {
        ReturnForm asked = ReturnForm.Of(kind) ?? throw new RefusedException("return-form");
        return new ReturnDraft(organisation, kind, period)
        {
            Figures = asked.Fields.Select(field => (field.Id, Value: ReturnTyping.Number(form["figure-" + field.Id], field.Id, field.Decimals))).Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Id, pair => pair.Value!.Value, StringComparer.Ordinal),
            Roadmap = asked.Lists ? [.. Lines("road-network", "road-cause", "road-quarter", "road-promised", "road-actual").Select(Road)] : [],
            Supports = asked.Lists ? [.. Lines("support-unit", "support-service", "support-state").Select(line => new SupportedUnit(line[0], line[1], line[2]))] : [],
            Reasons = form["finding"].Zip(form["reason"]).DistinctBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(pair => pair.First ?? "", pair => pair.Second ?? "", StringComparer.Ordinal),
        };
    }

    private static RoadmapLine Road(string[] line) => new(
        line[0], line[1], line[2], ReturnTyping.Number(line[3], "roadmap-promised", 0) ?? throw new RefusedException("return-number", new Programme.Tables.TableWord("column.roadmap-promised"), "\"\""),
        ReturnTyping.Number(line[4], "roadmap-actual", 0));

    /// <summary>Lines with something in them.</summary>
    private IEnumerable<string[]> Lines(params string[] fields)
    {
        int count = Math.Min(fields.Max(field => form[field].Count), ReturnEditing.MostLines + 1);
        return Enumerable.Range(0, count).Select(i => fields.Select(field => i < form[field].Count ? (form[field][i] ?? "").Trim() : "").ToArray()).Where(line => line.Any(cell => cell.Length > 0));
    }
}
