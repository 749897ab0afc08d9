using System.Globalization;
using Sextant.Checks.Observations;

namespace Sextant.Cli.Explaining;

/// <summary>Who stands behind the addresses of a scan, and who says so. Without a table there is nothing to print.</summary>
internal static class OriginPart
{
    public static void Write(Page page, OriginObservation? origins)
    {
        if (origins is null)
        {
            return;
        }

        page.Heading("explain.origins");
        foreach (OriginSource source in origins.Sources)
        {
            page.Line(2, page.Texts.Format("addresses.source", page.Texts["addresses.facts." + source.Facts], source.Source, source.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        foreach (AddressOriginSeen one in origins.Addresses)
        {
            string system = one.System is { } number ? string.Create(CultureInfo.InvariantCulture, $"AS{number}") : page.Texts["addresses.unknown"];
            page.Line(4, $"{one.Address,-40} {system}", Page.Joined(one.Holder, one.Country));
        }
    }
}
