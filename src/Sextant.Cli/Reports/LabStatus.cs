using Sextant.Checks.Judging;
using Sextant.Checks.Observations;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;
using Sextant.Lab.Country;
using Sextant.Lab.Network;
using CheckTexts = Sextant.Checks.Wording.Texts;

namespace Sextant.Cli.Reports;

/// <summary>Which cases the lab country shows, and what a right measurement says of each.</summary>
internal static class LabStatus
{
    /// <summary>One line each for a person; what a case shows is folded under its beginning.</summary>
    public static void Write(VerbRun run, IReadOnlyList<LabCase> cases)
    {
        CheckTexts says = CheckTexts.For(run.Texts.Language.Word());
        var paint = Paint.For(run.Console);
        int kinds = cases.Select(one => TextWidth.Of(KindWord(run, one.Kind))).DefaultIfEmpty().Max();
        foreach (IGrouping<string, LabCase> name in cases.GroupBy(one => one.Name))
        {
            run.Console.Out.WriteLine("  " + paint.Strong(TerminalText.Safe(name.Key)));
            foreach (LabCase one in name)
            {
                TargetClass expected = Enum.Parse<TargetClass>(one.Expected.ToString());
                string shows = run.Texts.Language == Language.Vi ? one.Shows.Vi : one.Shows.En;
                run.Write($"    {TextWidth.Pad(KindWord(run, one.Kind), kinds)}  {paint.OfClass(expected, says.Of(expected))}: {TerminalText.Safe(shows)}");
            }
        }
    }

    /// <summary>The same for programs.</summary>
    public static void WriteJson(VerbRun run, int? process, LabMap? map, IReadOnlyList<LabCase> cases) => ResultJson.Write(run, new
    {
        Schema = 1,
        Up = process is not null,
        Process = process,
        Endpoints = map?.Endpoints.Count,
        Cases = cases.Select(one => new { one.Id, one.Name, one.Kind, one.Expected, one.Organisation }),
    });

    private static string KindWord(VerbRun run, LabKind kind) => run.Texts["lab.kind." + Wire.FailureWords.Kebab(kind.ToString())];
}
