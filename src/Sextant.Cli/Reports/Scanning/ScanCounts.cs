using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Measurement.Runs;
using Sextant.Measurement.Scans;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports.Scanning;

/// <summary>What a campaign has counted so far, in words.</summary>
internal sealed class ScanCounts(VerbRun run, CampaignTally tally, Paint paint)
{
    private readonly CheckTexts _says = CheckTexts.For(run.Texts.Language.Word());
    private readonly CultureInfo _culture = run.Texts.Language.Culture();

    /// <summary><c>ready 12</c> and so on, in the order of the classes.</summary>
    public IEnumerable<string> Classes(IEnumerable<ResultCount> results) => results.GroupBy(r => r.Class).OrderBy(group => group.Key)
        .Select(group => string.Create(_culture, $"{paint.OfClass(group.Key, _says.Of(group.Key))} {group.Sum(r => r.Count):N0}"));

    /// <summary>Why something is unknown, the most frequent first, and what of our own went wrong.</summary>
    public IEnumerable<string> Causes() =>
    [
        .. tally.Results().Where(r => r.Cause is not null).GroupBy(r => r.Cause!.Value).OrderByDescending(group => group.Sum(r => r.Count)).Take(8)
            .Select(group => string.Create(_culture, $"{paint.OfVerdict(Verdict.Unknown)} {_says.Of(TargetClass.Unknown)} {group.Sum(r => r.Count):N0}: {_says.Of(group.Key)}")),
        .. tally.Problems().OrderByDescending(pair => pair.Value).Take(3)
            .Select(pair => string.Create(_culture, $"{paint.Warn("!")} {pair.Value:N0}: {TerminalText.Safe(pair.Key, 100)}")),
    ];

    /// <summary>Counts behind a head on lines of a terminal: broken between counts, never inside one, and the lines after the first stand under it.</summary>
    public static IEnumerable<string> Joined(string head, IEnumerable<string> parts, int width)
    {
        string line = head;
        bool any = false;
        foreach (string part in parts)
        {
            string longer = any ? $"{line} · {part}" : line + part;
            if (any && TextWidth.Of(longer) >= width)
            {
                yield return line;
                longer = new string(' ', TextWidth.Of(head)) + part;
            }

            (line, any) = (longer, true);
        }

        if (any)
        {
            yield return line;
        }
    }
}
