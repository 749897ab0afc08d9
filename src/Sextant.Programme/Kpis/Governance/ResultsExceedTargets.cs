namespace Sextant.Programme.Kpis.Governance;

/// <summary>G-03: by how much a declared share exceeds its target: (actual - target) / target.</summary>
internal sealed class ResultsExceedTargets : IKpi
{
    /// <summary>The shares of the programme that have targets.</summary>
    private static readonly string[] Shares = ["G-01", "G-02"];

    public string Id => "G-03";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) =>
    [
        .. Shares.SelectMany(share => DeclaredFigures.Newest(inputs, share, "%"))
            .Select(figure => DerivedFigures.Of(figure, Id, "%", 0, (actual, target) => (actual - target) / target * 100m)),
    ];
}
