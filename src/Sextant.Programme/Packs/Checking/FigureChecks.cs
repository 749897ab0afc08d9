using System.Globalization;

namespace Sextant.Programme.Packs.Checking;

/// <summary>What <c>figures.json</c>, <c>indicators.csv</c>, <c>criteria.csv</c> and <c>asn.csv</c> must hold to.</summary>
internal static class FigureChecks
{
    private const string File = "figures.json";

    internal static void Run(Pack pack, PackCheck check)
    {
        HashSet<string> indicators = PackCheck.Ids(pack.Indicators.Select(indicator => indicator.Id));
        Facts(pack, check, indicators);
        HashSet<string> series = PackCheck.Ids(pack.Series.Select(line => line.Id));
        check.Once(pack.Series.Select(line => line.Id), File, "usageSeries", "id");
        check.Each(pack.Series, File, "usageSeries", (line, at) =>
        {
            check.Slug(File, $"{at}.id", line.Id);
            check.Known(File, $"{at}.indicator", line.Indicator, indicators, "indicators.csv");
            check.Local(File, $"{at}.definition", line.Definition);
            check.Source(File, at, line.Source);
        });
        check.Once(pack.UsagePoints.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Series} {point.Month:yyyy-MM}")), File, "usagePoints", "month");
        check.Each(pack.UsagePoints, File, "usagePoints", (point, at) =>
        {
            check.Known(File, $"{at}.series", point.Series, series, "usageSeries");
            if (point.Value is < 0 or > 100)
            {
                check.Add(File, $"{at}.value", "no-share");
            }
        });
        check.Once(pack.Indicators.Select(indicator => indicator.Id), "indicators.csv", "row", "id");
        check.Once(pack.Criteria.Select(criterion => criterion.Id), "criteria.csv", "row", "id");
        check.Each(pack.Criteria, "criteria.csv", "row", (criterion, at) => check.OneOf("criteria.csv", at, criterion.Level, ["B", "A", "O", "I"]));
        check.Once(pack.Asns.Select(asn => asn.Number.ToString(CultureInfo.InvariantCulture)), "asn.csv", "row", "asn");
    }

    private static void Facts(Pack pack, PackCheck check, HashSet<string> indicators)
    {
        check.Once(pack.Facts.Select(PackRows.Key), File, "facts", "indicator");
        check.Each(pack.Facts, File, "facts", (fact, at) =>
        {
            foreach (string id in fact.Indicator.Split('+'))
            {
                check.Known(File, $"{at}.indicator", id, indicators, "indicators.csv");
            }

            check.Source(File, at, fact.Source);
            check.Span(File, at, fact.Date, fact.Reported);
            if (fact.Value is null && fact.Numerator is null)
            {
                check.Add(File, at, "no-figure");
            }

            if (fact.Value < 0 || fact.Numerator < 0 || fact.Denominator < 0 || (fact.Numerator is not null && fact.Denominator is not null && fact.Numerator > fact.Denominator))
            {
                check.Add(File, at, "bad-figure");
            }
        });
    }
}
