namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-05: persons with a certificate that is valid on the day, by level.</summary>
internal sealed class PeopleAreCertified : IKpi
{
    public string Id => "T-05";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "persons", KpiInput.Training);
}
