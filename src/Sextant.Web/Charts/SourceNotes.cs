using Sextant.Programme.Kpis;
using Sextant.Programme.Plans;

namespace Sextant.Web.Charts;

/// <summary>The sources of a page's figures, numbered in the order in which they are first named.</summary>
public sealed class SourceNotes(KpiReport report)
{
    private readonly List<string> _ids = [];

    /// <summary>The sources named so far, in order.</summary>
    public IEnumerable<SourceView> Named => _ids.Select(id => report.Sources[id]);

    /// <summary>The number of a source; null when the report does not know it.</summary>
    public int? Of(string id)
    {
        if (!report.Sources.ContainsKey(id))
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
