namespace Sextant.Programme.Tables;

/// <summary>A table to be given out.</summary>
/// <param name="Form">Its columns; all of them, in this order.</param>
/// <param name="Rows">Cells in the order of the columns: texts, whole numbers, amounts, days, or null.</param>
public sealed record WrittenTable(TableForm Form, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>As <c>csv</c>, or anything else as XLSX.</summary>
    public TableFile As(string? kind, string name, string language) => kind == "csv"
        ? new TableFile(name + ".csv", "text/csv; charset=utf-8", CsvWriter.Write(this, language))
        : new TableFile(name + ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", WorkbookWriter.Write(this, language));
}

/// <summary>A table as a file.</summary>
public sealed record TableFile(string Name, string Type, byte[] Content);
