using Sextant.Programme.Figures;
using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;

namespace Sextant.Programme.Tests.Kpis;

/// <summary>Small inputs of indicators.</summary>
internal static class Worlds
{
    internal static readonly DateTimeOffset End = new(2026, 1, 31, 17, 0, 0, TimeSpan.Zero);

    internal static KpiInputs Empty { get; } = new()
    {
        Date = new DateOnly(2026, 1, 31),
        End = End,
        Facts = [],
        Usage = [],
        Programmes = [],
        Sources = new Dictionary<string, SourceView>(),
        Organisations = [],
        Targets = [],
        States = new Dictionary<string, MeasuredState>(),
        BasicCriteria = new HashSet<string> { "WEB-01", "WEB-02", "WEB-03" },
    };

    internal static KpiInputs Declares(string indicator, decimal numerator, decimal denominator, decimal? target) => Empty with
    {
        Facts = [new FactView(indicator, new DateOnly(2025, 12, 31), null, "%", null, numerator, denominator, null, target, null, false, null, null, null, null, "s", null, false)],
    };

    /// <summary>Targets of one kind, one for each state; a null state was never measured.</summary>
    internal static KpiInputs Measures(string kind, params MeasuredState?[] states)
    {
        TargetLine[] targets = [.. states.Select((_, i) => Target($"unit-{i}", kind, $"t{i}.vn"))];
        return Empty with
        {
            Targets = targets,
            States = states.Select((state, i) => (state, key: targets[i].Key)).Where(pair => pair.state is not null)
                .ToDictionary(pair => pair.key, pair => pair.state! with { Target = pair.key }),
        };
    }

    internal static TargetLine Target(string unit, string kind, string name, string role = "portal") =>
        new(unit, $"{kind}:{name}", kind, name, name, role, "confirmed", null, null, null, null, false);

    internal static OrganisationLine Unit(string slug, string kind) => new(slug, LocalText.Empty, kind, "s", null, null, null, 0, false);

    internal static ProgrammeView Scope(params (string Kind, string Last)[] services) => new(
        "p", LocalText.Empty, new DateOnly(2021, 1, 1), new DateOnly(2030, 1, 1), null, ["ministry", "province"], null, null,
        services.ToDictionary(pair => pair.Kind, pair => DateOnly.Parse(pair.Last)), [], [], null, null);
}
