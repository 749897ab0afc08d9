namespace Sextant.Programme.Packs.Checking;

/// <summary>
/// Checks what the rows of a pack say to each other: ids once, references that exist, validity that makes sense, codes and domains that
/// belong to one organisation at a time. Finds all faults in one pass, each with its row and what to do.
/// </summary>
public static class PackChecker
{
    /// <summary>Checks a pack that was read, or put together in code.</summary>
    public static void Check(Pack pack, PackFaults faults)
    {
        var check = new PackCheck(pack, faults);
        Header(pack, check);
        OrganisationChecks.Run(pack, check);
        DomainChecks.Run(pack, check);
        DocumentChecks.Run(pack, check);
        PlanChecks.Run(pack, check);
        FigureChecks.Run(pack, check);
    }

    private static void Header(Pack pack, PackCheck check)
    {
        const string file = "pack.json";
        check.Slug(file, "id", pack.Id);
        if (pack.Version.Length > 0 && !pack.Version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'))
        {
            check.Add(file, "version", "version");
        }

        if (pack.Country.Length != 2 || !pack.Country.All(char.IsAsciiLetterUpper))
        {
            check.Add(file, "country", "country");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(pack.TimeZone, out _))
        {
            check.Add(file, "timeZone", "time-zone", PackFaults.Quote(pack.TimeZone));
        }

        if (pack.Languages.Count == 0 || pack.Languages.Distinct(StringComparer.Ordinal).Count() != pack.Languages.Count)
        {
            check.Add(file, "languages", "languages");
        }

        check.Local(file, "name", pack.Name);
        check.Each(pack.Kinds, file, "kinds", (word, at) => check.Local(file, $"{at}.name", word.Name));
        check.Each(pack.Sectors, file, "sectors", (word, at) => check.Local(file, $"{at}.name", word.Name));
        check.Each(pack.Schemes, file, "designationSchemes", (word, at) => check.Local(file, $"{at}.name", word.Name));
        check.Once(pack.Kinds.Select(word => word.Id), file, "kinds", "id");
        check.Once(pack.Sectors.Select(word => word.Id), file, "sectors", "id");
        check.Once(pack.Schemes.Select(word => word.Id), file, "designationSchemes", "id");
        check.Once(pack.Sources.Select(source => source.Id), file, "sources", "id");
        check.Each(pack.Sources, file, "sources", (source, at) =>
        {
            check.Slug(file, $"{at}.id", source.Id);
            check.Local(file, $"{at}.title", source.Title);
        });
    }
}
