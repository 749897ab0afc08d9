using Sextant.Checks.Judging;
using Sextant.Checks.Observations;

namespace Sextant.Cli.Reports;

/// <summary>One name, measured and judged.</summary>
/// <param name="Name">The name, A-labels.</param>
/// <param name="Scan">What was seen: tells the software whose recipe is shown.</param>
/// <param name="Entries">One entry for each kind of target.</param>
internal sealed record MeasuredName(string Name, Scan Scan, IReadOnlyList<Judgement> Entries);
