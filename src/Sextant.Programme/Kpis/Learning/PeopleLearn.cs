namespace Sextant.Programme.Kpis.Learning;

/// <summary>T-01: turns of learners over all courses; persons distinct stand by themselves once the book of training is there.</summary>
internal sealed class PeopleLearn : IKpi
{
    public string Id => "T-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "learners", KpiInput.Training);
}
