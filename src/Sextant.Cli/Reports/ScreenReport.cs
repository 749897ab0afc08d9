using Sextant.Checks.Judging;
using Sextant.Checks.Recipes;
using Sextant.Cli.Screen;
using Sextant.Cli.Verbs;
using Sextant.Cli.Wording;

namespace Sextant.Cli.Reports;

/// <summary>One screen for each name.</summary>
internal sealed class ScreenReport : ICheckReport
{
    private readonly VerbRun _run;
    private readonly CheckScreen _screen;
    private bool _any;

    public ScreenReport(VerbRun run)
    {
        _run = run;
        _screen = new CheckScreen(run.Console.Out, run.Texts, Paint.For(run.Console), run.Console.Width);
    }

    public void Begin()
    {
    }

    public void Write(MeasuredName measured)
    {
        if (_any)
        {
            _run.Console.Out.WriteLine();
        }

        _any = true;
        _screen.Write(measured.Entries, Repair.First(measured.Scan, measured.Entries, Profile.National, _run.Texts.Language.Word()));
    }

    public void End()
    {
    }
}
