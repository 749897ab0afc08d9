namespace Sextant.Programme.Kpis.Services;

/// <summary>M-01: mail domains that receive mail over IPv6.</summary>
internal sealed class MailDomainsReceive : IKpi
{
    public string Id => "M-01";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => [TargetCounts.ByCriterion(inputs, Id, "mail", "MAIL-02")];
}
