using System.Text.RegularExpressions;
using Sextant.Measurement.Storage;

namespace Sextant.Measurement.Lake;

/// <summary>
/// What a query of a person's reads: the tables it names, by day; and for <c>history('site:NAME')</c> the second copy's files of the targets whose keys are written out in it.
/// A table it does not name is there and has no files: to open the footers of three years' files takes longer than many a query.
/// </summary>
internal sealed partial class LakeSources
{
    private readonly SortedDictionary<LakeTable, IReadOnlyList<LakeFile>> _tables = [];
    private readonly LakeRange _range;

    internal LakeSources(string sql, LakeRange range)
    {
        _range = range;
        Tables = [.. Enum.GetValues<LakeTable>().Where(table => sql.Contains(Words<LakeTable>.Of(table), StringComparison.OrdinalIgnoreCase))];
        Parts = sql.Contains("history", StringComparison.OrdinalIgnoreCase)
            ? [.. Literal().Matches(sql).Select(text => LakeCopy.BucketOf(text.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal))).Distinct().Order()]
            : [];
    }

    /// <summary>The tables that the query names.</summary>
    internal IReadOnlyList<LakeTable> Tables { get; }

    /// <summary>The parts of the second copy in which the texts lie that are written out in it, should they be targets.</summary>
    internal IReadOnlyList<int> Parts { get; }

    /// <summary>The files of those parts, and those that are in no copy yet.</summary>
    internal IReadOnlyList<string> Named { get; set; } = [];

    /// <summary>Rows before this are past their time.</summary>
    internal DateTimeOffset? Since { get; set; }

    /// <summary>Every file that may be opened.</summary>
    internal IEnumerable<string> Paths => _tables.Values.SelectMany(files => files).Select(file => file.FullPath).Concat(Named).Distinct(StringComparer.Ordinal);

    internal void Add(LakeTable table, IReadOnlyList<LakeFile> files) => _tables.Add(table, files);

    /// <summary>The statements that make the views, one for each table, and the macro.</summary>
    internal string Views() => string.Join("; ", [.. Enum.GetValues<LakeTable>().Select(ViewOf), History()]);

    private string ViewOf(LakeTable table)
    {
        string name = Words<LakeTable>.Of(table);
        return $"CREATE TABLE no_{name} ({LakeSchema.Columns(table)}); CREATE VIEW {name} AS {LakeSql.Source($"no_{name}", _tables.GetValueOrDefault(table, []))}";
    }

    /// <summary>A target that is computed lies in files that were not opened: that is said, not answered with no rows.</summary>
    private string History()
    {
        string empty = $"SELECT * FROM no_{Words<LakeTable>.Of(LakeCopy.Table)}";
        string rows = Named.Count == 0 ? empty : $"{empty} UNION ALL BY NAME {LakeSql.Rows(Named)}";
        string opened = Parts.Count == 0 ? "false" : $"{LakeCopy.BucketSqlOf("of_target")} IN ({string.Join(", ", Parts)})";
        return $"""
            CREATE MACRO history(of_target) AS TABLE
            SELECT * FROM ({rows}) WHERE {string.Join(" AND ", Bounds().Prepend("target = of_target"))}
            UNION ALL BY NAME
            SELECT * FROM (SELECT CASE WHEN {opened} THEN NULL ELSE error('history takes a target that is written out, such as history(''site:example.gov.vn'')') END AS target) WHERE target IS NOT NULL
            """;
    }

    private IEnumerable<string> Bounds()
    {
        DateTimeOffset? from = _range.From is { } day ? Midnight(day) : null;
        foreach (DateTimeOffset first in new[] { from, Since }.OfType<DateTimeOffset>())
        {
            yield return $"measured_at >= {LakeSql.Instant(first)}";
        }

        if (_range.To is { } last)
        {
            yield return $"measured_at < {LakeSql.Instant(Midnight(last.AddDays(1)))}";
        }

        if (_range.Campaign is { } campaign)
        {
            yield return $"campaign = {LakeSql.Quote(campaign)}";
        }
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex Literal();
}
