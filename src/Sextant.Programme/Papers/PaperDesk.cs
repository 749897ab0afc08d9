using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers;

/// <summary>The office's papers: what they are made of, and what makes files of them.</summary>
public sealed class PaperDesk(ProgrammeDatabase database, IMeasuredStates states, TimeProvider clock, KpiOptions? options = null)
{
    /// <summary>What can be reported on.</summary>
    public ReportPeriods Periods { get; } = new(database);

    /// <summary>Gathers reports.</summary>
    public ReportReader Reports { get; } = new(database, states, clock, options);

    /// <summary>What stands on every paper.</summary>
    public LetterheadStore Letterheads { get; } = new(database, clock);

    /// <summary>Prints papers as PDF.</summary>
    public PdfPrinter Printer { get; init; } = new();
}
