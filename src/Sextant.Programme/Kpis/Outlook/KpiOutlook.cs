using Sextant.Programme.Plans;

namespace Sextant.Programme.Kpis.Outlook;

/// <summary>One line of an indicator with what lies before it.</summary>
/// <param name="Definition">Of the figures that it is made of.</param>
/// <param name="Points">At most one for each month, by day.</param>
/// <param name="Path">What is needed; empty without targets.</param>
/// <param name="Ahead">The forecast, month by month; empty where the line is too short.</param>
/// <param name="Tested">How the forecast would have fared on this line.</param>
public sealed record OutlookLine(
    string Definition, FigureOrigin Origin, IReadOnlyList<LinePoint> Points, IReadOnlyList<LinePoint> Path, IReadOnlyList<ForecastPoint> Ahead, BackTest Tested, IReadOnlyList<Arrival> Arrivals);

/// <summary>A figure taken apart.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Units">What each unit adds.</param>
/// <param name="Fixes">Which repairs move it most.</param>
public sealed record FigureParts(Figure Figure, IReadOnlyList<UnitShare> Units, IReadOnlyList<Fix> Fixes);

/// <summary>An indicator with all that its page shows.</summary>
/// <param name="Names">Names of units by slug.</param>
public sealed record KpiOutlook(
    KpiReading Reading, IReadOnlyDictionary<string, SourceView> Sources, IReadOnlyList<OutlookLine> Lines, IReadOnlyList<FigureParts> Parts,
    IReadOnlyDictionary<string, Register.LocalText> Names);
