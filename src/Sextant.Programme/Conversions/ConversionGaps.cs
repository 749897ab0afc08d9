using Sextant.Programme.Register;

namespace Sextant.Programme.Conversions;

/// <summary>Something that a conversion plan lacks before it can be handed in.</summary>
/// <param name="Word">What: <c>section</c>, <c>file</c>, <c>stages</c>, <c>systems</c>, <c>layer</c>, <c>capability</c>, <c>stage</c>, <c>stack</c>, <c>not-had</c> or <c>twice</c>.</param>
/// <param name="Subject">Of which section, layer or system.</param>
public sealed record ConversionGap(string Word, string? Subject = null);

/// <summary>
/// Whether a plan is complete: a person who fills it in sees all that is missing at once. What ORG-01 asks of an issued plan (scope, budget, roadmap) is asked here already.
/// </summary>
public static class ConversionGaps
{
    /// <summary>All that is missing, in the order of the form.</summary>
    public static IReadOnlyList<ConversionGap> Of(ConversionView plan)
    {
        var gaps = new List<ConversionGap>();
        gaps.AddRange(ConversionWords.Sections.Where(section => !plan.Sections.ContainsKey(section) && !plan.InFile.Contains(section, StringComparer.Ordinal)).Select(section => new ConversionGap("section", section)));
        if (plan.InFile.Count > 0 && !plan.HasFile)
        {
            gaps.Add(new ConversionGap("file"));
        }

        if (plan.Stages.Count == 0)
        {
            gaps.Add(new ConversionGap("stages"));
        }

        if (plan.Systems.Count == 0)
        {
            gaps.Add(new ConversionGap("systems"));
        }

        HashSet<string> named = [.. plan.Systems.Select(system => system.Layer), .. plan.NotHad];
        gaps.AddRange(ConversionWords.Layers.Where(layer => !named.Contains(layer)).Select(layer => new ConversionGap("layer", layer)));
        gaps.AddRange(ConversionWords.Layers.Where(layer => plan.NotHad.Contains(layer, StringComparer.Ordinal) && plan.Systems.Any(system => system.Layer == layer)).Select(layer => new ConversionGap("not-had", layer)));

        // G-11 counts each line: a system that stands there twice would count twice.
        gaps.AddRange(plan.Systems.GroupBy(system => (system.Layer, Name: system.Name.Normalize().ToUpperInvariant())).Where(group => group.Skip(1).Any()).Select(group => new ConversionGap("twice", group.First().Name)));
        foreach (SystemView system in plan.Systems)
        {
            gaps.AddRange(Of(system, plan));
        }

        return gaps;
    }

    private static IEnumerable<ConversionGap> Of(SystemView system, ConversionView plan)
    {
        if (system.Stack == "unknown")
        {
            yield return new ConversionGap("stack", system.Name);
        }

        if (system.Capability == "unknown")
        {
            yield return new ConversionGap("capability", system.Name);
        }

        // What speaks IPv4 alone is converted in some stage; a stage that was taken out again counts as none.
        if (system.Stack is "ipv4-only" or "unknown" && plan.Stages.All(stage => stage.Position != system.Stage))
        {
            yield return new ConversionGap("stage", system.Name);
        }
    }
}
