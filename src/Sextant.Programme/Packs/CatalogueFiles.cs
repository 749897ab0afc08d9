namespace Sextant.Programme.Packs;

/// <summary>What stands where in <c>indicators.csv</c>, <c>criteria.csv</c> and <c>asn.csv</c>.</summary>
internal static class CatalogueFiles
{
    private static readonly string[] IndicatorColumns = ["id", "group", "name", "formula", "unit", "cadence", "source_status"];
    private static readonly string[] CriterionColumns = ["id", "subject_kind", "name", "pass_condition", "level(B/A/O/I)", "weight_proposed", "source_status"];
    private static readonly string[] AsnColumns = ["asn", "org", "ipv4_ranges", "ipv6_ranges", "ipv6_prefixes"];

    internal static Pack Read(Pack pack, Func<string, byte[]?> open, PackLimits limits, PackFaults faults)
    {
        return pack with
        {
            Indicators = Rows("indicators.csv", IndicatorColumns, row => new PackIndicator(
                row.Text("id"), row.Text("group"), row.Text("name"), row.Text("formula"), row.Text("unit"), row.Text("cadence"), row.Text("source_status"))),
            Criteria = Rows("criteria.csv", CriterionColumns, row => new PackCriterion(
                row.Text("id"), row.Text("subject_kind"), row.Text("name"), row.Text("pass_condition"), row.Text("level(B/A/O/I)"),
                row.Int("weight_proposed"), row.Text("source_status"))),
            Asns = Rows("asn.csv", AsnColumns, row => new PackAsn(
                row.Long("asn", uint.MaxValue), row.Text("org"), row.Int("ipv4_ranges"), row.Int("ipv6_ranges"), row.Text("ipv6_prefixes", required: false))),
        };

        IReadOnlyList<T> Rows<T>(string file, string[] columns, Func<CsvRow, T> read) =>
            open(file) is { } bytes && CsvTable.Read(bytes, file, columns, limits, faults) is { } table ? [.. table.Rows.Select(read)] : [];
    }
}
