using System.Globalization;
using Sextant.Checks.Judging;
using Sextant.Checks.Recipes;
using Sextant.Cli.Screen;
using Sextant.Cli.Wording;
using Sextant.Wire;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports;

/// <summary>What one name looks like to a system administrator: the classes, what is wrong, and the one thing to fix first, on one screen.</summary>
internal sealed class CheckScreen(TextWriter output, Texts texts, Paint paint, int width)
{
    private readonly CheckTexts _says = CheckTexts.For(texts.Language.Word());
    private readonly CultureInfo _culture = texts.Language.Culture();

    /// <summary>Writes the entries of one name.</summary>
    public void Write(IReadOnlyList<Judgement> entries, Repair? first)
    {
        Judgement lead = entries[0];
        WriteHead(lead);
        foreach (Judgement entry in entries)
        {
            output.WriteLine();
            WriteEntry(entry);
        }

        if (first is not null)
        {
            WriteRepair(first);
        }

        WriteFoot(lead);
    }

    private void WriteHead(Judgement lead)
    {
        string name = lead.Target == lead.Ascii ? lead.Ascii : $"{lead.Target} ({lead.Ascii})";
        string where = texts.Format("check.where", TerminalText.Safe(lead.Vantage.Name), lead.MeasuredAt.UtcDateTime.ToString("g", _culture));
        output.WriteLine($"{paint.Strong(TerminalText.Safe(name))}  {paint.Faint(where)}");
        if (lead.Vantage.Lab)
        {
            output.WriteLine(paint.Warn(_says.Note("lab")));
        }

        if (lead.Vantage.GlobalPrefixes.Count > 0)
        {
            foreach (string line in TextWidth.Wrap($"{_says.Note("global-prefixes")} {string.Join(", ", lead.Vantage.GlobalPrefixes)}", width))
            {
                output.WriteLine(paint.Faint(line));
            }
        }

        if (lead.Vantage.Fault is { } fault)
        {
            output.WriteLine(paint.Warn(fault == Failure.VantageNoIpv6 ? _says.Note("vantage-no-ipv6") : texts.Format("check.vantage-fault", _says.Of(fault))));
        }
    }

    private void WriteEntry(Judgement entry)
    {
        string kind = Capital(_says.Of(entry.Kind));
        string word = _says.Of(entry.Class).ToUpper(_culture);
        string cause = entry.Cause is { } why ? $": {_says.Of(why)}" : "";
        output.WriteLine($"{paint.Strong(kind)}  {paint.OfClass(entry.Class, word)}{cause}");
        string level = texts.Format("check.level", _says.Of(entry.Level), _says.Of(entry.LevelScope));
        output.WriteLine($"  {paint.Faint(level)}{(entry.SingleLook ? paint.Faint("  " + _says.Note("single-look")) : "")}");
        CriterionVerdict[] troubled = [.. entry.Verdicts.Where(v => v.Verdict is not (Verdict.Pass or Verdict.NotApplicable) && !entry.Unmeasured.Contains(v.Criterion))];
        // Hosts of one name often fail alike: the criterion is said once, and below it what is wrong with each.
        foreach (IGrouping<(string, Verdict), CriterionVerdict> alike in troubled.Where(v => Sentences(entry, v).Any()).GroupBy(v => (v.Criterion, v.Verdict)))
        {
            WriteTrouble(entry, [.. alike]);
        }

        WriteRemarks(entry);
        // Where the vantage could not look, there is nothing to say of each criterion: the head has said why.
        WriteList("check.unknown", troubled.Where(v => !Sentences(entry, v).Any()).Select(v => v.Criterion), Verdict.Unknown);
        WriteList("check.passed", entry.Verdicts.Where(v => v.Verdict == Verdict.Pass).Select(v => v.Criterion), Verdict.Pass);
        WriteList("check.not-applicable", entry.Verdicts.Where(v => v.Verdict == Verdict.NotApplicable).Select(v => v.Criterion), Verdict.NotApplicable);
        WriteList("check.unmeasured", entry.Unmeasured, Verdict.Unknown);
    }

    private void WriteTrouble(Judgement entry, CriterionVerdict[] alike)
    {
        CriterionVerdict first = alike[0];
        string head = $"{_says.Criterion(first.Criterion)}: {_says.Of(first.Verdict)}";
        output.Write($"  {paint.OfVerdict(first.Verdict)} {first.Criterion,-7}");
        WriteWrapped(head, indent: 12, first: 1);
        foreach (string sentence in alike.SelectMany(verdict => Sentences(entry, verdict)).Distinct(StringComparer.Ordinal))
        {
            WriteWrapped(sentence, indent: 12);
        }
    }

    // Six of each subject: a name with a hundred addresses keeps to its screen, and explain has all.
    private IEnumerable<string> Sentences(Judgement entry, CriterionVerdict verdict) => entry.Findings
        .Where(f => f.Check == verdict.Criterion && f.Subject == verdict.Subject && IsDeciding(f.Tag, verdict))
        .Select(_says.Of)
        .Distinct(StringComparer.Ordinal)
        .Take(6);

    private static bool IsDeciding(string tag, CriterionVerdict verdict) => Profile.National[tag].Verdict is not (Verdict.Pass or Verdict.NotApplicable) && verdict.Tags.Contains(tag);

    // A passing criterion may still carry a defect or remark worth a line.
    private void WriteRemarks(Judgement entry)
    {
        foreach (string sentence in entry.Findings
            .Where(f => Profile.National[f.Tag] is { Verdict: Verdict.Pass or Verdict.NotApplicable, Effect: ClassEffect.Partial or ClassEffect.Broken })
            .Select(_says.Of)
            .Distinct(StringComparer.Ordinal)
            .Take(6))
        {
            output.Write("  " + paint.OfVerdict(Verdict.Partial));
            WriteWrapped(sentence, indent: 4, first: 1);
        }
    }

    private void WriteList(string key, IEnumerable<string> criteria, Verdict verdict)
    {
        string[] ids = [.. criteria.Distinct(StringComparer.Ordinal)];
        if (ids.Length > 0)
        {
            bool begin = true;
            foreach (string line in TextWidth.Wrap($"{texts[key]}: {string.Join(", ", ids)}", Math.Max(30, width - 4)))
            {
                output.WriteLine($"{(begin ? $"  {paint.OfVerdict(verdict)} " : "    ")}{paint.Faint(line)}");
                begin = false;
            }
        }
    }

    private void WriteRepair(Repair repair)
    {
        output.WriteLine();
        output.WriteLine(paint.Strong(texts.Format("check.fix-first", repair.Finding.Check)));
        WriteWrapped(repair.Recipe.Title, indent: 2);
        int number = 1;
        foreach (string step in repair.Recipe.Steps)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"  {number++}."));
            WriteWrapped(step, indent: 5, first: 1);
        }

        foreach (string line in repair.Recipe.Configuration.TrimEnd().Split('\n').Where(line => repair.Recipe.Configuration.Length > 0))
        {
            output.WriteLine("       " + paint.Faint(TerminalText.Safe(line)));
        }
    }

    private void WriteFoot(Judgement lead)
    {
        output.WriteLine();
        output.WriteLine(paint.Faint(texts.Format("check.more", lead.Ascii)));
    }

    private void WriteWrapped(string sentence, int indent, int? first = null)
    {
        int room = Math.Max(30, width - indent);
        bool begin = true;
        foreach (string line in TextWidth.Wrap(TerminalText.Safe(sentence), room))
        {
            output.WriteLine(new string(' ', begin ? first ?? indent : indent) + line);
            begin = false;
        }
    }

    private string Capital(string word) => word.Length == 0 ? word : char.ToUpper(word[0], _culture) + word[1..];
}
