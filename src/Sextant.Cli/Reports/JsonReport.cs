using Sextant.Checks.Judging;

namespace Sextant.Cli.Reports;

/// <summary>One JSON array of entries, written as they come: a run that is stopped leaves what was done, and memory does not grow.</summary>
internal sealed class JsonReport(TextWriter output) : ICheckReport
{
    private bool _any;

    public void Begin() => output.Write('[');

    public void Write(MeasuredName measured)
    {
        foreach (Judgement entry in measured.Entries)
        {
            output.Write(_any ? ",\n" : "\n");
            output.Write(JudgementJson.Write(entry));
            _any = true;
        }
    }

    public void End() => output.WriteLine(_any ? "\n]" : "]");
}
