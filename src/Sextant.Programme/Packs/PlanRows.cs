using System.Globalization;
using Sextant.Programme.Register;

namespace Sextant.Programme.Packs;

/// <summary>The register's rows of a pack's plans, meetings and figures. What happened on a day is valid from that day on.</summary>
internal static class PlanRows
{
    internal static IEnumerable<RegisterWorkGroup> WorkGroups(Pack pack) => pack.WorkGroups.Select(item => new RegisterWorkGroup
    {
        Key = item.Id.ToString(CultureInfo.InvariantCulture), Number = item.Id, Name = item.Name, Source = item.Source,
    });

    internal static IEnumerable<RegisterProgramme> Programmes(Pack pack) => pack.Programmes.Select(item => new RegisterProgramme
    {
        Key = item.Id, Name = item.Name, Starts = item.From, Ends = item.Until, Decision = item.Decision, ScopeKinds = string.Join(' ', item.Scope?.Kinds ?? []),
        ScopeUnits = item.Scope?.Units, ScopeUntil = item.Scope?.Until,
        ServicesUntil = string.Join(' ', (item.Scope?.ServicesUntil ?? new Dictionary<string, DateOnly>()).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value:yyyy-MM-dd}"))),
        Source = item.Source, Note = item.Note ?? item.Scope?.Note,
    });

    internal static IEnumerable<RegisterPhase> Phases(Pack pack) => pack.Phases.Select(item => new RegisterPhase
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{item.Programme}/{item.Number}"), Programme = item.Programme, Number = item.Number, Name = item.Name,
        Starts = item.From, Ends = item.Until, Source = item.Source,
    });

    internal static IEnumerable<RegisterTargetValue> TargetValues(Pack pack) => pack.TargetValues.Select(item => new RegisterTargetValue
    {
        Key = PackRows.Key(item), Programme = item.Programme, Indicator = item.Indicator, Phase = item.Phase, Starts = item.From, By = item.By,
        Value = item.Value, Low = item.Low, High = item.High, Unit = item.Unit, State = item.State, Source = item.Source, Note = item.Note,
    });

    internal static IEnumerable<RegisterDay> Days(Pack pack) => pack.Days.Select(item => new RegisterDay
    {
        Key = (item.Year is { } year ? string.Create(CultureInfo.InvariantCulture, $"{year}-") : "") + string.Create(CultureInfo.InvariantCulture, $"{item.Month:00}-{item.Day:00}/{item.Name}"), Year = item.Year, Month = item.Month, Day = item.Day, Off = item.Off ? true : null, Name = item.Name, Source = item.Source,
    });

    internal static IEnumerable<RegisterFact> Facts(Pack pack) => pack.Facts.Select(item => new RegisterFact
    {
        Key = PackRows.Key(item), Indicator = item.Indicator, Date = item.Date, Value = item.Value, Unit = item.Unit, Of = item.Of, Numerator = item.Numerator,
        Denominator = item.Denominator, Counts = item.Counts, Target = item.Target, Stated = item.Stated, AtLeast = item.AtLeast, RankWorld = item.RankWorld,
        RankRegion = item.RankRegion, RankSource = item.RankSource, Reported = item.Reported, ValidFrom = item.Date, Source = item.Source, Note = item.Note,
    });

    internal static IEnumerable<RegisterSeries> Series(Pack pack) => pack.Series.Select(item => new RegisterSeries
    {
        Key = item.Id, Publisher = item.Publisher, Indicator = item.Indicator, Definition = item.Definition, Source = item.Source,
    });

    internal static IEnumerable<RegisterUsagePoint> UsagePoints(Pack pack) => pack.UsagePoints.Select(item => new RegisterUsagePoint
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{item.Series}/{item.Month:yyyy-MM}"), Series = item.Series, Month = item.Month, Value = item.Value,
        RankWorld = item.RankWorld, ValidFrom = item.Month,
    });

    internal static IEnumerable<RegisterIndicator> Indicators(Pack pack) => pack.Indicators.Select((item, i) => new RegisterIndicator
    {
        Key = item.Id, Position = i, Group = item.Group, Name = item.Name, Formula = item.Formula, Unit = item.Unit, Cadence = item.Cadence, Status = item.Status,
    });

    internal static IEnumerable<RegisterCriterion> Criteria(Pack pack) => pack.Criteria.Select((item, i) => new RegisterCriterion
    {
        Key = item.Id, Position = i, SubjectKind = item.SubjectKind, Name = item.Name, PassCondition = item.PassCondition, Level = item.Level, Weight = item.Weight, Status = item.Status,
    });

    internal static IEnumerable<RegisterAsn> Asns(Pack pack) => pack.Asns.Select(item => new RegisterAsn
    {
        Key = item.Number.ToString(CultureInfo.InvariantCulture), Number = item.Number, Holder = item.Holder, Ipv4Ranges = item.Ipv4Ranges, Ipv6Ranges = item.Ipv6Ranges,
        Ipv6Prefixes = item.Ipv6Prefixes,
    });
}
