using System.Globalization;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;

namespace Sextant.Programme.Papers.Reports;

/// <summary>What a report looks back on: a phase of a programme, or a year.</summary>
/// <param name="Id">Its address: <c>phase-ipv6-for-gov-1</c>, <c>year-2026</c>.</param>
/// <param name="Programme">The programme of a phase; null of a year.</param>
/// <param name="Phase">The phase; null of a year.</param>
public sealed record ReportPeriod(string Id, DateOnly Starts, DateOnly Ends, ProgrammeView? Programme, PhaseView? Phase)
{
    /// <summary>What it is called.</summary>
    public string Name(string language) => Phase is { } phase
        ? PaperTexts.For(language).Format("report.of-phase", phase.Number, Programme!.Name.In(language))
        : PaperTexts.For(language).Format("report.of-year", Starts.Year.ToString(CultureInfo.InvariantCulture));

    /// <summary>The day up to which it can be told: its last one, or an earlier one that is asked for, such as today.</summary>
    public DateOnly Until(DateOnly day) => Ends < day ? Ends : day;
}

/// <summary>The periods that can be reported on.</summary>
public sealed class ReportPeriods(ProgrammeDatabase database)
{
    /// <summary>Phases that have begun and years since the first of them, the latest first.</summary>
    /// <exception cref="NoPackException">No pack was loaded.</exception>
    public async Task<IReadOnlyList<ReportPeriod>> ListAsync(DateOnly today, CancellationToken cancellation = default)
    {
        IReadOnlyList<ProgrammeView> programmes = await new PlanStore(database).ProgrammesAsync(new AsOf(today), cancellation).ConfigureAwait(false);
        ReportPeriod[] phases =
        [
            .. from programme in programmes
               from phase in programme.Phases
               where phase.Starts <= today
               select new ReportPeriod(string.Create(CultureInfo.InvariantCulture, $"phase-{programme.Id}-{phase.Number}"), phase.Starts, phase.Ends, programme, phase),
        ];
        int first = phases.Length == 0 ? today.Year : phases.Min(phase => phase.Starts.Year);
        IEnumerable<ReportPeriod> years = Enumerable.Range(first, Math.Max(0, today.Year - first + 1)).Select(year =>
            new ReportPeriod(string.Create(CultureInfo.InvariantCulture, $"year-{year}"), new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), null, null));
        return [.. phases.Concat(years).OrderByDescending(period => period.Ends).ThenByDescending(period => period.Starts).ThenBy(period => period.Id, StringComparer.Ordinal)];
    }

    /// <summary>One of them; null when there is none of that id.</summary>
    public async Task<ReportPeriod?> FindAsync(string id, DateOnly today, CancellationToken cancellation = default) =>
        (await ListAsync(today, cancellation).ConfigureAwait(false)).FirstOrDefault(period => period.Id == id);
}
