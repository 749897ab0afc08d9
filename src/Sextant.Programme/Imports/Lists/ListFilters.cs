using System.Globalization;
using Sextant.Programme.Register;
using Sextant.Programme.Tables;

namespace Sextant.Programme.Imports.Lists;

/// <summary>
/// By what lists are narrowed: each by words that stand in a row, those of organisations by one of them, and by what their own pages ask. Lists whose rows take the place of all that stood there when they
/// come back are narrowed by nothing that would take a part of them.
/// </summary>
public static class ListFilters
{
    private const string Unit = "organisation";

    /// <summary>Those of a list.</summary>
    public static IReadOnlyList<ListFilter> Of(IListTable list)
    {
        ListFilter[] common = list.IsWhole ? [] : Place(list) < 0 ? [ListFilter.Search] : [ListFilter.Search, ListFilter.Organisation];
        return [.. list.Filters, .. common.Where(one => list.Filters.All(own => own.Name != one.Name))];
    }

    /// <summary>The rows that are asked for, where the list has not seen to that itself.</summary>
    internal static WrittenTable Narrowed(IListTable list, IReadOnlyDictionary<string, string> chosen, WrittenTable table)
    {
        IEnumerable<IReadOnlyList<object?>> rows = table.Rows;
        if (Common(ListFilter.Organisation) is { } organisation && Place(list) is >= 0 and int place)
        {
            rows = rows.Where(row => row[place] as string == organisation);
        }

        if (Common(ListFilter.Search) is { } search)
        {
            string[] words = Folded.Of(search).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            rows = rows.Where(row => Folded.Of(string.Join(' ', row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)))) is { } said && words.All(word => said.Contains(word, StringComparison.Ordinal)));
        }

        return ReferenceEquals(rows, table.Rows) ? table : table with { Rows = [.. rows] };

        string? Common(ListFilter filter) => list.Filters.All(own => own.Name != filter.Name) ? chosen.GetValueOrDefault(filter.Name) : null;
    }

    private static int Place(IListTable list) => list.Table.Columns.ToList().FindIndex(column => column.Id == Unit);
}
