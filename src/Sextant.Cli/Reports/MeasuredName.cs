using Sextant.Checks.Judging;

namespace Sextant.Cli.Reports;

/// <summary>One name, measured and judged.</summary>
/// <param name="Name">The name, A-labels.</param>
/// <param name="Entries">One entry for each kind of target.</param>
/// <param name="Software">The software seen for each entry, for its recipes.</param>
internal sealed record MeasuredName(string Name, IReadOnlyList<Judgement> Entries, IReadOnlyList<string> Software);
