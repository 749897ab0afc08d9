using Sextant.Programme.Kpis;
using Sextant.Programme.Measured;
using Sextant.Programme.Papers.Certificates;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Papers.Units;
using Sextant.Programme.Papers.Writing;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers;

/// <summary>The office's papers: what they are made of, and what makes files of them.</summary>
public sealed class PaperDesk
{
    /// <summary>Over a register and what was measured.</summary>
    /// <param name="evidence">What scans saw, by which sheets name who must act; null: they say it by role alone.</param>
    public PaperDesk(ProgrammeDatabase database, IMeasuredStates states, TimeProvider clock, KpiOptions? options = null, KeptEvidence? evidence = null)
    {
        Periods = new ReportPeriods(database);
        Reports = new ReportReader(database, states, clock, options);
        Letterheads = new LetterheadStore(database, clock);
        Units = new UnitReader(database, states, options, evidence);
        Letters = new LetterDesk(database, Units, Letterheads, clock);
        Certificates = new CertificateReader(database, Letterheads, clock);
    }

    /// <summary>What can be reported on.</summary>
    public ReportPeriods Periods { get; }

    /// <summary>Gathers reports.</summary>
    public ReportReader Reports { get; }

    /// <summary>What stands on every paper.</summary>
    public LetterheadStore Letterheads { get; }

    /// <summary>What is known of units.</summary>
    public UnitReader Units { get; }

    /// <summary>Letters to many.</summary>
    public LetterDesk Letters { get; }

    /// <summary>Certificates of training to be printed.</summary>
    public CertificateReader Certificates { get; }

    /// <summary>Prints papers as PDF.</summary>
    public PdfPrinter Printer { get; init; } = new();
}
