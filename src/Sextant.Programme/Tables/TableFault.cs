namespace Sextant.Programme.Tables;

/// <summary>One thing wrong with a table.</summary>
/// <param name="Row">The row as the spreadsheet or the editor counts it; 0: the file as a whole.</param>
/// <param name="Column">The column, from 1; 0: the row as a whole.</param>
/// <param name="Header">Id of the column, where it is one of the form's.</param>
/// <param name="Word">Which of the faults of <see cref="TableTexts"/>.</param>
/// <param name="Parameters">What its sentence names; quoted and made harmless.</param>
public sealed record TableFault(int Row, int Column, string? Header, string Word, IReadOnlyList<object> Parameters)
{
    /// <summary>The letters of the column as spreadsheets write them: 1 is A, 27 is AA; empty where there is none.</summary>
    public string Letters => LettersOf(Column);

    internal static string LettersOf(int column)
    {
        string letters = "";
        for (int left = column; left > 0; left = (left - 1) / 26)
        {
            letters = (char)('A' + ((left - 1) % 26)) + letters;
        }

        return letters;
    }
}

/// <summary>Collects faults, so that who fills a table in sees all of them at once; keeps the first <see cref="Most"/>, counts the rest.</summary>
public sealed class TableFaults
{
    /// <summary>1,000: more than anybody mends in one go, and bounded whatever the file holds.</summary>
    public const int Most = 1_000;

    private readonly List<TableFault> _list = [];

    /// <summary>The first faults, by row and column.</summary>
    public IReadOnlyList<TableFault> List => [.. _list.OrderBy(fault => fault.Row).ThenBy(fault => fault.Column)];

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool None => Count == 0;

    internal void Add(TableFault fault)
    {
        Count++;
        if (_list.Count < Most)
        {
            _list.Add(fault);
        }
    }

    internal void Add(int row, int column, string word, params object[] parameters) => Add(new TableFault(row, column, null, word, parameters));

    internal void File(string word, params object[] parameters) => Add(0, 0, word, parameters);
}
