namespace Sextant.Programme.Packs;

/// <summary>What stands where in <c>pack.json</c>, <c>organisations.json</c>, <c>domains.json</c> and <c>map.json</c>.</summary>
internal static class PackFiles
{
    internal static Pack Header(JsonRow row, PackFolder files)
    {
        int format = row.Int("format");
        IReadOnlyList<string> languages = row.Texts("languages");
        var pack = new Pack
        {
            Id = row.Text("id", 40),
            Version = row.Text("version", 40),
            Country = row.Text("country", 2),
            Name = row.Local("name"),
            TimeZone = row.Text("timeZone", 60),
            Languages = languages,
            Kinds = row.List("kinds", Word),
            Sectors = row.List("sectors", Word),
            Schemes = row.List("designationSchemes", scheme => new PackScheme(scheme.Text("id", 60), scheme.Flag("unique"), scheme.Local("name")) { Values = scheme.List("values", Word), OfOrganisation = scheme.Flag("organisation") }),
            Attributions = row.List("attribution", part => new PackAttribution(part.Text("of"), part.Text("text"), part.Text("licence"), part.OptionalText("url"))),
            Sources = row.List("sources", source => Source(source, languages.FirstOrDefault() ?? string.Empty, files)),
        };
        if (format != PackReader.Format)
        {
            row.Fault("format", "format", PackReader.Format, format);
        }

        row.Done();
        return pack;
    }

    internal static Pack Organisations(JsonRow row, Pack pack) => pack with
    {
        Organisations = row.List("organisations", Organisation),
        Relations = row.List("relations", relation => new PackRelation(
            relation.Text("from"), relation.Text("to"), relation.Text("kind"), relation.OptionalDate("on"), relation.OptionalDate("until"),
            relation.Text("source"), relation.Note(), relation.OptionalText("decision", 80))),
    };

    internal static Pack Domains(JsonRow row, Pack pack) => pack with
    {
        Domains = row.List("domains", domain => new PackDomain(
            domain.Text("organisation"), domain.Text("domain", 253), domain.Texts("kinds"), domain.Text("role", 60), domain.OptionalDate("from"),
            domain.OptionalDate("until"), domain.Text("confidence"), domain.Text("source"), domain.Note())),
    };

    internal static Pack Map(JsonRow row, Pack pack, PackLimits limits) => pack with
    {
        Map = new PackMap(
            row.Text("viewBox", 60), row.Text("source"), row.Note(),
            row.List("outlines", outline => new PackOutline(outline.Text("organisation"), outline.Text("path", limits.PathLength))),
            row.List("labels", label => new PackMapLabel(label.Int("x"), label.Int("y"), label.Local("name")))),
    };

    private static PackWord Word(JsonRow row) => new(row.Text("id", 60), row.Local("name"));

    private static PackSource Source(JsonRow row, string leading, PackFolder files)
    {
        string? file = row.OptionalText("file", 200);
        return new PackSource(
            row.Text("id", 60), row.Text("kind", 60), row.TitleText("title", leading), row.OptionalText("publisher"), row.OptionalDate("date"), row.Flag("toConfirm"),
            row.Note(), file, string.IsNullOrEmpty(file) ? null : files.SourceText(file, row.Place("file")));
    }

    private static PackOrganisation Organisation(JsonRow row) => new(
        row.Text("id", 80), row.Text("kind", 60), row.Text("sector", 60), row.OptionalDate("from"), row.OptionalDate("until"),
        row.List("names", name => new PackName(name.Local("name"), name.OptionalDate("from"), name.OptionalDate("until"))),
        row.List("designations", item => new PackDesignation(
            item.Text("scheme", 60), item.Text("value", 200), item.OptionalDate("from"), item.OptionalDate("until"), item.OptionalText("source"), item.Note())),
        row.Text("source"), row.Note());
}
