using Sextant.Programme.Sources;

namespace Sextant.Programme.Kpis.Usage;

/// <summary>U-06: users that reach Google over IPv6: Google's file, and earlier values as they were read in public pages.</summary>
internal sealed class UsersReachGoogle : IKpi
{
    public string Id => "U-06";

    public IReadOnlyList<Figure> Compute(KpiInputs inputs)
    {
        Figure imported = OutsideFigures.Newest(inputs, Id, OutsideSeries.GoogleUsers);
        Figure[] read = [.. inputs.Usage.Where(series => series.Indicator == Id).Select(series => UsageFigures.Of(inputs, Id, series))];
        return imported.Value is null && read.Length > 0 ? read : [imported, .. read];
    }
}
