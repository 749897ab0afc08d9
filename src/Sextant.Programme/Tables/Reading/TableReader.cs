using System.Buffers.Binary;

namespace Sextant.Programme.Tables;

/// <summary>Reads a table that somebody filled in: XLSX or CSV, by what the file holds. All that is wrong is said at once, with its row and column.</summary>
public static class TableReader
{
    /// <summary>The table; null when it cannot be read as this form at all. Where a column is missing its rows are there all the same, so that all else that is wrong with them is said, too.</summary>
    public static Table? Read(TableForm form, string fileName, byte[] content, TableFaults faults, TableLimits? limits = null)
    {
        limits ??= new TableLimits();
        string? word = content.Length == 0 ? "file-empty"
            : content.Length > limits.FileBytes ? "file-large"
            : Path.GetExtension(fileName).ToLowerInvariant() is ".xlsm" or ".xltm" or ".xlam" or ".xlsb" ? "file-macros"
            : content.AsSpan().StartsWith(OldOffice) ? "file-old"
            : null;
        if (word is not null)
        {
            faults.File(word, limits.FileBytes >> 20);
            return null;
        }

        bool zip = content.Length > 4 && BinaryPrimitives.ReadUInt32LittleEndian(content) == 0x04034B50;
        Sheet? sheet = zip ? WorkbookReader.Read(content, limits, faults) : CsvReader.Read(content, limits, faults);
        return sheet is null ? null : new TableHeader(form, sheet, faults).Table(limits);
    }

    /// <summary>The head of a compound file: a workbook of before 2007, or one locked by a password.</summary>
    private static ReadOnlySpan<byte> OldOffice => [0xD0, 0xCF, 0x11, 0xE0];
}
