namespace Sextant.Programme.Register;

/// <summary>A table that somebody brought in. Its versions tell its way: staged, applied, undone, dropped, each with who and when.</summary>
internal sealed class RegisterImport : RegisterRow
{
    /// <summary>Id of the form.</summary>
    public required string Form { get; set; }

    /// <summary>What it belongs to: the plan of its tasks; null where the table itself says it.</summary>
    public string? Scope { get; set; }

    public required string FileName { get; set; }

    public required string Sha256 { get; set; }

    /// <summary>Of what the rows say, whatever file they lie in and in which order; null of those that came in before it was kept.</summary>
    public string? RowsSha256 { get; set; }

    public int Bytes { get; set; }

    /// <summary>Rows of the table.</summary>
    public int Rows { get; set; }

    /// <summary>Facts that are new.</summary>
    public int Added { get; set; }

    /// <summary>Facts that became otherwise.</summary>
    public int Changed { get; set; }

    /// <summary>Facts that stood there already.</summary>
    public int Unchanged { get; set; }

    /// <summary><c>staged</c>, <c>applied</c>, <c>undone</c> or <c>dropped</c>.</summary>
    public required string State { get; set; }

    /// <summary>Key of the person who staged it.</summary>
    public required string By { get; set; }
}

/// <summary>The file of a staged import; gone when it is applied or dropped, its hash stays.</summary>
internal sealed class RegisterImportFile
{
    public long Id { get; set; }

    public required string Import { get; set; }

    public DateTimeOffset StagedAt { get; set; }

    public required byte[] Content { get; set; }
}

/// <summary>One version of a fact that an import wrote: by it the import is undone.</summary>
internal sealed class RegisterImportLine
{
    public long Id { get; set; }

    public required string Import { get; set; }

    /// <summary>The table of the register.</summary>
    public required string Table { get; set; }

    public required string RowKey { get; set; }

    /// <summary>The row of the spreadsheet.</summary>
    public int Line { get; set; }

    /// <summary>The version that stood there before; null: none.</summary>
    public long? BeforeId { get; set; }

    /// <summary>The version that the import wrote.</summary>
    public long AfterId { get; set; }
}
