namespace Sextant.Programme.Kpis.Governance;

/// <summary>G-04: how many times a declared count is its target: actual / target.</summary>
internal sealed class ResultsMultiplyTargets : IKpi
{
    /// <summary>The counts of the programme that have targets.</summary>
    private static readonly string[] Counts = ["T-03"];

    public string Id => "G-04";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
    [
        .. Counts.SelectMany(count => DeclaredFigures.Newest(inputs, count, "experts"))
            .Select(figure => DerivedFigures.Of(figure, Id, "x", 1, (actual, target) => actual / target)),
    ];
}
