using System.Text;

namespace Sextant.Cli.Screen;

/// <summary>
/// A few lines at the foot of a terminal that are painted over again and again. Each is cut to the terminal's width: a line that the terminal
/// breaks would take two rows, and the next painting would leave the first of them behind.
/// </summary>
internal sealed class PaintedLines(IConsole console)
{
    private int _rows;

    /// <summary>Paints these lines where the last ones stood.</summary>
    public void Show(IReadOnlyCollection<string> lines)
    {
        // The last column stays free: some terminals break the line once it is filled.
        int room = Math.Max(1, (console.Painting ?? 80) - 1);
        var text = new StringBuilder(Back());
        foreach (string line in lines)
        {
            text.Append("\e[K").Append(TextWidth.Clip(line, room)).Append('\n');
        }

        console.Error.Write(text.Append("\e[J").ToString());
        _rows = lines.Count;
    }

    /// <summary>Takes the lines away, so that something else can be written.</summary>
    public void Clear()
    {
        if (_rows > 0)
        {
            console.Error.Write(Back() + "\e[J");
            _rows = 0;
        }
    }

    private string Back() => _rows > 0 ? $"\e[{_rows}A\r" : "\r";
}
