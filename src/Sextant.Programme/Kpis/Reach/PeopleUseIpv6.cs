namespace Sextant.Programme.Kpis.Reach;

/// <summary>U-11: users who hold an IPv6 address and have at least one record of access over IPv6 in the month; ping and DNS alone do not count.</summary>
internal sealed class PeopleUseIpv6 : IKpi
{
    public string Id => "U-11";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs) => Awaiting.Figures(inputs, Id, "%", KpiInput.Returns);
}
