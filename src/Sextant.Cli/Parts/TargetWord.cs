using Sextant.Checks.Observations;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Wire;
using Sextant.Wire.Names;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Parts;

/// <summary>A target as a person writes it: <c>example.gov.vn</c> for every kind that was measured under it, or <c>mail:example.gov.vn</c>.</summary>
/// <param name="Ascii">The name in A-labels.</param>
/// <param name="Keys">The keys it may stand for.</param>
internal sealed record TargetWord(string Ascii, IReadOnlyList<string> Keys)
{
    /// <exception cref="BadInputException">It names no target.</exception>
    public static TargetWord Parse(VerbRun run, string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        string name = word[(colon + 1)..];
        TargetKind[] kinds = [.. Enum.GetValues<TargetKind>().Where(kind => colon < 0 || FailureWords.Kebab(kind.ToString()) == word[..colon])];
        if (kinds.Length == 0)
        {
            throw new BadInputException("check.bad-kind", word[..colon], string.Join(", ", Enum.GetValues<TargetKind>().Select(kind => FailureWords.Kebab(kind.ToString()))));
        }

        if (!HostName.TryParse(name, out HostName? host, out string? fault))
        {
            throw new BadInputException("names.faults", 1)
            {
                Details = [$"\"{TerminalText.Safe(name, 100)}\": {CheckTexts.For(run.Texts.Language.Word()).NameFault(fault)}"],
            };
        }

        return new TargetWord(host.Ascii, [.. kinds.Select(kind => new Target(kind, host.Ascii).Key)]);
    }
}
