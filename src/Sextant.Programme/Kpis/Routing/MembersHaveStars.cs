namespace Sextant.Programme.Kpis.Routing;

/// <summary>R-03: members of the regional registry by stars, 0 to 5.</summary>
internal sealed class MembersHaveStars : IKpi
{
    public string Id => "R-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.RegistryMembers);
}
