using Sextant.Programme.Meetings;
using Sextant.Programme.Papers.Reports;
using Sextant.Programme.Tasks;

namespace Sextant.Web.Pages.Conference;

/// <summary>One of the pages that are shown one after another.</summary>
public abstract record Sheet;

/// <summary>What is looked back on.</summary>
public sealed record OpeningSheet : Sheet;

/// <summary>One figure, large.</summary>
public sealed record FigureSheet(TracedFigure Figure) : Sheet;

/// <summary>Portals by what was measured.</summary>
public sealed record PortalSheet(IReadOnlyList<(string State, int Count)> Counts) : Sheet;

/// <summary>Tasks that are late, or that come.</summary>
public sealed record TaskSheet(bool Late, IReadOnlyList<TaskView> Lines, int More) : Sheet;

/// <summary>What the last meeting concluded, and how many tasks carry each conclusion out.</summary>
public sealed record ConclusionSheet(MeetingLine Meeting, IReadOnlyList<(string Text, int Tasks)> Lines) : Sheet;
