using Sextant.Programme.Country;
using Sextant.Programme.Documents;
using Sextant.Programme.Figures;
using Sextant.Programme.Kpis;
using Sextant.Programme.Meetings;
using Sextant.Programme.Organisations;
using Sextant.Programme.Plans;
using Sextant.Programme.Register;
using Sextant.Programme.Tasks;

namespace Sextant.Programme.Papers.Reports;

/// <summary>A figure of a report, with the number under which its trace stands.</summary>
public sealed record TracedFigure(int Number, KpiReading Reading, Figure Figure)
{
    /// <summary>What follows from it and its target, such as by how much it exceeds it.</summary>
    public IReadOnlyList<Figure> Derived { get; init; } = [];
}

/// <summary>All that a report is made of, as of one day.</summary>
public sealed record ReportFacts
{
    /// <summary>What it looks back on.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>The day and the state of knowledge: with both, the same report can be made again.</summary>
    public required AsOf AsOf { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The country.</summary>
    public required CountryHeader Header { get; init; }

    /// <summary>Number of the decision that issued the programme; null where nobody knows it.</summary>
    public string? Decision { get; init; }

    /// <summary>Organisations of the day, and those that had ended by then.</summary>
    public required IReadOnlyList<OrganisationLine> Organisations { get; init; }

    /// <summary>Figures that have a value.</summary>
    public required IReadOnlyList<TracedFigure> Figures { get; init; }

    /// <summary>Indicators without any value, and why.</summary>
    public required IReadOnlyList<Figure> Missing { get; init; }

    /// <summary>Sources by id.</summary>
    public required IReadOnlyDictionary<string, SourceView> Sources { get; init; }

    /// <summary>Every target of the day with its state.</summary>
    public required IReadOnlyList<MeasuredTarget> Targets { get; init; }

    /// <summary>Tasks that were due in the period, or are still open from before.</summary>
    public required IReadOnlyList<TaskView> Tasks { get; init; }

    /// <summary>Open tasks that are due after the day.</summary>
    public required IReadOnlyList<TaskView> Coming { get; init; }

    /// <summary>Meetings of the period with the tasks that carry out their conclusions.</summary>
    public required IReadOnlyList<(MeetingLine Meeting, int Followed)> Meetings { get; init; }

    /// <summary>Documents of the period.</summary>
    public required IReadOnlyList<DocumentLine> Documents { get; init; }

    /// <summary>Usage series, cut to the period.</summary>
    public required IReadOnlyList<UsageSeries> Usage { get; init; }

    /// <summary>Whether a figure is older than the period: the newest that there is, and no result of the period.</summary>
    public bool IsEarlier(Figure figure) => figure.Date < Period.Starts;

    /// <summary>What an organisation is called.</summary>
    public string Name(string slug, string language) => Organisations.FirstOrDefault(unit => unit.Slug == slug)?.Name.In(language) ?? slug;
}
