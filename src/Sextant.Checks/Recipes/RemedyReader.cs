using System.Text;

namespace Sextant.Checks.Recipes;

/// <summary>
/// Reads a remedy. Its head has <c>tags:</c>, <c>who:</c>, <c>vi:</c> and <c>en:</c>; then sections <c>[first]</c>, <c>[nginx]</c> ...,
/// <c>[unknown]</c>, <c>[last]</c>, each with steps (<c>vi - ...</c>, <c>en - ...</c>) and files
/// (<c>file: place | syntax</c>, the text indented by two spaces). A fault is a mistake of the build and is thrown.
/// </summary>
internal static class RemedyReader
{
    private static readonly string[] Syntaxes = ["nginx", "apache", "iis", "postfix", "named", "nsd", "pdns", "knot", "zone", "nft", "shell"];

    private static readonly string[] Actors = ["server", "dns-host", "registrar", "network"];

    public static Remedy Read(string name, string text)
    {
        var head = new Dictionary<string, string>(StringComparer.Ordinal);
        var blocks = new Dictionary<string, RemedyBlock>(StringComparer.Ordinal);
        RemedyBlock? block = null;
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd();
            if (line.Length == 0)
            {
                continue;
            }

            if (line.StartsWith('['))
            {
                block = new RemedyBlock();
                Require(IsSection(line[1..^1]) && blocks.TryAdd(line[1..^1], block), name, line);
            }
            else if (block is not null && line.StartsWith("file: ", StringComparison.Ordinal))
            {
                block.Parts.Add(ReadFile(name, line, lines, ref i));
            }
            else if (block is not null)
            {
                Require(line.Length > 5 && line.AsSpan(2, 3) is " - " && block.Steps.ContainsKey(line[..2]), name, line);
                block.Steps[line[..2]].Add(line[5..]);
            }
            else
            {
                int colon = line.IndexOf(':', StringComparison.Ordinal);
                Require(colon > 0 && head.TryAdd(line[..colon], line[(colon + 1)..].Trim()), name, line);
            }
        }

        return Build(name, head, blocks);
    }

    private static Remedy Build(string name, Dictionary<string, string> head, Dictionary<string, RemedyBlock> blocks)
    {
        foreach (string key in (ReadOnlySpan<string>)["tags", "who", "vi", "en"])
        {
            Require(head.ContainsKey(key), name, $"{key}: is missing");
        }

        string[] who = head["who"].Split(' ');
        Require(who.All(Actors.Contains), name, "who: " + head["who"]);
        Require(blocks.Values.All(b => b.Steps["vi"].Count == b.Steps["en"].Count), name, "a section has more steps in one language");
        return new Remedy(
            name,
            head["tags"].Split(' '),
            who,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["vi"] = head["vi"], ["en"] = head["en"] },
            blocks);
    }

    private static ConfigurationPart ReadFile(string name, string line, string[] lines, ref int at)
    {
        string[] place = line["file: ".Length..].Split(" | ");
        Require(place.Length == 2 && Syntaxes.Contains(place[1]), name, line);
        var text = new StringBuilder();
        while (at + 1 < lines.Length && lines[at + 1].StartsWith("  ", StringComparison.Ordinal))
        {
            text.Append(lines[++at].AsSpan(2)).Append('\n');
        }

        return new ConfigurationPart(place[0], place[1], text.ToString());
    }

    private static bool IsSection(string word) =>
        word is "first" or "last" || (Enum.TryParse(word, ignoreCase: true, out Software software) && Enum.IsDefined(software));

    private static void Require(bool condition, string name, string line)
    {
        if (!condition)
        {
            throw new InvalidDataException($"The remedy \"{name}\" is faulty at: {line}");
        }
    }
}
