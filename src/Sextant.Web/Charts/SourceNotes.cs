using Sextant.Programme.Kpis;
using Sextant.Programme.Plans;

namespace Sextant.Web.Charts;

/// <summary>The sources of what a page says, numbered in the order in which they are first named.</summary>
public sealed class SourceNotes(IReadOnlyDictionary<string, SourceView> sources)
{
    private readonly List<string> _ids = [];

    /// <summary>The sources of a report's figures.</summary>
    public SourceNotes(KpiReport report)
        : this(report.Sources)
    {
    }

    /// <summary>The sources named so far, in order.</summary>
    public IEnumerable<SourceView> Named => _ids.Select(id => sources[id]);

    /// <summary>The number of a source; null when it is not known.</summary>
    public int? Of(string? id)
    {
        if (id is null || !sources.ContainsKey(id))
        {
            return null;
        }

        if (!_ids.Contains(id))
        {
            _ids.Add(id);
        }

        return _ids.IndexOf(id) + 1;
    }
}
