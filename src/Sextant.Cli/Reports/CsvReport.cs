using Sextant.Checks.Judging;

namespace Sextant.Cli.Reports;

/// <summary>One row for each verdict.</summary>
internal sealed class CsvReport(TextWriter output) : ICheckReport
{
    public void Begin()
    {
        output.Write(CheckCsv.Header);
        output.Write("\r\n");
    }

    public void Write(MeasuredName measured)
    {
        foreach (Judgement entry in measured.Entries)
        {
            CheckCsv.Write(output, entry);
        }
    }

    public void End()
    {
    }
}
