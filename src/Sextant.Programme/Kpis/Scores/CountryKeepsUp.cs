namespace Sextant.Programme.Kpis.Scores;

/// <summary>X-02: 10 times X-01 with each term divided by the largest of the world: 0 to 10.</summary>
internal sealed class CountryKeepsUp : IKpi
{
    public string Id => "X-02";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "points", KpiInput.TransitNetworks);
}
