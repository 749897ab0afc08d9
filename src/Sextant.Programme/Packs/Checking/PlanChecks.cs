namespace Sextant.Programme.Packs.Checking;

/// <summary>What <c>programme.json</c> must hold to.</summary>
internal static class PlanChecks
{
    private const string File = "programme.json";

    internal static void Run(Pack pack, PackCheck check)
    {
        check.Once(pack.WorkGroups.Select(group => group.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)), File, "workGroups", "id");
        check.Each(pack.WorkGroups, File, "workGroups", (group, at) =>
        {
            check.Local(File, $"{at}.name", group.Name);
            check.Source(File, at, group.Source);
        });
        TaskChecks.Run(pack, check);
        Programmes(pack, check, PackCheck.Ids(pack.Documents.Select(document => document.Id)));
        TargetValues(pack, check);
        MeetingChecks.Run(pack, check);
        check.Each(pack.Days, File, "days", (day, at) =>
        {
            check.Local(File, $"{at}.name", day.Name);
            check.Source(File, at, day.Source);
        });
    }

    private static void Programmes(Pack pack, PackCheck check, HashSet<string> documents)
    {
        HashSet<string> kinds = PackCheck.Ids(pack.Kinds.Select(word => word.Id));
        Dictionary<string, PackProgramme> programmes = pack.Programmes.DistinctBy(programme => programme.Id).ToDictionary(programme => programme.Id, StringComparer.Ordinal);
        check.Once(pack.Programmes.Select(programme => programme.Id), File, "programmes", "id");
        check.Each(pack.Programmes, File, "programmes", (programme, at) =>
        {
            check.Slug(File, $"{at}.id", programme.Id);
            check.Local(File, $"{at}.name", programme.Name);
            check.Known(File, $"{at}.decision", programme.Decision, documents, "documents.json");
            check.Source(File, at, programme.Source);
            check.Span(File, at, programme.From, programme.Until);
            foreach (string kind in (programme.Scope?.Kinds ?? []).Concat(programme.Scope?.ServicesUntil.Keys ?? []).Concat(programme.Scope?.Parts.Keys ?? []))
            {
                check.Known(File, $"{at}.scope.kinds", kind, kinds, "pack.json kinds");
            }

            if (programme.Scope is { Units: { } units, Parts.Count: > 0 } scope && scope.Parts.Values.Sum(part => (long)part) != units)
            {
                check.Add(File, $"{at}.scope.parts", "parts");
            }
        });
        check.Once(pack.Phases.Select(phase => $"{phase.Programme} {phase.Number}"), File, "phases", "number");
        check.Each(pack.Phases, File, "phases", (phase, at) =>
        {
            check.Known(File, $"{at}.programme", phase.Programme, programmes.Keys, "programmes");
            check.Local(File, $"{at}.name", phase.Name);
            check.Source(File, at, phase.Source);
            check.Span(File, at, phase.From, phase.Until);
            if (programmes.TryGetValue(phase.Programme, out PackProgramme? programme) && (phase.From < programme.From || phase.Until > programme.Until))
            {
                check.Add(File, at, "outside-programme");
            }
        });
    }

    private static void TargetValues(Pack pack, PackCheck check)
    {
        HashSet<string> programmes = PackCheck.Ids(pack.Programmes.Select(programme => programme.Id));
        HashSet<string> phases = PackCheck.Ids(pack.Phases.Select(phase => $"{phase.Programme} {phase.Number}"));
        HashSet<string> indicators = PackCheck.Ids(pack.Indicators.Select(indicator => indicator.Id).Concat(ClosedWords.StateIndicators));
        check.Once(pack.TargetValues.Select(PackRows.Key), File, "targetValues", "indicator");
        check.Each(pack.TargetValues, File, "targetValues", (value, at) =>
        {
            check.Known(File, $"{at}.programme", value.Programme, programmes, "programmes");
            check.Known(File, $"{at}.indicator", value.Indicator, indicators, "indicators.csv");
            check.Source(File, at, value.Source);
            check.Span(File, at, value.From, value.By);
            if (value.Phase is not null)
            {
                check.Known(File, $"{at}.phase", $"{value.Programme} {value.Phase}", phases, "phases");
            }

            if (value.Phase is null == value.By is null)
            {
                check.Add(File, at, "phase-or-day");
            }

            if (value.Value is not null && (value.Low is not null || value.High is not null) || value.Low > value.High)
            {
                check.Add(File, at, "value-or-range");
            }

            if (value.State is { } state)
            {
                check.OneOf(File, $"{at}.state", state, ClosedWords.StackStates);
            }
        });
    }
}
