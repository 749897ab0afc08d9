using System.Globalization;

namespace Sextant.Programme.Packs.Checking;

/// <summary>What <c>organisations.json</c> and <c>map.json</c> must hold to.</summary>
internal static class OrganisationChecks
{
    private const string File = "organisations.json";

    internal static void Run(Pack pack, PackCheck check)
    {
        HashSet<string> kinds = PackCheck.Ids(pack.Kinds.Select(word => word.Id));
        HashSet<string> sectors = PackCheck.Ids(pack.Sectors.Select(word => word.Id));
        Dictionary<string, PackScheme> schemes = pack.Schemes.DistinctBy(scheme => scheme.Id).ToDictionary(scheme => scheme.Id, StringComparer.Ordinal);
        var codes = new TimedOwners();
        if (pack.Organisations.Count == 0)
        {
            check.Add(File, "organisations", "no-organisation");
        }

        check.Once(pack.Organisations.Select(organisation => organisation.Id), File, "organisations", "id");
        check.Each(pack.Organisations, File, "organisations", (organisation, at) =>
        {
            check.Slug(File, $"{at}.id", organisation.Id);
            check.Known(File, $"{at}.kind", organisation.Kind, kinds, "pack.json kinds");
            check.Known(File, $"{at}.sector", organisation.Sector, sectors, "pack.json sectors");
            check.Source(File, at, organisation.Source);
            check.Span(File, at, organisation.From, organisation.Until);
            Names(organisation, at, check);
            check.Each(organisation.Designations, File, $"{at}.designations", (item, place) => Designation(organisation, item, place));
        });
        Relations(pack, check);
        Outlines(pack, check);

        void Designation(PackOrganisation organisation, PackDesignation item, string place)
        {
            check.Known(File, $"{place}.scheme", item.Scheme, schemes.Keys, "pack.json designationSchemes");
            check.Source(File, place, item.Source);
            check.Span(File, place, item.From, item.Until);
            Within(organisation, (item.From, item.Until), File, place, check);
            bool unique = schemes.TryGetValue(item.Scheme, out PackScheme? scheme) && scheme.Unique;
            string key = unique ? $"{item.Scheme} {item.Value}" : $"{item.Scheme} {item.Value} {organisation.Id}";
            if (codes.Clash(key, organisation.Id, item.From ?? organisation.From, item.Until ?? organisation.Until) is { } other)
            {
                check.Add(File, place, "code-taken", PackFaults.Quote(key), PackFaults.Quote(other));
            }
        }
    }

    /// <summary>A row of an organisation must lie within its life, where that is known.</summary>
    internal static void Within(PackOrganisation organisation, (DateOnly? From, DateOnly? Until) days, string file, string place, PackCheck check)
    {
        if (days.From < organisation.From || days.Until > organisation.Until || days.From > organisation.Until || days.Until < organisation.From)
        {
            check.Add(file, place, "outside-life", PackFaults.Quote(organisation.Id));
        }
    }

    private static void Names(PackOrganisation organisation, string at, PackCheck check)
    {
        if (organisation.Names.Count == 0)
        {
            check.Add(File, $"{at}.names", "no-name");
        }

        var taken = new TimedOwners();
        check.Each(organisation.Names, File, $"{at}.names", (name, place) =>
        {
            check.Local(File, $"{place}.name", name.Name);
            check.Span(File, place, name.From, name.Until);
            Within(organisation, (name.From, name.Until), File, place, check);
            if (taken.Clash("name", place, name.From, name.Until) is { } other)
            {
                check.Add(File, place, "overlap", other);
            }
        });
    }

    private static void Relations(Pack pack, PackCheck check)
    {
        var seen = new HashSet<(string, string, string, DateOnly?)>();
        HashSet<string> documents = PackCheck.Ids(pack.Documents.Select(document => document.Id));
        check.Each(pack.Relations, File, "relations", (relation, at) =>
        {
            check.Known(File, $"{at}.from", relation.From, check.Organisations.Keys, File);
            check.Known(File, $"{at}.to", relation.To, check.Organisations.Keys, File);
            check.OneOf(File, $"{at}.kind", relation.Kind, ClosedWords.RelationKinds);
            check.Source(File, at, relation.Source);
            check.Known(File, $"{at}.decision", relation.Decision, documents, "documents.json");
            check.Span(File, at, relation.On, relation.Until);
            if (relation.From.Length > 0 && relation.From == relation.To)
            {
                check.Add(File, at, "self-relation");
            }

            if (!seen.Add((relation.From, relation.To, relation.Kind, relation.On)))
            {
                check.Add(File, at, "same-relation");
            }

            if (relation.Kind is "merged-into" or "succeeded-by")
            {
                Succession(relation, at, check);
            }
        });
    }

    /// <summary>Who was merged or succeeded has ended the day before, and its successor lives on that day.</summary>
    private static void Succession(PackRelation relation, string at, PackCheck check)
    {
        if (relation.On is not { } first)
        {
            check.Add(File, $"{at}.on", "no-first-day");
            return;
        }

        if (check.Organisations.TryGetValue(relation.From, out PackOrganisation? former) && (first == DateOnly.MinValue || former.Until != first.AddDays(-1)))
        {
            check.Add(File, at, "former-ends", PackFaults.Quote(relation.From), first);
        }

        if (check.Organisations.TryGetValue(relation.To, out PackOrganisation? successor) && (successor.From > first || successor.Until < first))
        {
            check.Add(File, at, "no-successor", PackFaults.Quote(relation.To), first);
        }
    }

    private static void Outlines(Pack pack, PackCheck check)
    {
        if (pack.Map is not { } map)
        {
            return;
        }

        const string file = "map.json";
        check.Source(file, string.Empty, map.Source);
        string[] box = map.ViewBox.Split(' ');
        if (box.Length != 4 || !box.All(part => double.TryParse(part, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)))
        {
            check.Add(file, "viewBox", "view-box");
        }

        check.Once(map.Outlines.Select(outline => outline.Organisation), file, "outlines", "organisation");
        check.Each(map.Outlines, file, "outlines", (outline, at) =>
        {
            check.Known(file, $"{at}.organisation", outline.Organisation, check.Organisations.Keys, File);

            // The path is written into pages as an attribute: only what SVG path data needs may stand in it.
            if (!outline.Path.All(c => char.IsAsciiDigit(c) || "MmLlHhVvCcSsQqTtAaZz,.-+e ".Contains(c, StringComparison.Ordinal)))
            {
                check.Add(file, $"{at}.path", "no-path");
            }
        });
    }
}
