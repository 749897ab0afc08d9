using Sextant.Checks.Judging;
using Sextant.Programme.Measured;
using Sextant.Programme.Organisations;

namespace Sextant.Programme.Kpis.Governance;

/// <summary>
/// G-02: units that have converted their portal and public services. The sources leave open whether both are needed, so both readings are
/// kept: the portal and the services (ORG-02 and ORG-03), and the portal alone (ORG-02).
/// </summary>
internal sealed class PortalsAreConverted : IKpi
{
    internal const string PortalAndServices = "portal-and-services";
    internal const string PortalAlone = "portal-alone";

    /// <summary>2: exempted units are counted apart.</summary>
    private const int Method = 2;

    public string Id => "G-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        var both = new MeasuredCount(inputs, Id, PortalAndServices, Method);
        var alone = new MeasuredCount(inputs, Id, PortalAlone, Method);
        IReadOnlyList<string> kinds = inputs.Scope?.ScopeKinds ?? [];
        ILookup<string, TargetLine> sites = inputs.Targets.Where(target => target.Kind == "site").ToLookup(target => target.Organisation, StringComparer.Ordinal);
        int units = 0;
        foreach (OrganisationLine unit in inputs.Organisations.Where(unit => kinds.Contains(unit.Kind)))
        {
            units++;
            (MeasuredState?[] portals, bool portalExempt) = States(inputs, sites[unit.Slug], "portal", "ORG-02");
            (MeasuredState?[] services, bool servicesExempt) = States(inputs, sites[unit.Slug], "public-services", "ORG-03");
            Counted portal = portalExempt || inputs.Exemptions.Unit(unit.Slug, "ORG-02") ? Counted.Exempt : portals.Length == 0 ? Counted.Unknown : Together(inputs, portals);
            Counted service = servicesExempt || inputs.Exemptions.Unit(unit.Slug, "ORG-03") ? Counted.Exempt : Services(inputs, unit, services);
            alone.Add(portal, unit.Slug, portals);
            both.Add(And(portal, service), unit.Slug, [.. portals, .. services]);
        }

        // Units that the installation counts beyond those registered are units of which nothing is known.
        both.AddUnknown((inputs.Options.UnitsInScope ?? units) - units);
        alone.AddUnknown((inputs.Options.UnitsInScope ?? units) - units);
        return [.. DeclaredFigures.Newest(inputs, Id, "%"), both.Figure(), alone.Figure()];
    }

    /// <summary>What was measured of those that are not exempted, and whether all are.</summary>
    private static (MeasuredState?[] States, bool Exempt) States(KpiInputs inputs, IEnumerable<TargetLine> sites, string role, string criterion)
    {
        TargetLine[] all = [.. sites.Where(site => site.Role == role)];
        TargetLine[] owed = [.. all.Where(site => !inputs.Exemptions.Target(site.Organisation, site.Key, criterion))];
        return ([.. owed.Select(site => inputs.Countable(site.Key))], all.Length > 0 && owed.Length == 0);
    }

    /// <summary>
    /// ORG-03: after its kind's last day a unit has no public-service portal of its own; who still has one (the national portal's unit)
    /// is counted with it. Before, a unit without a registered portal is unknown.
    /// </summary>
    private static Counted Services(KpiInputs inputs, OrganisationLine unit, MeasuredState?[] services)
    {
        if (services.Length > 0)
        {
            return Together(inputs, services);
        }

        bool over = inputs.Scope!.ServicesUntil.TryGetValue(unit.Kind, out DateOnly last) && last < inputs.Date;
        return over ? Counted.NotApplicable : Counted.Unknown;
    }

    private static Counted Together(KpiInputs inputs, MeasuredState?[] states) =>
        states.Select(state => Basic(state, inputs.BasicCriteria)).Aggregate(Counted.NotApplicable, And);

    /// <summary>Both must hold; one that fails decides, whatever is unknown of the other. Who is exempted from one is never ready by the other alone.</summary>
    private static Counted And(Counted one, Counted other) => (one, other) switch
    {
        (Counted.No, _) or (_, Counted.No) => Counted.No,
        (Counted.Unknown, _) or (_, Counted.Unknown) => Counted.Unknown,
        (Counted.Exempt, _) or (_, Counted.Exempt) => Counted.Exempt,
        (Counted.NotApplicable, _) => other,
        _ => one,
    };

    /// <summary>The level Basic, never while the class is broken or unknown; a level that was not looked at in full is unknown unless one of its criteria fails.</summary>
    private static Counted Basic(MeasuredState? state, IReadOnlySet<string> basic) => state switch
    {
        null or { Class: TargetClass.Unknown } => Counted.Unknown,
        { Class: TargetClass.NotApplicable } => Counted.NotApplicable,
        { Class: TargetClass.Broken or TargetClass.None } => Counted.No,
        { Level: >= Level.Basic } => Counted.Yes,
        _ => state.Criteria.Any(pair => basic.Contains(pair.Key) && pair.Value is (Verdict.Fail or Verdict.Partial)) ? Counted.No : Counted.Unknown,
    };
}
