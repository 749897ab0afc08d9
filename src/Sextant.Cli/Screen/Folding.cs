namespace Sextant.Cli.Screen;

/// <summary>Sentences folded to a terminal's width between words. A command at their end stays in one piece, so that it can be copied.</summary>
internal static class Folding
{
    private const string Command = "sextant ";

    /// <summary>The lines of a sentence; those after the first are indented as the first is.</summary>
    public static string Fold(string sentence, int? width)
    {
        if (width is not { } columns || TextWidth.Of(sentence) < columns)
        {
            return sentence;
        }

        string indent = new(' ', sentence.Length - sentence.TrimStart(' ').Length);
        int room = Math.Max(20, columns - 1 - indent.Length);
        int at = sentence.LastIndexOf(": " + Command, StringComparison.Ordinal);
        if (at < 0)
        {
            return Join(TextWidth.Wrap(sentence.Trim(' '), room));
        }

        string command = sentence[(at + 2)..];
        List<string> lines = [.. TextWidth.Wrap(sentence[..(at + 1)].Trim(' '), room)];
        if (TextWidth.Of(lines[^1]) + 1 + TextWidth.Of(command) <= room)
        {
            lines[^1] += " " + command;
        }
        else
        {
            lines.Add(command);
        }

        return Join(lines);

        string Join(IEnumerable<string> folded) => string.Join("\n", folded.Select(line => indent + line));
    }
}
